-- They come after the rows are counted.
CREATE TRIGGER clients_counted AFTER INSERT ON clients
BEGIN
    UPDATE users SET
        registered_clients = registered_clients + (NEW.standing = 'registered'),
        waiting_clients = waiting_clients + (NEW.standing = 'waiting'),
        provisioned_clients = provisioned_clients + (NEW.standing = 'provisioned'),
        deregistered_clients = deregistered_clients + (NEW.standing = 'deregistered'),
        expired_clients = expired_clients + (NEW.standing = 'expired')
    WHERE id = NEW.user_id;
    UPDATE client_figures SET clients = clients + 1 WHERE standing = NEW.standing;
END;
CREATE TRIGGER clients_no_longer_counted AFTER DELETE ON clients
BEGIN
    UPDATE users SET
        registered_clients = registered_clients - (OLD.standing = 'registered'),
        waiting_clients = waiting_clients - (OLD.standing = 'waiting'),
        provisioned_clients = provisioned_clients - (OLD.standing = 'provisioned'),
        deregistered_clients = deregistered_clients - (OLD.standing = 'deregistered'),
        expired_clients = expired_clients - (OLD.standing = 'expired')
    WHERE id = OLD.user_id;
    UPDATE client_figures SET clients = clients - 1 WHERE standing = OLD.standing;
END;
CREATE TRIGGER clients_counted_anew
AFTER UPDATE OF user_id, state, credential_expires_at, token_expires_at, expiry_seen_at ON clients
WHEN (NEW.standing, NEW.user_id) IS NOT (OLD.standing, OLD.user_id)
BEGIN
    UPDATE users SET
        registered_clients = registered_clients - (OLD.standing = 'registered'),
        waiting_clients = waiting_clients - (OLD.standing = 'waiting'),
        provisioned_clients = provisioned_clients - (OLD.standing = 'provisioned'),
        deregistered_clients = deregistered_clients - (OLD.standing = 'deregistered'),
        expired_clients = expired_clients - (OLD.standing = 'expired')
    WHERE id = OLD.user_id;
    UPDATE users SET
        registered_clients = registered_clients + (NEW.standing = 'registered'),
        waiting_clients = waiting_clients + (NEW.standing = 'waiting'),
        provisioned_clients = provisioned_clients + (NEW.standing = 'provisioned'),
        deregistered_clients = deregistered_clients + (NEW.standing = 'deregistered'),
        expired_clients = expired_clients + (NEW.standing = 'expired')
    WHERE id = NEW.user_id;
    UPDATE client_figures SET clients = clients - 1 WHERE standing = OLD.standing;
    UPDATE client_figures SET clients = clients + 1 WHERE standing = NEW.standing;
END;

CREATE TRIGGER users_to_index AFTER INSERT ON users
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (NEW.id);
END;
CREATE TRIGGER users_to_index_anew AFTER UPDATE OF search_key ON users
WHEN NEW.search_key IS NOT OLD.search_key
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (NEW.id);
END;
CREATE TRIGGER users_not_to_index AFTER DELETE ON users
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (OLD.id);
END;
CREATE TRIGGER clients_to_index AFTER INSERT ON clients
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (NEW.user_id);
END;
CREATE TRIGGER clients_to_index_anew AFTER UPDATE OF search_key, user_id ON clients
WHEN (NEW.search_key, NEW.user_id) IS NOT (OLD.search_key, OLD.user_id)
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (OLD.user_id), (NEW.user_id);
END;
CREATE TRIGGER clients_not_to_index AFTER DELETE ON clients
BEGIN
    INSERT OR IGNORE INTO unindexed_users (user_id) VALUES (OLD.user_id);
END;

CREATE TRIGGER users_came AFTER INSERT ON users BEGIN UPDATE changes SET number = number + 1 WHERE subject = 'users'; END;
CREATE TRIGGER users_changed AFTER UPDATE ON users BEGIN UPDATE changes SET number = number + 1 WHERE subject = 'users'; END;
CREATE TRIGGER users_went AFTER DELETE ON users BEGIN UPDATE changes SET number = number + 1 WHERE subject = 'users'; END;
CREATE TRIGGER clients_came AFTER INSERT ON clients BEGIN UPDATE changes SET number = number + 1 WHERE subject = 'clients'; END;
CREATE TRIGGER clients_changed
AFTER UPDATE OF user_id, name, state, host, credential_hash, credential_issued_at, credential_expires_at, token_hint,
    token_issued_at, token_expires_at, registered_at, changed_at, revision, expiry_seen_at ON clients
BEGIN
    UPDATE changes SET number = number + 1 WHERE subject = 'clients';
END;
CREATE TRIGGER clients_seen AFTER UPDATE OF last_seen_at, client_version ON clients
BEGIN
    UPDATE changes SET number = number + 1 WHERE subject = 'seen';
END;
CREATE TRIGGER clients_went AFTER DELETE ON clients BEGIN UPDATE changes SET number = number + 1 WHERE subject = 'clients'; END;
