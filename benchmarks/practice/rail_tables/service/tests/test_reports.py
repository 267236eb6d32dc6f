import pytest

REPORT = {"day": "2026-03-19", "train": "2040", "station": "CHI", "minutes": 25, "cause": "signal"}


def test_report(client, get):
    response = client.post("/reports", json=REPORT)
    assert (response.status_code, response.json()) == (201, {"merged": True})
    item = get("/delays?since=2026-03-19&text=2040&station=CHI")["items"][0]
    assert (item["minutes"], item["cause"]) == (25, "signal")


def test_cancelled(client, get):
    assert client.post("/reports", json={**REPORT, "minutes": None, "cancelled": True}).status_code == 201
    assert get("/delays?since=2026-03-19&text=2040&station=CHI")["items"][0]["cancelled"] is True


def test_unknown_stop(client):
    assert client.post("/reports", json={**REPORT, "station": "BAS"}).status_code == 404


@pytest.mark.parametrize("wrong", [{"minutes": "many"}, {"day": "soon"}, {"train": 2040}, {"cancelled": "no"}, {"cause": 3}])
def test_unreadable(client, wrong):
    assert client.post("/reports", json={**REPORT, **wrong}).status_code == 422


def test_no_json(client):
    assert client.post("/reports", content=b"{").status_code == 422
