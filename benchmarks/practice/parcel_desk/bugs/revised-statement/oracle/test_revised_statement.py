import json
from datetime import UTC, datetime


def read(statements, name):
    return json.loads((statements / name).read_text("utf-8"))


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def test_late_money_of_a_settled_day(job, statements, sql):
    done = job("settle", "--day", "2026-09-11")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["K24 2500 20260911-K24.json", "NP 5000 20260911-NP.json", "2 settled"],
    )
    revised = read(statements, "20260911-NP.json")
    assert instant(revised.pop("revised_at")) == datetime(2026, 9, 14, 8, tzinfo=UTC)
    assert revised == {
        "carrier": "NP",
        "day": "2026-09-11",
        "revision": 2,
        "total_cents": 5000,
        "by_way": {"cash": 5000, "card": 0},
        "lines": [
            {"tracking": "NP1000005", "amount_cents": 3000, "paid_with": "cash", "taken_at": "2026-09-11T09:00:00Z"},
            {"tracking": "NP1000006", "amount_cents": 2000, "paid_with": "cash", "taken_at": "2026-09-11T16:50:00Z"},
        ],
    }
    assert sql("SELECT revision, total_cents FROM settlements WHERE carrier_code = 'NP'") == [(2, 5000)]
    assert sql("SELECT count(*) FROM collections WHERE settlement_id IS NULL") == [(1,)]


def test_first_statement(job, statements):
    assert job("settle", "--day", "2026-09-11").returncode == 0
    first = read(statements, "20260911-K24.json")
    assert (first["revision"], first["revised_at"], first["total_cents"]) == (1, None, 2500)


def test_third_revision(job, statements, sql):
    assert job("settle", "--day", "2026-09-11").returncode == 0
    sql("UPDATE collections SET settlement_id = NULL WHERE id = 4")
    assert job("settle", "--day", "2026-09-11").returncode == 0
    statement = read(statements, "20260911-NP.json")
    assert (statement["revision"], statement["total_cents"]) == (3, 5000)
    assert instant(statement["revised_at"]) == datetime(2026, 9, 14, 8, tzinfo=UTC)


def test_nothing_new(job, statements):
    assert job("settle", "--day", "2026-09-14").stdout.splitlines()[-1] == "2 settled"
    again = job("settle", "--day", "2026-09-14")
    assert (again.returncode, again.stdout) == (0, "0 settled\n")
    statement = read(statements, "20260914-K24.json")
    assert (statement["revision"], statement["revised_at"], statement["by_way"]) == (1, None, {"cash": 2500, "card": 8000})


def test_till_is_empty_afterwards(client, job):
    assert client.get("/till").json["total_cents"] == 12_500
    assert job("settle", "--day", "2026-09-11").returncode == 0
    assert [one["parcel"] for one in client.get("/till").json["open"]] == ["PD-000013"]
