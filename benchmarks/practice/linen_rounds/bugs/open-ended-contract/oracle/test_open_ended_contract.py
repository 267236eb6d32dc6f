import pytest


def holds(browse, who, target):
    answer = browse(who, target)
    assert answer.status == 200
    return answer.page.named["holds"]


def test_office(browse):
    for code, number in (("NOMME", "N-26"), ("KALEV", "K-25"), ("MERI", "M-26"), ("LAHE", "–")):
        assert holds(browse, "liis", f"/office/customers/{code}") == number
    rows = browse("liis", "/office/customers/NOMME").page.rows
    assert ["N-24", "01.01.2024", "31.12.2025", "0.00"] in rows
    assert ["N-26", "01.01.2026", "–", "0.00"] in rows
    assert ["GOWN", "1.45"] in rows


def test_portal(browse):
    assert [holds(browse, who, "/portal/") for who in ("kalev", "nomme", "meri")] == ["K-25", "N-26", "M-26"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-01-01", ["–", "N-24", "–"]),
        ("2025-03-31", ["–", "N-24", "–"]),
        ("2025-04-01", ["K-25", "N-24", "–"]),
        ("2025-12-31", ["K-25", "N-24", "–"]),
        ("2026-01-01", ["K-25", "N-26", "M-26"]),
    ],
)
def test_days(browse, now, day, found):
    now(f"{day}T09:00:00+02:00")
    assert [holds(browse, "liis", f"/office/customers/{code}") for code in ("KALEV", "NOMME", "MERI")] == found


def test_last_day(browse, sql):
    sql("UPDATE contracts SET ends_on = '2026-06-16' WHERE number = 'K-25'")
    assert holds(browse, "kalev", "/portal/") == "K-25"
    sql("UPDATE contracts SET ends_on = '2026-06-15' WHERE number = 'K-25'")
    assert holds(browse, "kalev", "/portal/") == "–"


def test_of_two_the_later_one(browse):
    form = {"number": "K-26", "starts_on": "2026-06-01", "ends_on": "", "minimum": "10.00"}
    assert browse("liis", "/office/customers/KALEV/contracts", form).status == 303
    assert holds(browse, "kalev", "/portal/") == "K-26"
    form = {"number": "K-26-S", "starts_on": "2026-06-10", "ends_on": "2026-06-20", "minimum": ""}
    assert browse("liis", "/office/customers/KALEV/contracts", form).status == 303
    assert holds(browse, "kalev", "/portal/") == "K-26-S"
    form = {"number": "K-27", "starts_on": "2026-06-17", "ends_on": "", "minimum": ""}
    assert browse("liis", "/office/customers/KALEV/contracts", form).status == 303
    assert holds(browse, "kalev", "/portal/") == "K-26-S"


def test_a_shorter_one_that_is_over(browse):
    form = {"number": "N-S", "starts_on": "2026-02-01", "ends_on": "2026-02-28", "minimum": ""}
    assert browse("liis", "/office/customers/NOMME/contracts", form).status == 303
    assert holds(browse, "nomme", "/portal/") == "N-26"


def test_prices(browse, run):
    assert browse("liis", "/office/customers/NOMME/prices", {"item": "COAT", "price": "1.99"}).status == 303
    assert ["COAT", "1.99"] in browse("liis", "/office/customers/NOMME").page.rows
    assert run("weekly-statements", "--week", "2026-W25") == (
        0,
        ["2026-W25 KALEV 40.00", "2026-W25 NOMME 61.75"],
    )
