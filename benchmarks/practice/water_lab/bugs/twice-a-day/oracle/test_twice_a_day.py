HEAD = "sample;point;taken;parameter;value\n"


def test_two_samples_on_a_day(client):
    answer = client.get("/compare?points=LK-01,LK-02&parameter=ecoli")
    assert answer.status_code == 200
    assert answer.json() == {
        "parameter": "ecoli", "means": {"LK-01": 470.0, "LK-02": 365.0},
        "days": [{"day": "2025-08-04", "values": {"LK-01": 215.0, "LK-02": 90.0}}, {"day": "2025-09-01", "values": {"LK-01": 980.0, "LK-02": 640.0}}]}


def test_order_of_points_and_other_parameters(client):
    answer = client.get("/compare?points=LK-02,LK-01&parameter=temp").json()
    assert list(answer["means"]) == ["LK-02", "LK-01"]
    assert answer["days"][0] == {"day": "2025-08-04", "values": {"LK-02": 21.0, "LK-01": 22.75}}


def test_below_the_detection_limit_and_local_days(client):
    client.post("/imports", content=HEAD + "X1;BR-02;2026-03-09T00:10:00+01:00;pb;<1\nX2;BR-02;2026-03-09T23:50:00+01:00;pb;2\nX3;BR-01;2026-03-09;pb;3\n")
    answer = client.get("/compare?points=BR-01,BR-02&parameter=pb").json()
    assert answer["days"][-1] == {"day": "2026-03-09", "values": {"BR-01": 3.0, "BR-02": 1.25}}
    assert answer["means"] == {"BR-01": 1.4833, "BR-02": 1.25}


def test_one_sample_a_day(client):
    answer = client.get("/compare?points=MB-01,MB-02&parameter=no3").json()
    assert [day["values"] for day in answer["days"]] == [
        {"MB-01": 9.0, "MB-02": 14.0}, {"MB-01": 10.0, "MB-02": 15.5}, {"MB-01": 12.0, "MB-02": None}, {"MB-01": None, "MB-02": 18.0}]
    assert client.get("/compare?points=MB-01,BR-02&parameter=cond").status_code == 404
