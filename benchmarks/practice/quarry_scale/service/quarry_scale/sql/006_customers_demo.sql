INSERT INTO customers (code, name, address, email, created_on) VALUES
    ('EVANS', 'Evans Groundworks', '4 Heol y Bont, Llandeilo', 'office@evans.example', '2019-03-01'),
    ('OBRIEN', 'O''Brien & Sons', 'Station Yard, Llandovery', NULL, '2020-06-12'),
    ('PARRY', 'Parry-Jones Paving', 'Unit 7, Ffairfach', 'accounts@parryjones.example', '2021-02-08'),
    ('TYGWYN', 'Tŷ Gwyn Builders', '1 Tŷ Gwyn, Myddfai', 'post@tygwyn.example', '2022-09-30'),
    ('DYFED', 'Dyfed Highways', 'County Hall, Carmarthen', 'bitumen@dyfed.example', '2018-01-02'),
    ('DYFED-N', 'Dyfed Highways North', 'Depot, Lampeter', NULL, '2018-01-02'),
    ('DYFED-W', 'Dyfed Highways West', 'Depot, Haverfordwest', NULL, '2018-01-02'),
    ('CAFFI', 'Caffi Bro a Gardd', 'Y Sgwâr, Llangadog', NULL, '2025-11-20');

INSERT INTO prices (customer, product, valid_from, pence_per_tonne) VALUES
    (NULL, 'TYPE1', '2025-01-01', 1450),
    (NULL, '20MM', '2025-01-01', 1725),
    (NULL, 'DUST', '2025-01-01', 1180),
    (NULL, 'TOPSOIL', '2025-01-01', 2600),
    (NULL, 'TYPE1', '2026-04-01', 1500),
    ('EVANS', 'TYPE1', '2026-01-01', 1320),
    ('PARRY', '20MM', '2026-01-01', 1640),
    ('DYFED-N', 'TYPE1', '2025-06-01', 1275),
    ('DYFED-W', 'TYPE1', '2025-06-01', 1275);
