-- Clients that register over the network: what they say of themselves, how long they work, and credentials that no
-- longer do.
ALTER TABLE clients ADD COLUMN client_version TEXT CHECK (length(client_version) BETWEEN 1 AND 64);
ALTER TABLE clients ADD COLUMN credential_expires_at INTEGER;
-- How many days the credential works that the client gets for this token.
ALTER TABLE tokens ADD COLUMN credential_days INTEGER CHECK (credential_days > 0);
-- SHA-256 of the credential that was taken for it, so that the same registration is known when it is sent again.
ALTER TABLE tokens ADD COLUMN taken_by BLOB CHECK (length(taken_by) = 32);

DROP INDEX clients_by_user;
CREATE INDEX clients_by_user ON clients (user_id, state, token_expires_at, credential_expires_at);

-- Credentials that were made void, so that a refused client can be told its cause; those of a deleted user are unknown.
CREATE TABLE former_credentials (
    hash      BLOB PRIMARY KEY CHECK (length(hash) = 32),
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id INTEGER REFERENCES clients (id) ON DELETE SET NULL,
    ended_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX former_credentials_by_user ON former_credentials (user_id);
CREATE INDEX former_credentials_by_client ON former_credentials (client_id);

-- What the registration service of this directory said of itself when it last started.
CREATE TABLE registration_service (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    url         TEXT NOT NULL,
    -- SHA-256 of its certificate; none where it speaks plain HTTP.
    fingerprint BLOB CHECK (length(fingerprint) = 32),
    started_at  INTEGER NOT NULL,
    stopped_at  INTEGER
) STRICT;
