import pytest
from starlette.testclient import TestClient

from trail_guide.app import create_app
from trail_guide.tracks import GPX, to_gpx


@pytest.fixture
def client(settings):
    return TestClient(create_app(settings))


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_regions(client):
    regions = client.get("/regions").json()["regions"]
    assert [region["slug"] for region in regions] == ["bern", "jura", "sudety", "ticino", "valais"]
    assert regions[0] == {"slug": "bern", "name": "Bernese Oberland"}


def test_region(client):
    assert client.get("/regions/jura").json()["outline"] == [[46.9, 6.8], [47.2, 6.8], [47.2, 7.2]]
    assert client.get("/regions/nowhere").status_code == 404


def test_trails(client):
    trails = client.get("/trails?region=valais&limit=2").json()["trails"]
    assert [trail["slug"] for trail in trails] == ["bisse-du-ro", "europaweg"]
    assert (trails[0]["length_m"], trails[1]["ascent_m"]) == (None, 425.5)


@pytest.mark.parametrize("query", ["limit=0", "limit=many", "offset=-1", "difficulty=T9"])
def test_bad_filters(client, query):
    assert client.get(f"/trails?{query}").status_code == 422


def test_trail(client):
    found = client.get("/trails/europaweg").json()
    assert found["track"] == {"length_m": 2223.9, "highest_m": 2690.5, "lowest_m": 2200.0, "ascent_m": 425.5}
    assert client.get("/trails/gemmi").json()["track"] is None


def test_huts(client):
    assert client.get("/huts/2").json() == {"id": 2, "name": "Europahütte", "region": "valais", "elevation_m": 2265, "beds": 42}
    assert client.get("/huts/99").status_code == 404
    assert len(client.get("/huts").json()["huts"]) == 3


def test_profile(client):
    points = client.get("/trails/oeschinen-panorama/profile?step_m=200").json()["points"]
    assert points == [{"distance_m": 0.0, "ele": 1680.4}, {"distance_m": 222.4, "ele": 1698.5}, {"distance_m": 333.6, "ele": 1750.2}]
    assert client.get("/trails/gemmi/profile").status_code == 404


def test_upload_and_download(client):
    content = to_gpx("Gemmi", [(46.4, 7.6, 2000.0), (46.41, 7.6, 2100.5)])
    answer = client.post("/trails/gemmi/track", content=content.encode(), headers={"content-type": GPX})
    assert (answer.status_code, answer.json()["ascent_m"]) == (201, 100.5)
    answer = client.get("/trails/gemmi/track.gpx")
    assert answer.text == content
    assert answer.headers["content-disposition"].startswith("attachment")


def test_closures(client):
    form = {"trail": "gemmi", "reason": "blasting", "starts_on": "2026-09-01", "ends_on": "2026-09-02", "detour": "bisse-du-ro"}
    assert client.post("/closures", json=form).status_code == 201
    assert [row["reason"] for row in client.get("/closures?on=2026-09-02").json()["closures"]] == ["rockfall", "blasting"]
    assert client.get("/trails/gemmi/status?on=2026-09-02").json()["detour"] == "bisse-du-ro"


@pytest.mark.parametrize("change", [{"trail": None}, {"starts_on": "soon"}, {"ends_on": "2026-08-01"}, {"detour": 4}])
def test_bad_closures(client, change):
    form = {"trail": "gemmi", "reason": "blasting", "starts_on": "2026-09-01", **change}
    assert client.post("/closures", json=form).status_code == 422


def test_weather(client):
    found = client.get("/trails/europaweg/weather").json()
    assert (found["advice"], found["forecast"]["freezing_level_m"]) == ("stay", 2100)
    assert client.get("/trails/sniezka/weather").json() == {"trail": "sniezka", "forecast": None, "advice": None}
    assert client.get("/trails/strada-alta/weather").status_code == 503


def test_statistics(client):
    found = client.get("/trails/oeschinen-panorama/statistics?from=2026-07-01&to=2026-07-31").json()
    assert (found["people"], found["months"], found["busiest_weekday"]) == (215, {"2026-07": 215}, "Saturday")
    assert client.get("/trails/gemmi/statistics?from=2026-07-02&to=2026-07-01").status_code == 422
