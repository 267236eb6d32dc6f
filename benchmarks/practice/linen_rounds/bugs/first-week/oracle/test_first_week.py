import pytest


def change(browse, week, who="kalev"):
    answer = browse(who, f"/portal/statements/{week}")
    assert answer.status == 200
    return answer.page.named["change"]


def write(sql, week, cents):
    values = (week, cents, "2026-06-15 02:00:00.000000")
    sql("INSERT INTO statements (customer_id, week, total_cents, written_at) SELECT id, ?, ?, ? FROM customers WHERE code = 'KALEV'", *values)


def test_first_week(browse):
    page = browse("kalev", "/portal/statements/2026-W01").page
    assert (page.named["total"], page.named["change"]) == ("87.80", "+25.4 %")
    assert page.rows == [["Double sheet", "52", "49.40"], ["Towel", "120", "38.40"]]


@pytest.mark.parametrize(
    ("week", "earlier"),
    [
        ("2021-W01", "2020-W53"),
        ("2022-W01", "2021-W52"),
        ("2027-W01", "2026-W53"),
        ("2025-W01", "2024-W52"),
        ("2026-W53", "2026-W52"),
        ("2026-W10", "2026-W09"),
    ],
)
def test_weeks_that_follow(browse, sql, week, earlier):
    write(sql, week, 900)
    assert change(browse, week) == "–"
    write(sql, earlier, 1200)
    assert change(browse, week) == "-25.0 %"
    assert change(browse, earlier) == "–"


def test_not_the_week_before(browse, sql):
    write(sql, "2021-W01", 900)
    write(sql, "2020-W52", 1200)
    assert change(browse, "2021-W01") == "–"
    write(sql, "2022-W01", 900)
    write(sql, "2021-W51", 1200)
    write(sql, "2022-W52", 1200)
    assert change(browse, "2022-W01") == "–"


def test_nothing_before(browse, sql):
    write(sql, "2021-W01", 900)
    write(sql, "2020-W53", 0)
    assert change(browse, "2021-W01") == "–"
    assert change(browse, "2026-W24", "nomme") == "–"


def test_no_such_week(browse):
    for text in ("2026-W00", "2026-W54", "2025-W53", "2026-W2", "W01", "2026-W02"):
        assert browse("kalev", f"/portal/statements/{text}").status == 404
    assert browse("nomme", "/portal/statements/2026-W01").status == 404


def test_the_run(run, now, sql):
    now("2026-01-01T06:00:00+02:00")
    assert run("weekly-statements") == (0, [])
    sql("DELETE FROM statement_lines")
    sql("DELETE FROM statements")
    assert run("weekly-statements") == (0, ["2025-W52 KALEV 70.00"])
    now("2026-01-05T06:00:00+02:00")
    assert run("weekly-statements") == (0, ["2026-W01 KALEV 87.80"])
    assert run("weekly-statements", "--week", "2026-W00")[0] == 2
