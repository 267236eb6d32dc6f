import pytest


@pytest.fixture
def load(run, tmp_path):
    def start(text):
        path = tmp_path / "rates.csv"
        path.write_text(text, encoding="utf-8")
        return run("expense_report.import_rates", str(path))

    return start


def stored(conn, day):
    rows = conn.execute("SELECT currency, rate FROM rates WHERE valid_from = ? ORDER BY currency", (day,))
    return {row["currency"]: row["rate"] for row in rows}


def test_rates_are_stored(conn, load):
    done = load("Date,USD,JPY\n2026-09-15,1.1171,169.1\n2026-09-14,1.1162,168.9\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "loaded 4 rates of 2 currencies"
    assert stored(conn, "2026-09-15") == {"JPY": "169.1", "USD": "1.1171"}
    assert stored(conn, "2026-09-14") == {"JPY": "168.9", "USD": "1.1162"}


def test_gaps_are_left_out(conn, load):
    done = load("Date,USD,SEK,\n2026-09-15,N/A,11.2,\n2026-09-14,1.1162,,\n")
    assert done.stdout.strip() == "loaded 2 rates of 2 currencies"
    assert stored(conn, "2026-09-15") == {"SEK": "11.2"}


def test_rate_of_the_same_day_is_replaced(conn, load, call):
    assert load("Date,USD\n2026-09-01,1.2000\n").returncode == 0
    assert call("E-007", "GET", "/rates/USD?on=2026-09-02").json["rate"] == "1.2000"


def test_new_currency_can_be_used(conn, load, call):
    load("Date,SEK\n2026-09-01,11.20\n")
    item = {"spent_on": "2026-09-08", "category": "meals", "amount": "112.00", "currency": "SEK"}
    answer = call("E-007", "POST", "/reports/ER-2026-0015/items", json=item)
    assert answer.json["item"]["amount_home"] == "10.00"


def test_file_without_rates_loads_nothing(conn, load):
    done = load("Date,USD\n2026-09-15,N/A\n")
    assert (done.returncode, done.stdout.strip()) == (0, "loaded 0 rates of 0 currencies")


def test_wrong_file_changes_nothing(conn, load):
    done = load("Date,USD\n2026-09-15,1.1\n2026-09-14,-1\n")
    assert done.returncode == 2
    assert stored(conn, "2026-09-15") == {}
