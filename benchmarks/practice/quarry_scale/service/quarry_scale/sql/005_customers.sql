CREATE TABLE customers (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT,
    email TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'stopped')),
    created_on TEXT NOT NULL
);

-- without a customer: the price at the gate
CREATE TABLE prices (
    id INTEGER PRIMARY KEY,
    customer TEXT REFERENCES customers (code),
    product TEXT NOT NULL REFERENCES products (code),
    valid_from TEXT NOT NULL,
    pence_per_tonne INTEGER NOT NULL,
    UNIQUE (customer, product, valid_from)
);

CREATE TABLE levy_rates (
    valid_from TEXT PRIMARY KEY,
    pence_per_tonne INTEGER NOT NULL
);

INSERT INTO levy_rates (valid_from, pence_per_tonne) VALUES ('2024-04-01', 203), ('2025-04-01', 208), ('2026-04-01', 214);

ALTER TABLE tickets ADD COLUMN customer TEXT REFERENCES customers (code);
ALTER TABLE tickets ADD COLUMN goods_pence INTEGER;
ALTER TABLE tickets ADD COLUMN levy_pence INTEGER;
ALTER TABLE tickets ADD COLUMN net_pence INTEGER;
