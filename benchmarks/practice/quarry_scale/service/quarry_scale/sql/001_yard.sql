CREATE TABLE products (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    levy INTEGER NOT NULL DEFAULT 1   -- 1 where the aggregates levy is due
);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    plate TEXT NOT NULL,
    product TEXT NOT NULL REFERENCES products (code),
    haulier TEXT,
    tare_kg INTEGER NOT NULL,
    gross_kg INTEGER,
    state TEXT NOT NULL DEFAULT 'in' CHECK (state IN ('in', 'out', 'void')),
    weighed_in_at TEXT NOT NULL,
    weighed_out_at TEXT
);

CREATE INDEX tickets_out ON tickets (weighed_out_at);
