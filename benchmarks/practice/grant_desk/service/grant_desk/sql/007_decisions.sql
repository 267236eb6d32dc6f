CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL UNIQUE REFERENCES applications (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('awarded', 'declined')),
    amount_cents INTEGER,
    decided_on TEXT NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES users (id)
);

CREATE TABLE instalments (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    number INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    paid_on TEXT,
    UNIQUE (application_id, number)
);

CREATE TABLE mails (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
);
