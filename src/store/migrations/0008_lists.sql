-- What lists show, sort by and filter by is kept with each change, so that nothing is worked out for all rows at a reading.

-- When the present token or credential ends.
ALTER TABLE clients ADD COLUMN ends_at INTEGER GENERATED ALWAYS AS (
    CASE state WHEN 'registered' THEN credential_expires_at WHEN 'deregistered' THEN NULL ELSE token_expires_at END) VIRTUAL;
-- The same where it was not seen to have ended, so that it depends on the clock.
ALTER TABLE clients ADD COLUMN open_end INTEGER GENERATED ALWAYS AS (iif(ends_at <= expiry_seen_at, NULL, ends_at)) VIRTUAL;
-- The state, or that it was seen to have expired, which is final.
ALTER TABLE clients ADD COLUMN standing TEXT GENERATED ALWAYS AS (iif(ends_at <= expiry_seen_at, 'expired', state)) VIRTUAL;

DROP INDEX clients_by_unseen_end;
CREATE INDEX clients_by_open_end ON clients (open_end, user_id) WHERE open_end IS NOT NULL;
DROP INDEX clients_by_user;
CREATE INDEX clients_by_user ON clients (user_id, open_end);

-- The user's clients by standing.
ALTER TABLE users ADD COLUMN registered_clients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN waiting_clients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN provisioned_clients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN deregistered_clients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN expired_clients INTEGER NOT NULL DEFAULT 0;

-- All clients by standing.
CREATE TABLE client_figures (
    standing TEXT PRIMARY KEY,
    clients  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO client_figures (standing, clients)
    VALUES ('registered', 0), ('waiting', 0), ('provisioned', 0), ('deregistered', 0), ('expired', 0);

-- For each user the parts of three letters, and the letters and pairs, of what is searched. Entries are written after the
-- change that they are of; what they find is compared with the rows.
CREATE VIRTUAL TABLE user_trigrams USING fts5 (
    entry, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
CREATE VIRTUAL TABLE user_letters USING fts5 (
    entry, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- The users with a change that is not in their entries yet.
CREATE TABLE unindexed_users (
    user_id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE search_index (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    -- Users from this number on have no entries yet; NULL where all have.
    indexed_below INTEGER
) STRICT;
INSERT INTO search_index (id, indexed_below) SELECT 1, iif(EXISTS (SELECT 1 FROM users), 0, NULL);

-- Each number grows with each change of its subject; `seen` is that a client was here.
CREATE TABLE changes (
    subject TEXT PRIMARY KEY,
    number  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO changes (subject, number) VALUES ('users', 0), ('clients', 0), ('seen', 0);
