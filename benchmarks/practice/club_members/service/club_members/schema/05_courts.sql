CREATE TABLE IF NOT EXISTS courts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    opens INTEGER NOT NULL,         -- hours of the club's zone
    closes INTEGER NOT NULL,
    first_month INTEGER NOT NULL,   -- the season, both inclusive; 1 and 12 for the hall
    last_month INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS bookings (
    id INTEGER PRIMARY KEY,
    court_id INTEGER NOT NULL REFERENCES courts (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    starts_at TEXT NOT NULL,
    hours INTEGER NOT NULL CHECK (hours IN (1, 2)),
    note TEXT NOT NULL DEFAULT '',
    cancelled_at TEXT
);
