CREATE TABLE employees (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    role        TEXT NOT NULL,
    manager_id  TEXT REFERENCES employees (id),
    cost_centre TEXT,
    currency    TEXT NOT NULL DEFAULT 'EUR',
    iban        TEXT,
    active      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX employees_manager ON employees (manager_id);
