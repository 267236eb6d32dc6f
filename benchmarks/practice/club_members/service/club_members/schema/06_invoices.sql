CREATE TABLE IF NOT EXISTS invoices (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,    -- 2026-0001, without gaps within a year: the auditors count
    member_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    issued_on TEXT NOT NULL
);
