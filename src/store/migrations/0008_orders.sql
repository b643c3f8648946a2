-- The orders of the table of users, each read from its index alone. User Name and Email Id have theirs.
CREATE INDEX users_by_first_name ON users (first_name_sort, last_name_sort);
CREATE INDEX users_by_last_name ON users (last_name_sort, first_name_sort);
CREATE INDEX users_by_role ON users (primary_role, is_admin, user_name_key);
CREATE INDEX users_by_last_sign_in ON users (last_sign_in_at, user_name_key);
CREATE INDEX users_by_last_change ON users (max(changed_at, ifnull(clients_changed_at, changed_at)), user_name_key);
CREATE INDEX users_by_clients ON users (
    CASE WHEN expired_clients > 0 THEN 5 WHEN waiting_clients > 0 THEN 4 WHEN provisioned_clients > 0 THEN 3
        WHEN deregistered_clients > 0 THEN 2 WHEN registered_clients > 0 THEN 1 ELSE 0 END DESC,
    registered_clients + waiting_clients + provisioned_clients + deregistered_clients + expired_clients DESC,
    user_name_key);

-- The users that a filter finds.
CREATE INDEX users_with_registered ON users (id) WHERE registered_clients > 0;
CREATE INDEX users_with_waiting ON users (id) WHERE waiting_clients > 0;
CREATE INDEX users_with_provisioned ON users (id) WHERE provisioned_clients > 0;
CREATE INDEX users_with_deregistered ON users (id) WHERE deregistered_clients > 0;
CREATE INDEX users_with_expired ON users (id) WHERE expired_clients > 0;
CREATE INDEX users_disabled ON users (id) WHERE is_disabled = 1;
CREATE INDEX users_with_numbered_email ON users (email_key) WHERE instr(email_key, char(10)) > 0;

-- The one-time passwords, of which those that ran out are looked for.
CREATE INDEX users_by_password_end ON users (password_expires_at) WHERE password_expires_at IS NOT NULL;
