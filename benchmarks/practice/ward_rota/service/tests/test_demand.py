def test_expected(ask):
    assert ask("anna", "GET", "/wards/INT/demand?day=2026-09-20").json() == {
        "ward": "INT",
        "day": "2026-09-20",
        "expected": 6.3,
        "people": 7,
    }


def test_winter(ask):
    assert ask("anna", "GET", "/wards/GER/demand?day=2026-12-07").json()["expected"] == 6.5


def test_no_day(ask):
    assert ask("anna", "GET", "/wards/GER/demand?day=soon").status_code == 422
