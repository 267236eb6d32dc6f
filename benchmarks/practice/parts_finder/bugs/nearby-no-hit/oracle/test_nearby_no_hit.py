import pytest

MILAN = "45.46,9.19"
EMPTY = {"total": 0, "facets": {"brand": {}, "category": {}, "condition": {}}, "parts": [], "next": None}


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "zeppelin"}, {"q": "zeppelin", "sort": "nearest"}, {"q": "zeppelin", "radius_km": 50}, {"brand": "Fiat", "max_price": 5},
        {"q": "brems", "category": "Glass", "sort": "cheapest"}, {"q": "brems", "sort": "nearest", "radius_km": 1},
    ],
)
def test_empty_page(find, parameters):
    assert find(near=MILAN, **parameters) == EMPTY


def test_exports_and_prices_of_nothing(client):
    parameters = {"q": "zeppelin", "near": MILAN}
    lines = client.get("/export", params=parameters)
    assert lines.status_code == 200 and len(lines.content.decode("utf-8-sig").splitlines()) == 1
    assert client.get("/export", params={**parameters, "form": "jsonl"}).text == ""
    assert client.get("/stats/prices", params=parameters).json() == {"groups": []}


def test_distances(find):
    found = find(category="lights", near=MILAN, sort="nearest")
    assert [(part["part_id"], part["distance_km"]) for part in found["parts"]] == [
        ("P0007", 39.8), ("P0015", 349.1), ("P0006", 631.3), ("P0019", None)
    ]


def test_radius(find):
    assert [part["part_id"] for part in find(category="Brakes", near=MILAN, sort="nearest", radius_km=600)["parts"]] == ["P0008", "P0014"]
    assert find(category="Brakes", near=MILAN, radius_km=20)["total"] == 0
    assert find(q="schraube", near="48.14,11.58", radius_km=0)["parts"][0]["distance_km"] == 0.0


def test_without_a_place(client, find):
    assert "distance_km" not in find(q="faro")["parts"][0]
    assert find(q="zeppelin") == EMPTY
    assert client.get("/search", params={"q": "zeppelin", "sort": "nearest"}).status_code == 400
    assert client.get("/search", params={"q": "zeppelin", "radius_km": 5}).status_code == 400
    assert [one["dealer_id"] for one in client.get("/dealers", params={"near": MILAN}).json()["dealers"]] == ["D02", "D04", "D01", "D03"]


def test_notices_of_a_saved_search(data, client, bearer, capsys):
    from parts_finder import jobs

    body = {"name": "Airship", "parameters": {"q": "zeppelin", "near": MILAN, "radius_km": "100"}}
    assert client.post("/searches", json=body, headers=bearer("marco")).status_code == 201
    assert jobs.main(["notices"]) == 0
    assert capsys.readouterr().out == "1 notices\n"
