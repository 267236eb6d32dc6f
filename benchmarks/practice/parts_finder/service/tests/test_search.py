import pytest

from parts_finder import text


def find(client, **parameters):
    answer = client.get("/search", params=parameters)
    assert answer.status_code == 200
    return answer.json()


def ids(found):
    return [part["part_id"] for part in found["parts"]]


def test_words_are_beginnings(client):
    assert sorted(ids(find(client, q="brems"))) == ["P0001", "P0002", "P0014"]
    assert ids(find(client, q="brems vorne links")) == ["P0014"]


def test_part_number(client):
    assert ids(find(client, q="06a115561b")) == ["P0003"]
    assert ids(find(client, q="00517 18450")) == ["P0011"]


def test_without_accents(client):
    assert sorted(ids(find(client, q="stossdampfer"))) == ["P0005", "P0018"]


def test_nothing_found(client):
    assert find(client, q="zeppelin") == {
        "total": 0, "facets": {"brand": {}, "category": {}, "condition": {}}, "parts": [], "next": None
    }


def test_facets(client):
    found = find(client, category="brakes")
    assert found["facets"]["brand"] == {"Fiat": 2, "Volkswagen": 2, "BMW": 1, "Volvo": 1}


def test_filters(client):
    assert ids(find(client, brand="BMW", max_price=70, sort="cheapest")) == ["P0017", "P0014"]
    assert ids(find(client, brand="fiat", year=2013, sort="cheapest")) == ["P0012", "P0011"]


def test_cheapest_first(client):
    assert ids(find(client, sort="cheapest", limit=3)) == ["P0017", "P0003", "P0012"]


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages(client, sort):
    seen, after = [], ""
    while True:
        found = find(client, sort=sort, limit=6, after=after)
        seen += ids(found)
        after = found["next"]
        if not after:
            break
    assert len(seen) == found["total"] == 22 and len(set(seen)) == 22


@pytest.mark.parametrize("sort", ["cheapest", "dearest"])
def test_pages_by_price(client, sort):
    seen, after = [], ""
    while True:
        found = find(client, sort=sort, limit=2, after=after)
        seen += ids(found)
        after = found["next"]
        if not after:
            break
    assert len(seen) == 22 and seen[-4:] == ["P0006", "P0009", "P0013", "P0018"]


def test_first_pages_by_price(client):
    first = find(client, sort="dearest", limit=2)
    second = find(client, sort="dearest", limit=2, after=first["next"])
    assert ids(first) + ids(second) == ["P0015", "P0005", "P0021", "P0019"]


@pytest.mark.parametrize(
    "parameters", [{"sort": "best"}, {"limit": 0}, {"after": "nonsense"}, {"condition": "shiny"}, {"max_price": "cheap"}]
)
def test_malformed(client, parameters):
    assert client.get("/search", params=parameters).status_code == 400


@pytest.mark.parametrize(
    "title, wanted, marked",
    [
        ("Scheinwerfer rechts", ["rechts"], "Scheinwerfer <em>rechts</em>"),
        ("Ölfilter", ["ol"], "<em>Öl</em>filter"),
        ("Bremsscheibe vorne", ["vorne", "brems"], "<em>Brems</em>scheibe <em>vorne</em>"),
        ("Turbina", ["faro"], "Turbina"),
    ],
)
def test_marks(title, wanted, marked):
    assert text.mark(title, wanted) == marked


def test_dealer(client):
    assert client.get("/dealers/D01").json()["place"] == "Köln (NW), DE"
    dealer = client.get("/dealers/D05").json()
    assert dealer["location"] is None and dealer["phone"] is None and dealer["parts"] == 4
    assert client.get("/dealers/D99").status_code == 404
