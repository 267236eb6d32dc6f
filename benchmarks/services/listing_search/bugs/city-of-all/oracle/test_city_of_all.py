import pytest


@pytest.mark.parametrize(
    ("city", "count"), [("praha", 4), ("Praha", 4), ("MÜNCHEN", 5), ("zürich", 2), ("Oslo", 0), ("nan", 0), ("None", 0)]
)
def test_cities(call, city, count):
    answer = call("GET", "/search", params={"city": city})
    assert answer.status_code == 200
    assert answer.json()["total"] == count
    assert all(card["city"].casefold() == city.casefold() for card in answer.json()["listings"])


def test_no_city(call, ids):
    assert call("GET", "/search?city=").json()["total"] == 36
    assert set(ids("/search?city=praha&condition=used")) == {"L-1012", "L-1016"}
    assert ids("/search?q=left-handed") == ["L-1032"]


def test_export_and_alerts(call, run):
    assert len(call("GET", "/search.csv?city=hamburg").text.splitlines()) == 8
    assert run("worker", "--once")[0] == 0
