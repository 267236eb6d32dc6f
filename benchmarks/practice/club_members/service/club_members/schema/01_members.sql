CREATE TABLE IF NOT EXISTS members (
    id INTEGER PRIMARY KEY,
    card_no,                        -- as printed on the card: a number, or letters and a number for honorary members
    email TEXT NOT NULL UNIQUE,     -- lower case
    full_name TEXT NOT NULL,
    born TEXT,                      -- NULL: the paper forms before 2009 did not ask
    phone TEXT,
    language TEXT NOT NULL DEFAULT 'de',
    role TEXT NOT NULL DEFAULT 'member',
    password TEXT,
    verified_at TEXT,
    preferences TEXT,
    created_at TEXT NOT NULL,
    erased_at TEXT
);
