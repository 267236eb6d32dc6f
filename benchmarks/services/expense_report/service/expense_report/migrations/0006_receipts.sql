CREATE TABLE receipts (
    id           INTEGER PRIMARY KEY,
    report_id    INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    item_id      INTEGER REFERENCES items (id) ON DELETE SET NULL,
    filename     TEXT,
    content_type TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    content      BLOB NOT NULL,
    uploaded_at  TEXT NOT NULL,
    UNIQUE (report_id, sha256)
);
