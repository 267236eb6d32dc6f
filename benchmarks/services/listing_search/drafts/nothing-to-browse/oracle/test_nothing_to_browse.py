import pytest


@pytest.mark.parametrize(
    "path", ["/listings?category=guitars&price_max=20", "/listings?city=Oslo", "/listings?seller=S-77"]
)
def test_nothing(call, path):
    answer = call("GET", path)
    assert answer.status_code == 200
    assert answer.json() == {"listings": [], "next": None}


def test_end_of_the_pages(call, ids):
    first = call("GET", "/listings?category=sofas&limit=2").json()
    assert [card["id"] for card in first["listings"]] == ["L-1030", "L-1010"]
    last = call("GET", f"/listings?category=sofas&limit=2&cursor={first['next']}").json()
    assert [card["id"] for card in last["listings"]] == ["L-1009"]
    assert last["next"] is None


def test_page_that_is_just_full(call):
    assert call("GET", "/listings?category=sofas&limit=3").json()["next"] is None
