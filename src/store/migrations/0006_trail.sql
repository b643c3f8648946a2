-- The hash chain of the audit trail, and the digest of the rows that matter. The steps in `store::chain` and
-- `store::digest` follow: they fill both, and make the triggers of the digest.

-- Where the chain begins and ends.
CREATE TABLE trail (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    -- The first entry that was hashed when it was written. An upgrade hashed those before it, at that moment.
    chained_from INTEGER NOT NULL DEFAULT 1,
    hashed_at    INTEGER,
    -- The newest entry.
    head_id      INTEGER NOT NULL DEFAULT 0,
    head_hash    BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000'
        CHECK (length(head_hash) = 32)
) STRICT;

INSERT INTO trail (id) VALUES (1);

-- Who writes without the hash, such as a program of schema 5 that is still open, is refused.
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit
WHEN NEW.entry_hash IS NULL OR NEW.previous_hash IS NOT (SELECT head_hash FROM trail)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is chained');
END;

CREATE TRIGGER audit_has_a_head AFTER INSERT ON audit
BEGIN
    UPDATE trail SET head_id = NEW.id, head_hash = NEW.entry_hash;
END;

-- The trail is read newest first, by who did it, to whom, what and when.
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_action ON audit (action, at, id);
CREATE INDEX audit_by_actor ON audit (actor_id, at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_by_user ON audit (user_id, at, id) WHERE user_id IS NOT NULL;

-- SHA-256 of what matters of a row, written with it.
ALTER TABLE users ADD COLUMN row_digest BLOB CHECK (length(row_digest) = 32);
ALTER TABLE clients ADD COLUMN row_digest BLOB CHECK (length(row_digest) = 32);
ALTER TABLE tokens ADD COLUMN row_digest BLOB CHECK (length(row_digest) = 32);
ALTER TABLE former_credentials ADD COLUMN row_digest BLOB CHECK (length(row_digest) = 32);

-- How many rows a table has, and the sum of their digests.
CREATE TABLE row_sums (
    table_name TEXT PRIMARY KEY,
    row_count  INTEGER NOT NULL,
    row_sum    BLOB NOT NULL CHECK (length(row_sum) = 256)
) STRICT, WITHOUT ROWID;
