CREATE TABLE events (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    user_id TEXT,
    listing_id TEXT,
    query TEXT,
    position INTEGER,
    results INTEGER
);
CREATE INDEX events_by_time ON events (at);
