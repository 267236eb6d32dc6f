CREATE TABLE operators (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('gate', 'office')),
    password TEXT NOT NULL
);

CREATE TABLE sessions (
    token TEXT PRIMARY KEY,           -- SHA-256 of what the operator's machine holds
    operator INTEGER NOT NULL REFERENCES operators (id),
    created_at TEXT NOT NULL
);
