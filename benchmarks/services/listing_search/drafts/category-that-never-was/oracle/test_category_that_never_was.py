import pytest


@pytest.mark.parametrize("slug", ["spaceships", "Bikes", "%00", "bikes/"])
def test_unknown_category_finds_nothing(call, slug):
    answer = call("GET", "/search", params={"category": slug})
    assert answer.status_code == 200
    assert (answer.json()["total"], answer.json()["listings"]) == (0, [])
    answer = call("GET", "/listings", params={"category": slug})
    assert (answer.status_code, answer.json()) == (200, {"listings": [], "next": None})


def test_known_categories(call, ids):
    assert call("GET", "/search?category=furniture").json()["total"] == 8
    assert set(ids("/listings?category=bikes&limit=100")) == set(ids("/search?category=bikes&limit=100"))
    assert ids("/search?category=sofas&sort=price_asc") == ["L-1030", "L-1009", "L-1010"]
