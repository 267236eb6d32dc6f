from datetime import date

from quarry_scale.logic import yard


def test_day(office, load):
    load("ADAMS")
    load(None, product="SOIL", net_kg=1500)
    answer = office.get("/reports/day?day=2026-03-10").json
    assert answer == {"day": "2026-03-10", "loads": 2, "net_kg": 21500, "products": {"STONE": 20000, "SOIL": 1500}}


def test_an_empty_day(office):
    assert office.get("/reports/day").json["net_kg"] == 0
    assert office.get("/reports/day?day=x").status_code == 422


def test_month(connection, load, clock):
    load("ADAMS")
    clock("2026-03-12T09:30:00+00:00")
    load("ADAMS", net_kg=5000)
    assert yard.month(connection, date(2026, 3, 1)) == {"month": "2026-03", "net_kg": 25000, "days": {10: 20000, 12: 5000}}


def test_hauliers(connection, load):
    load("ADAMS", haulier="Rees")
    load("ADAMS", haulier="Rees")
    load(None)
    assert yard.hauliers(connection, date(2026, 3, 1))["hauliers"] == {"Rees": 2, None: 1}


def test_months_are_checked(office):
    assert office.get("/reports/month?month=2026-13").status_code == 422
    assert office.get("/reports/hauliers").status_code == 422


def test_hauliers_are_for_the_office(gate):
    assert gate.get("/reports/hauliers?month=2026-03").status_code == 403
