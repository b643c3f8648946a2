-- What was seen of the clock: the latest time, and the latest move that no administrator has confirmed yet.
CREATE TABLE clock (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    latest_at  INTEGER NOT NULL,
    moved_from INTEGER,
    moved_to   INTEGER,
    CHECK ((moved_from IS NULL) = (moved_to IS NULL))
) STRICT;

-- When the present token or credential of a client was seen to have expired. It stays expired under any clock.
ALTER TABLE clients ADD COLUMN expiry_seen_at INTEGER;

CREATE INDEX clients_by_unseen_end ON clients (iif(state = 'registered', credential_expires_at, token_expires_at))
    WHERE expiry_seen_at IS NULL AND state <> 'deregistered';

-- A service that doubts whether it can write tries it here; empty otherwise.
CREATE TABLE trial_writes (
    id     INTEGER PRIMARY KEY,
    filler BLOB NOT NULL
) STRICT;
