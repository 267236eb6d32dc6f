import json


def test_readings_as_csv(client):
    lines = client.get("/sites/TAV/export.csv?from=2026-03-02&to=2026-03-03").text.splitlines()
    assert lines[:2] == ["site,hour,kw", "TAV,2026-03-02T00:00:00+00:00,396.7"]
    assert len(lines) == 49


def test_readings_as_lines(client):
    lines = client.get("/sites/041/export.jsonl?from=2026-03-02&to=2026-03-02").text.splitlines()
    assert len(lines) == 24
    assert json.loads(lines[0])["hour"] == "2026-03-02T00:00:00+00:00"


def test_forecast_as_csv(client):
    lines = client.get("/sites/TAV/forecast/export.csv?hours=3").text.splitlines()
    assert lines[0] == "site,hour,expected,low,high"
    assert len(lines) == 4


def test_forecast_without_bands(client):
    lines = client.get("/sites/TAV/forecast/export.csv?hours=3&bands=no").text.splitlines()
    assert lines[0] == "site,hour,expected"
