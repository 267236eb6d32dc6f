import pytest

FIJI = {"HB100020": [179.95, -16.6], "HB100021": [-179.94, -16.82], "HB100022": [178.2, -19.05]}


def features(client, query=""):
    answer = client.get(f"/search/export.geojson?{query}")
    assert answer.status_code == 200
    return {one["id"]: one for one in answer.json()["features"]}


def test_twice(client):
    first = features(client, "country=Fiji")
    assert features(client, "country=Fiji") == first
    assert {name: one["geometry"] for name, one in first.items()} == {
        name: {"type": "Point", "coordinates": place} for name, place in FIJI.items()
    }


def test_properties(client):
    for _ in range(2):
        found = features(client)
        assert len(found) == 30
        assert found["HB100023"]["geometry"] is None
        assert found["HB100028"] == {
            "type": "Feature",
            "id": "HB100028",
            "geometry": {"type": "Point", "coordinates": [31.6, 9.5]},
            "properties": {
                "barcode": "HB100028",
                "name": "Cyperus papyrus",
                "family": "Cyperaceae",
                "collector": "Kotschy",
                "number": "210",
                "collected": "1840-01-01",
                "country": "Sudan",
                "locality": "White Nile",
                "habitat": "swamp",
                "elevation_m": None,
                "type_status": None,
                "images": 0,
            },
        }


@pytest.mark.parametrize("before", ["", "country=Fiji"])
def test_what_comes_after(client, before):
    features(client, before)
    answer = client.get("/search?country=Fiji")
    assert answer.status_code == 200
    assert {item["barcode"]: item["coordinates"] for item in answer.json()["items"]} == FIJI
    boxed = client.get("/search?bbox=179,-20,-179,-10")
    assert boxed.status_code == 200
    assert [item["barcode"] for item in boxed.json()["items"]] == ["HB100020", "HB100021"]
    assert client.get("/heatmap?country=Fiji").json()["cells"] == [{"west": -180, "south": -20, "count": 1}, {"west": 170, "south": -20, "count": 2}]
    lines = client.get("/search/export.csv?country=Fiji").content.decode("utf-8-sig").splitlines()
    assert lines[1].endswith('"Vanua Levu, Natewa",-16.6,179.95,600.0,isotype')
    assert client.get("/specimens/HB100020").json()["coordinates"] == [179.95, -16.6]


def test_without_place(client):
    features(client, "country=India")
    (item,) = client.get("/search?country=India").json()["items"]
    assert item["barcode"] == "HB100023" and item["coordinates"] is None
