CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('session', 'verify', 'reset')),
    label TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT                 -- NULL: the tablets at the desk stay signed in
);
CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    queued_at TEXT NOT NULL
);
