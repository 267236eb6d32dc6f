INSERT INTO products (code, name, levy) VALUES
    ('TYPE1', 'Type 1 sub-base', 1),
    ('20MM', '20 mm limestone', 1),
    ('DUST', 'Limestone dust', 1),
    ('ARMOUR', 'Armour stone', 1),
    ('TOPSOIL', 'Topsoil', 0);
