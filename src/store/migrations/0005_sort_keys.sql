-- Names sort by a collation. Its keys are stored; keys of different versions must not be compared.
ALTER TABLE directory ADD COLUMN collation TEXT NOT NULL DEFAULT 'root';
ALTER TABLE users ADD COLUMN first_name_sort BLOB;
ALTER TABLE users ADD COLUMN last_name_sort BLOB;
-- 0 where there are no keys, or those of earlier names.
ALTER TABLE users ADD COLUMN sort_key_version INTEGER NOT NULL DEFAULT 0;

-- Finds the users whose keys are to be made, and says whether all keys are of one version.
CREATE INDEX users_by_sort_key_version ON users (sort_key_version);

-- A program of schema 4 that is still open changes names without their keys.
CREATE TRIGGER users_renamed AFTER UPDATE OF first_name, last_name ON users
WHEN NEW.first_name IS NOT OLD.first_name OR NEW.last_name IS NOT OLD.last_name
BEGIN
    UPDATE users SET sort_key_version = 0 WHERE id = NEW.id;
END;
