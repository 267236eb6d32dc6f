import pytest

from grid_forecast import forecasts, sites, train


def test_forecast(client):
    found = client.get("/sites/TAV/forecast?hours=30").json()
    assert len(found["hours"]) == 30
    assert found["hours"][0]["hour"] == "2026-04-14T11:00:00+01:00"
    for each in found["hours"]:
        assert each["low"] < each["expected"] < each["high"]
        assert 250 < each["expected"] < 800


def test_of_a_whole_week(client):
    assert len(client.get("/sites/ANG/forecast?hours=168").json()["hours"]) == 168
    assert client.get("/sites/ANG/forecast?hours=169").status_code == 422


def test_no_model(client):
    answer = client.get("/sites/042/forecast")
    assert (answer.status_code, answer.json()["error"]) == (409, "no-model")


def test_training(client, capsys):
    assert train.main(["042"]) == 0
    assert capsys.readouterr().out == "042 trained with 1536 hours\n"
    assert client.get("/sites/042/forecast").status_code == 200


def test_too_few_readings(client, capsys):
    client.post("/sites", json={"code": "LAG", "name": "Lagos", "zone": "Europe/Lisbon"})
    assert train.main(["LAG"]) == 1
    assert "LAG has 0 readings" in capsys.readouterr().out


def test_model(client):
    card = client.get("/sites/TAV/model").json()
    assert card["columns"] == ["hour_sin", "hour_cos", "evening", "weekend", "week_ago", "holiday"]
    assert "holiday" not in client.get("/sites/ODE/model").json()["columns"]


def test_a_calendar_counts_from_the_next_training_on(client):
    before = client.get("/sites/ODE/forecast").json()
    client.patch("/sites/ODE", json={"calendar": "portugal"})
    assert client.get("/sites/ODE/forecast").json() == before
    train.main(["ODE"])
    assert "holiday" in client.get("/sites/ODE/model").json()["columns"]


def test_accuracy(client):
    found = client.get("/sites/TAV/accuracy?from=2026-04-12&to=2026-04-12").json()
    assert (found["hours"], found["mean_error_kw"], found["inside_band_percent"]) == (24, 10.0, 100.0)
    assert found["mean_error_percent"] == pytest.approx(2.2, abs=0.3)


def test_accuracy_of_nothing(client):
    found = client.get("/sites/ANG/accuracy?from=2026-04-12&to=2026-04-12").json()
    assert found == {
        "site": "ANG", "hours": 0, "mean_error_kw": None, "mean_error_percent": None, "inside_band_percent": None,
    }


def test_keeping_a_forecast():
    site = sites.find("ANG")
    assert forecasts.keep(site, 12) == 12
    assert forecasts.keep(site, 12) == 12
