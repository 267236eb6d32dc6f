from datetime import date, timedelta

import pytest


def edges(year):
    """Days that may begin a leave year of somebody who began on 29 February."""
    return {date(year, 2, 28), date(year, 3, 1)} | ({date(year, 2, 29)} if year % 4 == 0 else set())


@pytest.mark.parametrize(
    ("on", "year", "taken"),
    [
        ("2026-09-16", 2026, 5),
        ("2026-03-02", 2026, 5),
        ("2026-02-01", 2025, 10),
        ("2025-12-24", 2025, 10),
        ("2025-01-10", 2024, 0),
        ("2024-06-30", 2024, 0),
        ("2028-06-01", 2028, 0),
        ("2028-02-01", 2027, 0),
        ("2029-01-31", 2028, 0),
    ],
)
def test_leap_day(ask, on, year, taken):
    for login in ("gregor", "fatma"):
        answer = ask(login, "GET", f"/staff/gregor/leave?on={on}")
        assert answer.status_code == 200
        found = answer.json()
        assert (found["login"], found["entitled"], found["taken"], found["left"]) == ("gregor", 25, taken, 25 - taken)
        assert date.fromisoformat(found["from"]) in edges(year)
        assert date.fromisoformat(found["until"]) + timedelta(days=1) in edges(year + 1)


def test_first_year_begins_with_the_contract(ask):
    assert ask("gregor", "GET", "/staff/gregor/leave?on=2024-08-01").json()["from"] == "2024-02-29"


@pytest.mark.parametrize(
    ("login", "on", "first", "last", "taken"),
    [
        ("emil", "2026-09-16", "2025-10-01", "2026-09-30", 5),
        ("emil", "2026-10-01", "2026-10-01", "2027-09-30", 0),
        ("carl", "2026-09-16", "2026-01-01", "2026-12-31", 6),
        ("anna", "2028-02-29", "2027-03-01", "2028-02-29", 0),
        ("anna", "2028-03-01", "2028-03-01", "2029-02-28", 0),
    ],
)
def test_others(ask, login, on, first, last, taken):
    found = ask(login, "GET", f"/staff/{login}/leave?on={on}").json()
    assert (found["from"], found["until"], found["taken"]) == (first, last, taken)


def test_refusals(ask):
    assert ask("carl", "GET", "/staff/gregor/leave").status_code == 403
    assert ask("gregor", "GET", "/staff/gregor/leave?on=2024-02-28").json()["code"] == "no-contract"
