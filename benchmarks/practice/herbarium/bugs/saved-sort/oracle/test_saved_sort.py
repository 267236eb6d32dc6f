import pytest

from herbarium.models import SavedSearch


def barcodes(answer):
    assert answer.status_code == 200
    return [item["barcode"][-2:] for item in answer.json()["items"]]


@pytest.fixture
def keep(client):
    def keep(name, filters):
        with client.app.state.sessions() as session:
            session.add(SavedSearch(slug=name, name=name, owner="old", filters=filters, created_at="2013-01-01T00:00:00.000000+00:00"))
            session.commit()

    return keep


def test_old_searches(client):
    assert barcodes(client.get("/saved/old-rosaceae/run")) == ["09", "08", "06", "10", "07"]
    assert barcodes(client.get("/saved/new-in-austria/run")) == ["01", "02", "03", "05", "06", "07", "08", "09", "13", "14"]


def test_old_searches_as_files(client):
    answer = client.get("/saved/old-rosaceae/export.csv")
    assert answer.status_code == 200
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line[6:8] for line in lines[1:]] == ["09", "08", "06", "10", "07"]


def test_their_pages(client):
    first = client.get("/saved/new-in-austria/run").json()
    assert first["total"] == 13
    assert barcodes(client.get(f"/saved/new-in-austria/run?cursor={first['next']}")) == ["24", "26", "27"]


@pytest.mark.parametrize(("old", "present"), [("date", "collected"), ("-date", "-collected"), ("newest", "added"), ("catalogue", "barcode")])
def test_all_old_names(client, keep, old, present):
    keep("mine", {"country": "Austria", "sort": old})
    wanted = barcodes(client.get(f"/search?country=Austria&sort={present}"))
    assert barcodes(client.get("/saved/mine/run")) == wanted
    assert barcodes(client.get(f"/search?country=Austria&sort={old}")) == wanted


def test_present_ones(client):
    assert barcodes(client.get("/saved/tyrolean-gentians/run")) == ["01", "02", "04"]
    given = {"name": "Fiji", "owner": "moser", "filters": {"country": ["Fiji"], "sort": "-collected"}}
    assert client.post("/saved", json=given).status_code == 201
    assert barcodes(client.get("/saved/fiji/run")) == ["20", "22", "21"]


def test_what_never_was_an_order(client):
    assert client.get("/search?sort=weight").status_code == 422
    given = {"name": "x", "owner": "moser", "filters": {"sort": "weight"}}
    assert client.post("/saved", json=given).status_code == 422
    given["filters"]["sort"] = "date"
    assert client.post("/saved", json=given).status_code in (201, 422)
