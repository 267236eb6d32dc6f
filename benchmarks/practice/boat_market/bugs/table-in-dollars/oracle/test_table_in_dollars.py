import csv
import io

import pytest

HEAD = ["id", "title", "class", "maker", "year", "length", "price", "currency", "in", "converted"]


@pytest.fixture
def table(api):
    def read(query="", who=None):
        answer = api(who).get(f"/adverts.csv?{query}")
        assert (answer.status_code, answer.mimetype) == (200, "text/csv")
        head, *rows = csv.reader(io.StringIO(answer.get_data(as_text=True), newline=""))
        assert head == HEAD
        return rows

    return read


def test_all_adverts(table):
    rows = table()
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6", "7", "11"]
    assert rows[0] == ["1", "Dehler 34, one owner", "sail", "Dehler", "1998", "10.20", "38500.00", "EUR", "", ""]
    assert rows[-1][3] == ""


@pytest.mark.parametrize(
    "query, amounts",
    [
        ("class=sail&currency=USD", ["48125.00", "25000.00", "10000.00", "155625.00"]),
        ("class=rib&currency=eur", ["24000.00"]),
        ("class=dinghy&currency=SEK", ["79350.00"]),
        ("price_to=25000&currency=USD", ["8625.00", "25000.00", "10000.00"]),
    ],
)
def test_in_a_currency(table, query, amounts):
    rows = table(query)
    assert [row[9] for row in rows] == amounts
    assert {row[8] for row in rows} == {query.rpartition("=")[2].upper()}


@pytest.mark.parametrize(
    "who, currency, amount", [("carla", "USD", "30000.00"), ("sol", "GBP", "20400.00"), ("anna", "EUR", "24000.00"), ("bram", "", "")]
)
def test_in_the_preferred_currency(table, who, currency, amount):
    (row,) = table("class=rib", who)
    assert row[6:] == ["20400.00", "GBP", currency, amount]
    (row,) = table("class=rib&currency=CHF", who)
    assert row[8:] == ["CHF", "22560.00"]


def test_one_after_the_other(table):
    for _ in range(2):
        assert [row[8] for row in table("class=rib", "carla")] == ["USD"]
        assert [row[8] for row in table("class=rib")] == [""]


def test_tables_that_cannot_be(api, table):
    assert table("class=rib&year_to=1990") == []
    assert api().get("/adverts.csv?currency=XYZ").status_code == 422
    assert api().get("/adverts.csv?class=submarine").status_code == 422
    assert api().get("/adverts.csv?length_to=long").status_code == 400
    assert api("nobody").get("/adverts.csv").status_code == 401


def test_pages_as_before(api):
    assert api("carla").get("/adverts/5").get_json()["in"] == {"USD": "30000.00"}
    assert api().get("/adverts?class=rib&currency=CHF").get_json()["adverts"][0]["in"] == {"CHF": "22560.00"}
