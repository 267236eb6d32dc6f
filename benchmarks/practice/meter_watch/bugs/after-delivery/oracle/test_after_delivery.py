import os
import sqlite3
import subprocess
import sys

import pytest


def preview(client, serial, month):
    answer = client.get(f"/meters/{serial}/statement", params={"month": month})
    assert answer.status_code == 200
    return answer.json()["gross"]


EXPECTED = [
    ("H-1001", "2026-03", "114.35"),
    ("H-2001", "2026-03", "1866.43"),
    ("H-3001", "2026-02", "380.18"),
]


@pytest.mark.parametrize(("serial", "month", "gross"), EXPECTED)
def test_prices_after_a_delivery(client, serial, month, gross):
    assert client.post("/notices/deliver").json() == {"sent": 0, "failed": 0}
    assert preview(client, serial, month) == gross


def test_again_and_again(client, posted):
    for round_, (serial, month, gross) in enumerate(EXPECTED, start=1):
        answer = client.post(f"/meters/{serial}/statements", params={"month": month})
        assert (answer.status_code, answer.json()["gross"]) == (201, gross)
        assert client.post("/notices/deliver").json() == {"sent": 1, "failed": 0}
        assert len(posted) == round_
    assert [body["to"] for body in posted] == ["C-17", "C-40", "C-51"]
    assert client.post("/notices/deliver").json() == {"sent": 0, "failed": 0}


def test_prices_before_and_after(client):
    assert preview(client, "H-1001", "2026-03") == "114.35"
    assert client.post("/notices/deliver").status_code == 200
    assert preview(client, "H-1001", "2026-03") == "114.35"
    assert preview(client, "H-1001", "2026-02") == "126.85"
    assert preview(client, "H-2001", "2026-03") == "1866.43"


def test_a_close_after_a_delivery(client, posted):
    assert client.post("/notices/deliver").status_code == 200
    assert client.post("/closes?month=2026-01").status_code == 202
    assert client.get("/statements/2026-01-0005").json()["serial"] == "H-3001"
    assert client.post("/notices/deliver").json() == {"sent": 5, "failed": 0}
    assert len(posted) == 5


def test_the_command(database):
    done = subprocess.run(
        [sys.executable, "-m", "meter_watch.notices", "--parked"],
        env=dict(os.environ),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "{'sent': 1, 'failed': 0}")
    assert sqlite3.connect(database).execute("SELECT attempts, sent_at FROM notices").fetchall() == [
        (6, "2026-04-22T07:00:00+00:00")
    ]


def test_an_unknown_tariff_is_told(client):
    client.post("/notices/deliver")
    meter = {
        "serial": "H-1010",
        "building_id": 1,
        "customer": "C-60",
        "tariff": "none-24",
        "heated_m2": 10,
        "installed_on": "2025-10-01",
    }
    assert client.post("/meters", json=meter).status_code == 201
    sent = [
        {"serial": "H-1010", "taken_at": at, "value": value}
        for at, value in (("2025-12-30T00:00:00", "1"), ("2026-02-02T00:00:00", "9"))
    ]
    assert client.post("/readings", json={"readings": sent}).json()["accepted"] == 2
    assert client.get("/meters/H-1010/statement?month=2026-01").status_code == 404
