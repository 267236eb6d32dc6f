CREATE TABLE delegations (
    id        INTEGER PRIMARY KEY,
    from_id   TEXT NOT NULL REFERENCES employees (id),
    to_id     TEXT NOT NULL REFERENCES employees (id),
    starts_on TEXT NOT NULL,
    ends_on   TEXT
);
CREATE INDEX delegations_from ON delegations (from_id, starts_on);
