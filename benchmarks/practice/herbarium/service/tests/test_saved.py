import pytest


def test_keep_and_run(client):
    given = {"name": "Kerner's meadows", "owner": "moser", "filters": {"q": "meadow", "collector": "Kerner"}}
    answer = client.post("/saved", json=given)
    assert answer.status_code == 201 and answer.json()["slug"] == "kerner-s-meadows"
    assert client.post("/saved", json=given).json()["slug"] == "kerner-s-meadows-2"
    assert client.get("/saved/kerner-s-meadows/run").json()["total"] == 2
    assert [one["slug"] for one in client.get("/saved?owner=moser").json()] == ["kerner-s-meadows", "kerner-s-meadows-2", "new-in-austria"]


def test_unknown(client):
    assert client.get("/saved/nothing/run").status_code == 404
    assert client.post("/saved", json={"name": "x", "owner": "y", "filters": {"bbox": "1,2"}}).status_code == 422


def test_run(client):
    answer = client.get("/saved/tyrolean-gentians/run").json()
    assert [item["name"] for item in answer["items"]] == ["Gentiana acaulis", "Gentiana clusii", "Gentiana kochiana"]


@pytest.mark.parametrize(("name", "total", "first"), [("old-rosaceae", 5, "HB100009"), ("new-in-austria", 13, "HB100001")])
def test_searches_of_the_first_site(client, name, total, first):
    answer = client.get(f"/saved/{name}/run").json()
    assert answer["total"] == total and answer["items"][0]["barcode"] == first


def test_csv(client):
    answer = client.get("/saved/tyrolean-gentians/export.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("catalogNumber,scientificName,family")
    assert lines[1] == 'HB100001,Gentiana acaulis,Gentianaceae,Kerner,112,1871-06-14,Austria,Patscherkofel near Innsbruck,47.2088,11.4606,2100.0,'
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


def test_name_of_a_file_in_any_script(client):
    header = client.get("/saved/laki/export.csv").headers["content-disposition"]
    assert "filename*=UTF-8''%C5%81%C4%85ki%20g%C3%B3rskie%20%E2%80%93%20hale.csv" in header


def test_geojson(client):
    answer = client.get("/search/export.geojson?country=India&country=Sudan")
    assert answer.headers["content-type"] == "application/geo+json"
    india, sudan = answer.json()["features"]
    assert india["geometry"] is None
    assert sudan["geometry"] == {"type": "Point", "coordinates": [31.6, 9.5]}
    assert "latitude" not in sudan["properties"] and sudan["properties"]["locality"] == "White Nile"
