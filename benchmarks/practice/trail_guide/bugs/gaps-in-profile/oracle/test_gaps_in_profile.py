def elevations(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return [(point["distance_m"], point["ele"]) for point in answer.json()["points"]]


def test_gaps_are_null(client):
    expected = [(0.0, 1566.2), (111.2, None), (222.4, 1640.8), (333.6, None)]
    assert elevations(client, "/trails/hohturli/profile") == expected


def test_gaps_are_null_by_step(client):
    assert elevations(client, "/trails/hohturli/profile?step_m=200") == [(0.0, 1566.2), (222.4, 1640.8), (333.6, None)]


def test_a_track_without_elevations(client):
    gpx = b'<gpx><trk><trkseg><trkpt lat="46.5" lon="7.7"/><trkpt lat="46.501" lon="7.7"/></trkseg></trk></gpx>'
    answer = client.post("/trails/gemmi/track", content=gpx, headers={"content-type": "application/gpx+xml"})
    assert answer.status_code == 201 and answer.json()["highest_m"] is None
    assert elevations(client, "/trails/gemmi/profile") == [(0.0, None), (111.2, None)]


def test_complete_tracks_as_before(client):
    expected = [(0.0, 1680.4), (111.2, 1702.0), (222.4, 1698.5), (333.6, 1750.2)]
    assert elevations(client, "/trails/oeschinen-panorama/profile") == expected
    assert client.get("/trails/bisse-du-ro/profile").status_code == 404
