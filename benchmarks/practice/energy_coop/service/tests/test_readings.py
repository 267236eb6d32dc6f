from energy_coop import import_readings

from .conftest import STAFF


def profile(client, meter, date):
    return client.get(f"/meters/{meter}/profile?date={date}", headers=STAFF)


def test_profile(client):
    hours = profile(client, "AT005", "2026-03-12").json()["hours"]
    assert len(hours) == 24 and hours[6:8] == [406, 422] and sum(hours) == 828


def test_profile_of_days_when_the_clock_changes(client):
    assert len(profile(client, "AT005", "2026-03-29").json()["hours"]) == 23
    assert len(profile(client, "AT005", "2026-10-25").json()["hours"]) == 25


def test_profile_of_unknown_meter(client):
    assert profile(client, "AT999", "2026-03-12").status_code == 404


def test_store_counts_duplicates(client):
    batch = {"readings": [{"taken_at": "2026-04-02T10:00:00+02:00", "wh": 5}, {"taken_at": "2026-04-02T11:00:00", "wh": 6}]}
    assert client.post("/meters/AT001/readings", headers=STAFF, json=batch).json() == {"stored": 2, "duplicates": 0}
    batch["readings"].append({"taken_at": "2026-04-02T10:00:00Z", "wh": 7})
    assert client.post("/meters/AT001/readings", headers=STAFF, json=batch).json() == {"stored": 1, "duplicates": 2}


def test_negative_energy(client):
    batch = {"readings": [{"taken_at": "2026-04-02T10:00:00Z", "wh": -1}]}
    assert client.post("/meters/AT001/readings", headers=STAFF, json=batch).status_code == 422


def test_import(tmp_path):
    file = tmp_path / "r.csv"
    file.write_text("Meter;Time;kWh\nAT001;2026-04-03T10:00;1,5\nAT777;2026-04-03T10:00;1\nAT001;soon;1\n", encoding="utf-8-sig")
    assert import_readings.import_file(file) == (1, 0, ["line 3: no meter AT777", "line 4: not a time and a number"])


def test_import_ignores_cells_beyond_the_header(tmp_path):
    file = tmp_path / "r.csv"
    file.write_text("meter;time;kwh\nAT001;2026-04-03T10:00;1,5;;\nAT001;2026-04-03T11:00\n")
    assert import_readings.import_file(file) == (1, 0, ["line 3: not a time and a number"])
