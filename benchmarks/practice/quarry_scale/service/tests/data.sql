INSERT INTO products (code, name, levy) VALUES ('STONE', 'Stone', 1), ('SOIL', 'Soil', 0);
INSERT INTO operators (id, name, role, password) VALUES
    (1, 'gate', 'gate', 'pbkdf2:sha256:20000$RNnfpQxJ$6306016ef48d595e44d5c6fac0d6eb45f796cee3a4b94a2d4c9d86c10de29aa1'),
    (2, 'office', 'office', 'pbkdf2:sha256:20000$TkZKiaJE$566f2072b4267b6e005cf1418dda92073a5169e70fe9b09606c0441b9eaea821');
INSERT INTO customers (code, name, address, created_on) VALUES
    ('ADAMS', 'Adams Paving', 'Mill Lane, Brecon', '2024-05-01'),
    ('BEYNON', 'Beynon Brothers', NULL, '2024-05-02');
INSERT INTO prices (customer, product, valid_from, pence_per_tonne) VALUES
    (NULL, 'STONE', '2025-01-01', 1500), (NULL, 'SOIL', '2025-01-01', 2500), ('ADAMS', 'STONE', '2025-06-01', 1400);
