-- Old entries of the audit trail can be moved to a file. The chain goes on from the last of them.
ALTER TABLE trail ADD COLUMN sealed_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE trail ADD COLUMN sealed_hash BLOB NOT NULL
    DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(sealed_hash) = 32);

DROP TRIGGER audit_is_never_deleted;

CREATE TRIGGER audit_is_deleted_once_sealed BEFORE DELETE ON audit
WHEN OLD.id > (SELECT sealed_to FROM trail)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
