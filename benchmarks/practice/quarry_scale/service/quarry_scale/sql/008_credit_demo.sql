UPDATE customers SET credit_limit_pence = 500000 WHERE code IN ('EVANS', 'PARRY', 'TYGWYN');
UPDATE customers SET credit_limit_pence = 60000 WHERE code = 'CAFFI';
