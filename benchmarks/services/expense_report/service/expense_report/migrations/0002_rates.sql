-- units of the currency for one unit of the home currency
CREATE TABLE rates (
    currency   TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    rate       TEXT NOT NULL,
    PRIMARY KEY (currency, valid_from)
);
