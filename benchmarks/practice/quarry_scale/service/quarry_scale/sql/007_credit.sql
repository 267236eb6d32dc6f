-- NULL: no limit was agreed
ALTER TABLE customers ADD COLUMN credit_limit_pence INTEGER;
