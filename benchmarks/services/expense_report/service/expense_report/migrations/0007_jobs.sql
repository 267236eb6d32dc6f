CREATE TABLE jobs (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL,
    status     TEXT NOT NULL DEFAULT 'ready',
    attempts   INTEGER NOT NULL DEFAULT 0,
    run_at     TEXT NOT NULL,
    last_error TEXT
);
CREATE INDEX jobs_due ON jobs (status, run_at);
