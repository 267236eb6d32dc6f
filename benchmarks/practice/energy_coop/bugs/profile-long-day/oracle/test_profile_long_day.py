def profile(client, staff, date, *readings):
    body = {"readings": [{"taken_at": at, "wh": wh} for at, wh in readings]}
    assert client.post("/meters/AT003/readings", headers=staff, json=body).json()["stored"] == len(readings)
    answer = client.get(f"/meters/AT003/profile?date={date}", headers=staff)
    assert answer.status_code == 200
    return answer.json()["hours"]


def test_day_of_25_hours(client, staff):
    hours = profile(client, staff, "2026-10-25", ("2026-10-25T00:00:00", 5), ("2026-10-25T00:30:00Z", 10),
                    ("2026-10-25T01:30:00Z", 20), ("2026-10-25T12:00:00", 410), ("2026-10-25T23:15:00", 120),
                    ("2026-10-26T00:00:00", 999))
    assert hours == [5, 0, 10, 20] + [0] * 9 + [410] + [0] * 10 + [120]


def test_long_day_of_another_year(client, staff):
    assert profile(client, staff, "2025-10-26", ("2025-10-26T22:59:59Z", 7)) == [0] * 24 + [7]


def test_day_of_23_hours(client, staff):
    hours = profile(client, staff, "2026-03-29", ("2026-03-29T01:00:00", 3), ("2026-03-29T03:00:00", 4),
                    ("2026-03-29T23:30:00", 9))
    assert hours == [0, 3, 4] + [0] * 19 + [9]


def test_ordinary_days(client, staff):
    assert profile(client, staff, "2026-06-01", ("2026-06-01T00:00:00", 1), ("2026-06-01T23:59:00", 2)) == [1] + [0] * 22 + [2]
    assert client.get("/meters/AT005/profile?date=2026-03-12", headers=staff).json()["hours"][6:8] == [406, 422]
    assert client.get("/meters/AT999/profile?date=2026-10-25", headers=staff).status_code == 404
