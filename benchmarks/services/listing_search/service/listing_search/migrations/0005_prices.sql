CREATE TABLE price_changes (
    listing_id TEXT NOT NULL REFERENCES listings (id),
    at TEXT NOT NULL,
    old_cents INTEGER,
    new_cents INTEGER,
    PRIMARY KEY (listing_id, at)
);
