import pytest


def export(client, code, query):
    answer = client.get(f"/sites/{code}/forecast/export.csv?{query}")
    assert answer.status_code == 200
    return answer.text.splitlines()


@pytest.mark.parametrize(("code", "hours"), [("TAV", 24), ("ODE", 7), ("ANG", 168)])
def test_a_forecast_after_an_export(client, get, code, hours):
    plain = export(client, code, f"hours={hours}&bands=no")
    found = get(f"/sites/{code}/forecast?hours={hours}")["hours"]
    assert plain[0] == "site,hour,expected"
    assert plain[1:] == [f"{code},{each['hour']},{each['expected']}" for each in found]
    assert len(found) == hours and all(each["low"] < each["expected"] < each["high"] for each in found)


def test_exports_in_any_order(client, get):
    found = get("/sites/TAV/forecast?hours=3")["hours"]
    full = ["site,hour,expected,low,high"]
    full += [f"TAV,{each['hour']},{each['expected']},{each['low']},{each['high']}" for each in found]
    plain = [line.rsplit(",", 2)[0] for line in full]
    for bands, expected in (("no", plain), ("no", plain), ("yes", full), ("no", plain), ("yes", full)):
        assert export(client, "TAV", f"hours=3&bands={bands}") == expected
    assert get("/sites/TAV/forecast?hours=3")["hours"] == found


def test_keeping_after_an_export(client, data):
    from grid_forecast import forecasts, sites

    export(client, "ANG", "hours=12&bands=no")
    assert forecasts.keep(sites.find("ANG"), 12) == 12
    assert list(forecasts.coming(sites.find("ANG"), 12).columns) == ["expected", "low", "high"]


def test_still_made_once(client, monkeypatch):
    from grid_forecast import models

    loaded = []
    load = models.load
    monkeypatch.setattr(models, "load", lambda site: loaded.append(site.code) or load(site))
    first = client.get("/sites/TAV/forecast?hours=5").json()
    export(client, "TAV", "hours=5&bands=no")
    assert client.get("/sites/TAV/forecast?hours=5").json() == first
    assert loaded == ["TAV"]


def test_made_anew_after_changes(client, upload, get):
    before = get("/sites/TAV/forecast?hours=2")["hours"]
    export(client, "TAV", "hours=2&bands=no")
    assert upload("/sites/TAV/readings", "time,kw", "2026-04-07T11:00,700").status_code == 201
    after = get("/sites/TAV/forecast?hours=2")["hours"]
    assert after[0]["expected"] != before[0]["expected"] and after[1] == before[1]


def test_refusals(client):
    assert client.get("/sites/TAV/forecast?hours=0").status_code == 422
    assert client.get("/sites/042/forecast").status_code == 409
    assert client.get("/sites/042/forecast/export.csv?bands=no").status_code == 409
