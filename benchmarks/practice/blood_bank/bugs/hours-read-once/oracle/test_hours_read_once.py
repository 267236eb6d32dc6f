import pytest


def slots(client, site, day):
    answer = client.get(f"/api/sites/{site}/slots?day={day}")
    assert answer.status_code == 200
    return {slot["start"]: slot["free"] for slot in answer.json()["slots"]}


@pytest.mark.parametrize("site", ["linz-centre", "steyr-hall"])
def test_summer_twice(client, site):
    for _ in range(3):
        assert slots(client, site, "2026-07-08") == {}
    assert slots(client, site, "2026-08-05") == {}


def test_other_days_of_summer(client):
    for day in ("2026-07-06", "2026-07-07", "2026-08-03"):
        assert list(slots(client, "linz-centre", day))[:3] == ["09:00", "09:30", "10:00"]
    assert list(slots(client, "linz-centre", "2026-07-10"))[-2:] == ["13:00", "13:30"]
    assert slots(client, "steyr-hall", "2026-07-07") == {}
    assert slots(client, "steyr-hall", "2026-08-06") == {}


def test_the_rest_of_the_year_is_not_touched(client):
    for _ in range(2):
        assert slots(client, "linz-centre", "2026-07-01") == {}
        wednesday = slots(client, "linz-centre", "2026-09-02")
        assert list(wednesday)[0] == "13:00" and list(wednesday)[-1] == "18:30"
        assert list(slots(client, "steyr-hall", "2026-06-30")) == [
            "14:00", "14:30", "15:00", "15:30", "16:30", "17:00", "17:30"
        ]  # fmt: skip
        assert slots(client, "steyr-hall", "2026-07-07") == {}


def test_site_without_summer_break(client):
    for _ in range(2):
        assert list(slots(client, "wels-fair", "2026-07-04")) == [
            "10:00", "10:30", "11:00", "11:30", "12:00", "13:00", "13:30", "14:00", "14:30"
        ]  # fmt: skip


def test_booking_in_summer(send):
    answer = send("post", "/api/appointments", {"donor": "D-1006", "site": "linz-centre", "start": "2026-07-08T14:00"})
    assert (answer.status_code, answer.json()) == (409, {"error": "there is no slot at that time"})
    answer = send("post", "/api/appointments", {"donor": "D-1006", "site": "linz-centre", "start": "2026-07-06T14:00"})
    assert (answer.status_code, answer.json()["start"]) == (201, "2026-07-06T14:00:00+02:00")


def test_winter(client):
    assert slots(client, "linz-centre", "2026-03-30")["09:00"] == 1
    assert slots(client, "steyr-hall", "2026-03-24")["14:00"] == 0
    assert slots(client, "wels-fair", "2026-03-02") == {}
