CREATE TABLE reports (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL UNIQUE,
    employee_id  TEXT NOT NULL REFERENCES employees (id),
    title        TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'draft',
    total_home   TEXT NOT NULL DEFAULT '0.00',
    created_at   TEXT NOT NULL,
    submitted_at TEXT,
    decided_at   TEXT,
    decided_by   TEXT REFERENCES employees (id),
    paid_at      TEXT
);
CREATE INDEX reports_employee ON reports (employee_id, created_at);

CREATE TABLE items (
    id          INTEGER PRIMARY KEY,
    report_id   INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    spent_on    TEXT NOT NULL,
    category    TEXT NOT NULL,
    merchant    TEXT,
    description TEXT,
    amount      TEXT NOT NULL,
    currency    TEXT NOT NULL,
    amount_home TEXT NOT NULL
);
CREATE INDEX items_report ON items (report_id);
