CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    reviewer_id INTEGER NOT NULL REFERENCES users (id),
    due_on TEXT NOT NULL,
    scores TEXT,
    comment TEXT,
    submitted_at TEXT,
    UNIQUE (application_id, reviewer_id)
);
