import json
import sqlite3

import pytest


def scores(data, day):
    rows = sqlite3.connect(data / "houses.sqlite").execute(
        "SELECT h.district, s.price_eur FROM scores s JOIN houses h ON h.id = s.house_id WHERE s.scored_on = ?", (day,)
    )
    return rows.fetchall()


def test_figures_of_all_districts(run, data):
    done = run("house_price.rescore", "--date", "2026-09-01", "--by-district")
    assert done.returncode == 0, done.stderr
    lines = {line["district"]: line for line in json.loads(done.stdout)["districts"]}
    rows = scores(data, "2026-09-01")
    assert set(lines) == {"all", *(district for district, _ in rows)}
    for district, line in lines.items():
        prices = [price for where, price in rows if district in ("all", where)]
        assert line["count"] == len(prices)
        assert line["mean"] == pytest.approx(sum(prices) / len(prices), abs=0.02)


def test_one_district(run):
    done = run("house_price.rescore", "--district", "LIS-MA", "--date", "2026-09-01", "--by-district")
    assert done.returncode == 0, done.stderr
    lines = json.loads(done.stdout)["districts"]
    assert [line["district"] for line in lines] == ["LIS-MA", "all"]
    assert [line["count"] for line in lines] == [20, 20]


def test_without_the_option(run):
    done = run("house_price.rescore", "--district", "LIS-MA", "--date", "2026-09-01")
    assert done.returncode == 0
    assert "districts" not in json.loads(done.stdout)
