def test_summary_of_a_point(client):
    answer = client.get("/points/BR-01").json()
    assert answer["samples"] == 5 and answer["closed"] is False
    assert answer["latest"]["pb"] == {"value": 1.2, "qualifier": "", "unit": "µg/l", "sample": "W26-0003"}
    assert answer["exceeded"] == [{"sample": "W26-0067", "parameter": "ecoli", "value": 2.0, "low": None, "high": 0.0}]


def test_series_by_sample_is_local_time(client):
    values = client.get("/points/BR-01/series?parameter=no3&from=2026-02-01").json()["values"]
    assert values == [
        {"sample": "W26-0031", "taken_at": "2026-02-02T08:05:00+01:00", "value": 25.5, "qualifier": ""},
        {"sample": "W26-0067", "taken_at": "2026-03-02T08:40:00+01:00", "value": 27.0, "qualifier": ""},
    ]


def test_series_by_month(client):
    values = client.get("/points/BR-01/series?parameter=no3&step=month").json()["values"]
    assert values[0] == {"month": "2025-12", "value": 20.5, "samples": 2}
    assert [one["month"] for one in values] == ["2025-12", "2026-01", "2026-02", "2026-03"]


def test_trend_needs_three_samples(client):
    assert client.get("/points/LK-02/trend?parameter=ecoli").json()["per_year"] is None
    answer = client.get("/points/BR-01/trend?parameter=no3").json()
    assert answer["samples"] == 5 and 28 < answer["per_year"] < 36


def test_compare_day_by_day(client):
    answer = client.get("/compare?points=MB-01,MB-02&parameter=no3").json()
    assert answer["days"][0] == {"day": "2025-10-06", "values": {"MB-01": 9.0, "MB-02": 14.0}}
    assert answer["days"][2] == {"day": "2026-02-09", "values": {"MB-01": 12.0, "MB-02": None}}
    assert answer["means"] == {"MB-01": 10.3333, "MB-02": 15.8333}


def test_compare_days_with_two_samples(client):
    answer = client.get("/compare?points=LK-01,LK-02&parameter=ecoli").json()
    assert answer["days"][0] == {"day": "2025-08-04", "values": {"LK-01": 215.0, "LK-02": 90.0}}


def test_nothing_measured_is_not_found(client):
    assert client.get("/points/BR-02/series?parameter=pb").status_code == 404
    assert client.get("/points/XX-01").status_code == 404
    assert client.get("/compare?points=MB-01&parameter=no3").status_code == 400


def test_refresh_renews_kept_answers(client):
    client.get("/points/BR-01")
    client.get("/points/BR-02")
    assert client.post("/refresh").json() == {"renewed": 2}


def test_refresh_forgets_what_is_gone(client):
    client.get("/points/LK-02/trend?parameter=pb")
    client.patch("/samples/14", json={"status": "voided"})
    assert client.post("/refresh").json() == {"renewed": 0}
