CREATE TABLE invoices (
    id INTEGER PRIMARY KEY,
    number INTEGER UNIQUE,            -- when it is issued
    customer TEXT NOT NULL REFERENCES customers (code),
    month TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'issued', 'paid')),
    net_pence INTEGER NOT NULL DEFAULT 0,
    vat_pence INTEGER NOT NULL DEFAULT 0,
    total_pence INTEGER NOT NULL DEFAULT 0,
    issued_on TEXT,
    due_on TEXT
);

CREATE UNIQUE INDEX one_draft ON invoices (customer, month) WHERE state = 'draft';

ALTER TABLE tickets ADD COLUMN invoice INTEGER REFERENCES invoices (id);
