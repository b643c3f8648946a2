-- Which directory this is, and how often it was opened by a program that was alone: a log and a copy that do not belong
-- to the file are known by them.
ALTER TABLE directory ADD COLUMN identity BLOB CHECK (length(identity) = 16);
ALTER TABLE directory ADD COLUMN generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0);
UPDATE directory SET identity = randomblob(16);
