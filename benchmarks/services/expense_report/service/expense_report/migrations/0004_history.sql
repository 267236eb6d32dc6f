CREATE TABLE history (
    id           INTEGER PRIMARY KEY,
    report_id    INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    actor_id     TEXT NOT NULL REFERENCES employees (id),
    on_behalf_of TEXT REFERENCES employees (id),
    action       TEXT NOT NULL,
    comment      TEXT,
    at           TEXT NOT NULL
);
CREATE INDEX history_report ON history (report_id);
