import json
from io import StringIO

from django.core.management import call_command


def test_report(ask):
    status, data = ask("ada", "get", "/api/report/2025")
    assert status == 200
    assert data["germination"] == {"tests": 2, "rate": 86}
    assert data["lending"] == {"loans": 3, "returned": 1, "percent_returned": 33}
    assert data["sending"] == {"parcels": 1, "countries": {"PL": 1}}
    assert data["harvest"]["Lactuca sativa"] == 2
    assert ask("ben", "get", "/api/report/2025")[0] == 403


def test_command():
    out = StringIO()
    call_command("yearly_report", "2025", stdout=out)
    assert json.loads(out.getvalue())["lending"]["loans"] == 3
