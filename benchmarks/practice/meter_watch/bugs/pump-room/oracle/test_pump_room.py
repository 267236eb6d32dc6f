import pytest

METER = {
    "serial": "H-1010",
    "building_id": 3,
    "unit": "kWh",
    "customer": "C-60",
    "tariff": "home-24",
    "heated_m2": 0,
    "installed_on": "2025-10-01",
}


@pytest.mark.parametrize(
    ("month", "total", "main", "specific", "pump"),
    [
        ("2026-02", "21120.8", "21102.4", "10.0", "18.4"),
        ("2026-01", "27519.8", "27499.2", "13.1", "20.6"),
        ("2025-12", "21371.8", "21351.4", "10.2", "20.4"),
    ],
)
def test_the_school(client, month, total, main, specific, pump):
    answer = client.get("/buildings/2/usage", params={"month": month})
    assert answer.status_code == 200
    assert answer.json() == {
        "building": 2,
        "month": month,
        "kwh": total,
        "meters": [
            {"serial": "H-2001", "flat": "main house", "kwh": main, "kwh_per_m2": specific, "problem": None},
            {"serial": "H-2003", "flat": "pump room", "kwh": pump, "kwh_per_m2": None, "problem": None},
        ],
    }


def test_rooms_with_an_area(client):
    answer = client.get("/buildings/1/usage?month=2026-02").json()
    assert answer["kwh"] == "2523.9"
    assert [line["kwh_per_m2"] for line in answer["meters"]] == ["10.3", "10.2", "10.3"]


@pytest.mark.parametrize("used", ["0", "250.5"])
def test_a_new_meter_without_area(client, used):
    assert client.post("/meters", json=METER).status_code == 201
    values = [("2026-01-01T00:00:00+01:00", "40"), ("2026-03-05T00:00:00+01:00", str(40 + float(used)))]
    sent = [{"serial": "H-1010", "taken_at": at, "value": value} for at, value in values]
    assert client.post("/readings", json={"readings": sent}).json()["accepted"] == 2
    first = client.get("/buildings/3/usage?month=2026-01").json()["meters"][0]
    assert (first["serial"], first["kwh_per_m2"], first["problem"]) == ("H-1010", None, None)
    assert first["kwh"] == {"0": "0.0", "250.5": "123.3"}[used]


def test_what_was_not_read(client):
    line = client.get("/buildings/3/usage?month=2026-03").json()["meters"][1]
    assert (line["kwh"], line["kwh_per_m2"], line["problem"]) == (None, None, "not_measured")


def test_the_usage_of_the_meter(client):
    assert client.get("/meters/H-2003/usage?month=2026-02").json()["kwh"] == "18.4"
