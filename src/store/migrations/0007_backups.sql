-- What is set for the automatic backups of the directory, and what is known of the last ones.
CREATE TABLE automatic_backups (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    is_on          INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    -- NULL for the folder beside the directory.
    folder         TEXT,
    -- The public key in the form of age; NULL where backups are not encrypted.
    recipient      TEXT,
    -- The one program that makes a backup now, as long as it renews this.
    claim          BLOB CHECK (length(claim) = 16),
    claimed_at     INTEGER,
    succeeded_at   INTEGER,
    succeeded_path TEXT,
    failed_at      INTEGER,
    failure        TEXT,
    CHECK ((claim IS NULL) = (claimed_at IS NULL)),
    CHECK ((succeeded_at IS NULL) = (succeeded_path IS NULL)),
    CHECK ((failed_at IS NULL) = (failure IS NULL))
) STRICT;

INSERT INTO automatic_backups (id) VALUES (1);
