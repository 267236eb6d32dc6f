CREATE TABLE closings (
    month     TEXT PRIMARY KEY,
    closed_at TEXT NOT NULL,
    document  TEXT NOT NULL
);
