import dataclasses

from starlette.testclient import TestClient

from trail_guide.app import create_app


def test_long_track(client):
    answer = client.get("/trails/traverse/profile")
    assert answer.status_code == 200
    points = answer.json()["points"]
    assert len(points) == 1201
    assert points[:2] == [{"distance_m": 0.0, "ele": 900.5}, {"distance_m": 11.1, "ele": 902.5}]
    assert points[-1] == {"distance_m": 13343.4, "ele": 900.5}


def test_long_track_by_step(client):
    points = client.get("/trails/traverse/profile?step_m=5000").json()["points"]
    assert [point["distance_m"] for point in points] == [0.0, 5003.8, 10007.5, 13343.4]
    assert [point["ele"] for point in points] == [900.5, 1000.5, 1100.5, 900.5]


def test_every_track_outside_of_the_loop(settings):
    client = TestClient(create_app(dataclasses.replace(settings, offload_from=1)), raise_server_exceptions=False)
    points = client.get("/trails/oeschinen-panorama/profile").json()["points"]
    assert [point["ele"] for point in points] == [1680.4, 1702.0, 1698.5, 1750.2]
    assert [point["ele"] for point in client.get("/trails/hohturli/profile").json()["points"]] == [1566.2, None, 1640.8, None]


def test_short_tracks_as_before(client):
    points = client.get("/trails/sniezka/profile").json()["points"]
    assert [point["ele"] for point in points] == [1377.0, 1560.5, 1603.3]
    text = client.get("/trails/europaweg/track.gpx").text
    assert text.count("<trkpt") == 3 and "<ele>2690.5</ele>" in text
    assert client.get("/trails/gemmi/profile").status_code == 404
