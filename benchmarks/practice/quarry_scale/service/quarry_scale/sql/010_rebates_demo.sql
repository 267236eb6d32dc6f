UPDATE customers SET terms = '{"rebate": "2.5"}' WHERE code = 'EVANS';
UPDATE customers SET terms = '{"rebate": "4"}' WHERE code IN ('DYFED-N', 'DYFED-W');
