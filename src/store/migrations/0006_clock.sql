-- What was seen of the clock.

-- A service that doubts whether it can write tries it here; empty otherwise.
CREATE TABLE trial_writes (
    id     INTEGER PRIMARY KEY,
    filler BLOB NOT NULL
) STRICT;
