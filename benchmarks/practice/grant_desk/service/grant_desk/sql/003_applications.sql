CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    country TEXT NOT NULL,
    iban TEXT
);

ALTER TABLE users ADD COLUMN organisation_id INTEGER REFERENCES organisations (id);

CREATE TABLE applications (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    call_id INTEGER NOT NULL REFERENCES calls (id),
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    title TEXT NOT NULL,
    summary TEXT,
    currency TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    submitted_at TEXT
);

CREATE TABLE budget_lines (
    id INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    category TEXT NOT NULL,
    description TEXT NOT NULL,
    amount_cents INTEGER NOT NULL
);
