import pytest

RISING = "P0017 P0003 P0012 P0008 P0001 P0002 P0011 P0004 P0020 P0007 P0014 P0022 P0016 P0010 P0019 P0021 P0005 P0015".split()
WITHOUT = ["P0006", "P0009", "P0013", "P0018"]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 19, 20, 21])
@pytest.mark.parametrize("sort, priced", [("cheapest", RISING), ("dearest", RISING[::-1])])
def test_every_part_once(walk, sort, priced, limit):
    pages = walk(sort=sort, limit=limit)
    assert sum(pages, []) == [*priced, *WITHOUT]
    assert all(len(page) == limit for page in pages[:-1]) and pages[-1]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_filtered(walk, limit):
    assert sum(walk(sort="cheapest", category="Suspension", limit=limit), []) == ["P0022", "P0005", "P0018"]
    assert sum(walk(sort="dearest", category="body", limit=limit), []) == ["P0016", "P0004", "P0012", "P0017", "P0009"]


def test_only_parts_without_a_price(walk):
    assert walk(sort="cheapest", q="turbina", limit=1) == [["P0013"]]
    assert walk(sort="cheapest", brand="Alfa Romeo", limit=1) == [["P0010"], ["P0013"]]


@pytest.mark.parametrize("limit", [1, 4, 20])
def test_unknown_distances(walk, limit):
    seen = sum(walk(sort="nearest", near="45.46,9.19", limit=limit), [])
    assert seen[:4] == ["P0007", "P0008", "P0009", "P0010"]
    assert seen[-4:] == ["P0019", "P0020", "P0021", "P0022"] and len(set(seen)) == len(seen) == 22


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_other_orders(walk, sort):
    seen = sum(walk(sort=sort, limit=6), [])
    assert len(seen) == len(set(seen)) == 22
    assert seen[0] == ("P0022" if sort == "newest" else "P0001")


def test_cursors_that_are_not_ours(client, find):
    following = find(sort="cheapest", limit=20)["next"]
    assert client.get("/search", params={"sort": "dearest", "after": following}).status_code == 400
    for cursor in ("nonsense", "MTI", "e30"):
        assert client.get("/search", params={"sort": "cheapest", "after": cursor}).status_code == 400
