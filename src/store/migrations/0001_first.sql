-- The first schema. Moments are milliseconds since the Unix epoch; `_key` columns are folded, for comparing and sorting.

-- One row about the directory itself.
CREATE TABLE directory (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    created_at INTEGER NOT NULL,
    -- Keeps names that were typed at sign-in and belong to nobody from being read back out of sign_in_attempts.
    salt       BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

-- AUTOINCREMENT: the number of a deleted user is never given again, so that an audit row keeps its meaning.
CREATE TABLE users (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name            TEXT NOT NULL CHECK (length(user_name) BETWEEN 3 AND 64),
    user_name_key        TEXT NOT NULL UNIQUE,
    configuration        TEXT NOT NULL CHECK (configuration IN ('default')),
    email                TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    email_key            TEXT NOT NULL UNIQUE,
    first_name           TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    first_name_key       TEXT NOT NULL,
    last_name            TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
    last_name_key        TEXT NOT NULL,
    search_key           TEXT NOT NULL,
    primary_role         TEXT NOT NULL CHECK (primary_role IN ('quality_manager', 'quality_lead', 'quality_engineer')),
    is_admin             INTEGER NOT NULL CHECK (is_admin = 0 OR (is_admin = 1 AND primary_role = 'quality_manager')),
    is_disabled          INTEGER NOT NULL CHECK (is_disabled IN (0, 1)),
    password_hash        TEXT,
    -- A password that was made for the user works until then.
    password_expires_at  INTEGER,
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    -- Grows with each new password and each disabling; a session of an older one has ended.
    credential_epoch     INTEGER NOT NULL DEFAULT 0 CHECK (credential_epoch >= 0),
    created_at           INTEGER NOT NULL,
    changed_at           INTEGER NOT NULL,
    -- When a client of the user last changed, came or went.
    clients_changed_at   INTEGER,
    last_sign_in_at      INTEGER,
    revision             INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1)
) STRICT;

CREATE INDEX users_by_admin ON users (is_admin) WHERE is_admin = 1;

CREATE TABLE clients (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id              INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name                 TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    name_key             TEXT NOT NULL UNIQUE,
    search_key           TEXT NOT NULL,
    state                TEXT NOT NULL CHECK (state IN ('provisioned', 'registered', 'waiting', 'deregistered')),
    host                 TEXT CHECK (length(host) BETWEEN 1 AND 255),
    -- SHA-256 of the credential the client proves itself with once it has registered.
    credential_hash      BLOB UNIQUE CHECK (length(credential_hash) = 32),
    credential_issued_at INTEGER,
    -- Of the latest token, also in tokens; here because every list of clients shows them.
    token_hint           TEXT CHECK (length(token_hint) = 4),
    token_issued_at      INTEGER,
    token_expires_at     INTEGER,
    registered_at        INTEGER,
    last_seen_at         INTEGER,
    created_at           INTEGER NOT NULL,
    changed_at           INTEGER NOT NULL,
    revision             INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    CHECK (credential_hash IS NULL OR state = 'registered')
) STRICT;

CREATE INDEX clients_by_user ON clients (user_id, state, token_expires_at);

-- Every token ever made, so that a refused one can be told its cause; those of a deleted user are unknown.
CREATE TABLE tokens (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    hint       TEXT NOT NULL CHECK (length(hint) = 4),
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id  INTEGER REFERENCES clients (id) ON DELETE SET NULL,
    state      TEXT NOT NULL CHECK (state IN ('live', 'used', 'void')),
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER,
    -- When it was used up or made void.
    ended_at   INTEGER,
    CHECK ((state = 'live') = (ended_at IS NULL))
) STRICT;

CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_client ON tokens (client_id);
CREATE UNIQUE INDEX tokens_one_live ON tokens (client_id) WHERE state = 'live';

-- Wrong passwords by folded User Name; for a name of nobody, a few bits of a salted hash of it.
CREATE TABLE sign_in_attempts (
    name_key        TEXT PRIMARY KEY,
    failures        INTEGER NOT NULL CHECK (failures >= 0),
    last_failure_at INTEGER NOT NULL,
    blocked_until   INTEGER,
    day_started_at  INTEGER NOT NULL,
    day_failures    INTEGER NOT NULL CHECK (day_failures >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (last_failure_at);

-- No foreign keys: a row stays as it was written, whatever becomes of the user or the client.
CREATE TABLE audit (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at            INTEGER NOT NULL,
    actor_kind    TEXT NOT NULL CHECK (actor_kind IN ('user', 'system', 'nobody')),
    actor_id      INTEGER,
    actor_name    TEXT,
    action        TEXT NOT NULL,
    user_id       INTEGER,
    user_name     TEXT,
    client_id     INTEGER,
    client_name   TEXT,
    detail        TEXT,
    -- Reserved for the hash chain.
    previous_hash BLOB CHECK (length(previous_hash) = 32),
    entry_hash    BLOB CHECK (length(entry_hash) = 32),
    CHECK ((actor_kind = 'user') = (actor_id IS NOT NULL)),
    CHECK ((actor_kind = 'nobody') = (actor_name IS NULL))
) STRICT;

CREATE INDEX audit_by_client ON audit (client_id, id) WHERE client_id IS NOT NULL;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_is_never_written_over BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
