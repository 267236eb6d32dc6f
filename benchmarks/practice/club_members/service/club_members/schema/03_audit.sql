CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL,
    actor_id INTEGER,               -- NULL: the nightly job
    member_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}'
);
