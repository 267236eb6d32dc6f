-- gwen: limestone, huw: dust-sheet; the machines hold gate-token and office-token
INSERT INTO operators (id, name, role, password) VALUES
    (1, 'gwen', 'gate', 'pbkdf2:sha256:20000$RNnfpQxJ$6306016ef48d595e44d5c6fac0d6eb45f796cee3a4b94a2d4c9d86c10de29aa1'),
    (2, 'huw', 'office', 'pbkdf2:sha256:20000$TkZKiaJE$566f2072b4267b6e005cf1418dda92073a5169e70fe9b09606c0441b9eaea821');

INSERT INTO sessions (token, operator, created_at) VALUES
    ('5b0aad348a4c3afe11a6926a265cdc32a801c5c709bbd483ff1ce78d64e009ca', 1, '2026-06-16T05:02:11+00:00'),
    ('736335b7477b56e8c7e85f5a2ce72217ba61c2ccdc1e88b439cbbb046d87a14b', 2, '2026-06-16T07:31:40+00:00');
