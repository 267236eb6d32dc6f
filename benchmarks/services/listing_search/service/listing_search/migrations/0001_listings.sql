CREATE TABLE categories (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent TEXT REFERENCES categories (slug)
);
CREATE TABLE sellers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    rating REAL,
    joined_on TEXT NOT NULL
);
CREATE TABLE rates (
    currency TEXT PRIMARY KEY,
    rate REAL NOT NULL
);
CREATE TABLE listings (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL REFERENCES categories (slug),
    price_cents INTEGER,
    currency TEXT NOT NULL REFERENCES rates (currency),
    condition TEXT NOT NULL,
    city TEXT,
    lat REAL,
    lon REAL,
    seller_id TEXT NOT NULL REFERENCES sellers (id),
    status TEXT NOT NULL DEFAULT 'active',
    posted_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    expires_at TEXT,
    views INTEGER NOT NULL DEFAULT 0,
    saves INTEGER NOT NULL DEFAULT 0,
    photos TEXT NOT NULL DEFAULT '[]',
    attributes TEXT
);
CREATE INDEX listings_by_time ON listings (status, posted_at DESC, id DESC);
