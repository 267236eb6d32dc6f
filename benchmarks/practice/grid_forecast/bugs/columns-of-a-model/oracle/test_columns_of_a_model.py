import pytest


def change(client, code, **values):
    assert client.patch(f"/sites/{code}", json=values).status_code == 200


@pytest.mark.parametrize("code", ["ODE", "ANG"])
def test_a_calendar_that_comes(client, get, code):
    before = get(f"/sites/{code}/forecast?hours=168")
    change(client, code, calendar="portugal")
    assert get(f"/sites/{code}/forecast?hours=168") == before
    assert get(f"/sites/{code}/model")["columns"] == ["hour_sin", "hour_cos", "evening", "weekend", "week_ago"]


def test_a_calendar_that_goes(client, get):
    before = get("/sites/TAV/forecast?hours=100")
    change(client, "TAV", calendar=None)
    found = get("/sites/TAV/forecast?hours=100")
    assert [each["expected"] for each in found["hours"]] == [each["expected"] for each in before["hours"]]
    assert get("/sites/TAV/model")["columns"][-1] == "holiday"


def test_a_model_with_holidays_still_sees_them(client, get):
    before = get("/sites/TAV/forecast?hours=24")["hours"]
    holiday = {"holidays": [{"day": "2026-04-15", "title": "Feira"}]}
    assert client.put("/calendars/portugal", json=holiday).status_code == 200
    after = get("/sites/TAV/forecast?hours=24")["hours"]
    assert before[:13] == after[:13]
    assert all(one["expected"] != other["expected"] for one, other in zip(before[13:], after[13:]))


def test_training_takes_the_calendar_in(client, get, command):
    change(client, "ODE", calendar="portugal")
    done = command("grid_forecast.train", "ODE")
    assert (done.returncode, done.stdout) == (0, "ODE trained with 1536 hours\n")
    assert get("/sites/ODE/model")["columns"][-1] == "holiday"
    assert len(get("/sites/ODE/forecast?hours=5")["hours"]) == 5
    change(client, "ODE", calendar=None)
    assert len(get("/sites/ODE/forecast?hours=5")["hours"]) == 5


def test_nightly_and_export(client, get, command):
    expected = get("/sites/ODE/forecast?hours=2")["hours"]
    change(client, "ODE", calendar="portugal")
    done = command("grid_forecast.nightly", "--site", "ODE")
    assert done.returncode == 0 and "ODE forecast of 48 hours kept" in done.stdout
    lines = client.get("/sites/ODE/forecast/export.csv?hours=2&bands=no").text.splitlines()
    assert lines == ["site,hour,expected"] + [f"ODE,{each['hour']},{each['expected']}" for each in expected]


def test_others(client, get):
    assert [each["expected"] for each in get("/sites/TAV/forecast?hours=2")["hours"]] == pytest.approx([551.654, 630.682], abs=0.01)
    assert client.get("/sites/042/forecast").status_code == 409
    assert client.patch("/sites/ODE", json={"calendar": "spain"}).status_code == 422
