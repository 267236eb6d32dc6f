CREATE TABLE IF NOT EXISTS memberships (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL CHECK (kind IN ('full', 'trial', 'passive', 'life')),
    starts_on TEXT NOT NULL,
    ends_on TEXT,                   -- NULL: until further notice
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended'))
);
CREATE TABLE IF NOT EXISTS families (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    payer_id INTEGER                -- NULL: everybody pays alone
);
CREATE TABLE IF NOT EXISTS relatives (
    family_id INTEGER NOT NULL REFERENCES families (id),
    member_id INTEGER NOT NULL UNIQUE REFERENCES members (id)
);
