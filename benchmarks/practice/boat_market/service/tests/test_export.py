import csv
import io

import pytest


@pytest.fixture(autouse=True)
def market(person, boat):
    person("bram")
    person("anna", currency="USD")
    boat("bram", title='Dehler 34, "Zilver"', maker="Dehler")
    boat("bram", **{"class": "dinghy"}, price="850", currency="GBP")


def table(api, who, query=""):
    answer = api(who).get(f"/adverts.csv?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True))))


def test_the_table(api):
    head, first, second = table(api, None)
    assert head == ["id", "title", "class", "maker", "year", "length", "price", "currency", "in", "converted"]
    assert first == ["1", 'Dehler 34, "Zilver"', "sail", "Dehler", "1998", "10.20", "38500.00", "EUR", "", ""]
    assert second[3] == ""


def test_in_a_currency(api):
    assert [row[8:] for row in table(api, "anna")[1:]] == [["USD", "48125.00"], ["USD", "1250.00"]]
    assert [row[8:] for row in table(api, None, "class=dinghy&currency=eur")[1:]] == [["EUR", "1000.00"]]


def test_a_table_of_nothing(api):
    assert len(table(api, None, "class=rib")) == 1
    assert api().get("/adverts.csv?year_from=x").status_code == 400
