INSERT INTO invoices (id, number, customer, month, state, net_pence, vat_pence, total_pence, issued_on, due_on) VALUES
    (1, 1040, 'EVANS', '2026-05', 'issued', 29946, 5989, 35935, '2026-06-01', '2026-07-01'),
    (2, 1041, 'TYGWYN', '2026-05', 'issued', 38780, 7756, 46536, '2026-06-01', '2026-07-01'),
    (3, 1042, 'PARRY', '2026-05', 'paid', 35668, 7134, 42802, '2026-06-01', '2026-07-01'),
    (4, 1043, 'CAFFI', '2026-05', 'issued', 11154, 2231, 13385, '2026-06-01', '2026-07-01'),
    (5, NULL, 'PARRY', '2026-06', 'draft', 37088, 7418, 44506, NULL, NULL),
    (6, NULL, 'EVANS', '2026-06', 'draft', 44568, 8914, 53482, NULL, NULL);

INSERT INTO tickets (number, plate, product, haulier, tare_kg, gross_kg, state, weighed_in_at, weighed_out_at, customer,
                     goods_pence, rebate_pence, levy_pence, net_pence, invoice) VALUES
    (20311, 'CV19 HKE', 'TYPE1', 'Rees Haulage', 12400, 32400, 'out', '2026-05-06T05:22:00+00:00', '2026-05-06T05:41:00+00:00', 'EVANS', 26400, 734, 4280, 29946, 1),
    (20312, 'CU70 TRM', '20MM', 'Rees Haulage', 11800, 31800, 'out', '2026-05-06T08:10:00+00:00', '2026-05-06T08:29:00+00:00', 'TYGWYN', 34500, 0, 4280, 38780, 2),
    (20313, 'CX22 LLN', '20MM', NULL, 11200, 30180, 'out', '2026-05-19T12:40:00+00:00', '2026-05-19T13:05:00+00:00', 'PARRY', 31127, 0, 4541, 35668, 3),
    (20314, 'CE68 OVB', 'TOPSOIL', 'Morgan Tippers', 7900, 12190, 'out', '2026-05-27T15:31:00+00:00', '2026-05-27T15:47:00+00:00', 'CAFFI', 11154, 0, 0, 11154, 4),
    (20315, 'CV19 HKE', '20MM', 'Rees Haulage', 12400, 32020, 'out', '2026-06-02T07:15:00+00:00', '2026-06-02T07:34:00+00:00', 'PARRY', 32177, 0, 4199, 37088, 5),
    (20316, 'CX22 LLN', 'TYPE1', NULL, 11200, 31200, 'out', '2026-06-02T09:03:00+00:00', '2026-06-02T09:20:00+00:00', 'EVANS', 26400, 660, 4280, 30020, 6),
    (20317, 'CX22 LLN', 'TYPE1', NULL, 11200, 20890, 'out', '2026-06-03T16:03:00+00:00', '2026-06-03T16:31:00+00:00', 'EVANS', 12791, 320, 2077, 14548, 6),
    (20318, 'CN21 ZPA', 'TYPE1', 'Morgan Tippers', 12900, 33400, 'out', '2026-06-04T10:02:00+00:00', '2026-06-04T10:20:00+00:00', 'DYFED-N', 26138, 1046, 4387, 29479, NULL),
    (20319, 'CN21 ZPA', 'TYPE1', 'Morgan Tippers', 12900, 33100, 'out', '2026-06-04T13:12:00+00:00', '2026-06-04T13:30:00+00:00', 'DYFED-W', 25755, 1030, 4323, 29048, NULL),
    (20320, 'WA15 GBD', 'DUST', NULL, 3100, 4600, 'out', '2026-06-09T11:00:00+00:00', '2026-06-09T11:12:00+00:00', NULL, 1770, 0, 321, 2091, NULL),
    (20321, 'CV19 HKE', 'TYPE1', 'Rees Haulage', 12400, 32200, 'void', '2026-06-11T07:00:00+00:00', '2026-06-11T07:20:00+00:00', 'EVANS', 26136, 653, 4237, 29720, NULL),
    (20322, 'CU70 TRM', 'TYPE1', 'Rees Haulage', 11800, NULL, 'in', '2026-06-16T08:44:00+00:00', NULL, 'EVANS', NULL, 0, NULL, NULL, NULL),
    (20323, 'WA15 GBD', 'TOPSOIL', NULL, 3100, NULL, 'in', '2026-06-16T08:51:00+00:00', NULL, NULL, NULL, 0, NULL, NULL, NULL),
    (20324, 'CE68 OVB', '20MM', 'Morgan Tippers', 7900, NULL, 'in', '2026-06-16T08:57:00+00:00', NULL, 'TYGWYN', NULL, 0, NULL, NULL, NULL);
