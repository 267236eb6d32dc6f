CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    budget_cents INTEGER NOT NULL,
    criteria TEXT NOT NULL,
    note TEXT
);
