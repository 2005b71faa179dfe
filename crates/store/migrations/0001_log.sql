-- Served by SQLite and PostgreSQL alike: only TEXT and BIGINT, no function, no default.

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    -- The place of the latest event. Writing here also makes writers of the same person wait for each other.
    last_sequence BIGINT NOT NULL
);

CREATE TABLE event (
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sequence BIGINT NOT NULL,
    id TEXT NOT NULL,
    -- When it happened, in whole milliseconds since 1970. For whoever looks after the database; the line rules.
    at_ms BIGINT NOT NULL,
    -- The event's stored form, one line of JSON, exactly as an exported log holds it.
    line TEXT NOT NULL,
    PRIMARY KEY (person, sequence),
    UNIQUE (person, id)
);
