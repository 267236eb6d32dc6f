import pytest

from portal.models import Reading


def test_readings(ask):
    status, body = ask("brandt").get("/meters/W-122/readings?from=2026-07-01")
    assert status == 200 and body["kind"] == "water"
    assert [(one["value"], one["consumption"]) for one in body["readings"]] == [(411, 9), (419, 8)]


def test_meter_of_others(ask):
    assert ask("brandt").get("/meters/W-123/readings")[0] == 404


def test_record(ask):
    status, body = ask("brandt").post("/meters/W-122/readings", {"read_on": "2026-09-13", "value": 425})
    assert status == 201 and body["consumption"] == 6 and body["changed_at"] == "2026-09-14T10:00:00+02:00"


def test_record_between(ask):
    assert ask("brandt").post("/meters/W-122/readings", {"read_on": "2026-08-15", "value": 415})[0] == 201
    readings = ask("brandt").get("/meters/W-122/readings")[1]["readings"]
    assert [one["consumption"] for one in readings] == [None, 9, 4, 4]


@pytest.mark.parametrize(
    ("day", "value", "status"),
    [("2026-09-13", 418, 409), ("2026-07-15", 500, 409), ("2026-08-31", 419, 409), ("2026-09-15", 430, 400), ("soon", 430, 400)],
)
def test_record_refused(ask, day, value, status):
    assert ask("brandt").post("/meters/W-122/readings", {"read_on": day, "value": value})[0] == status


def test_correct(ask):
    reading = Reading.objects.get(meter__number="W-122", read_on="2026-07-31")
    assert ask("brandt")("PATCH", f"/readings/{reading.pk}", {"value": 412})[0] == 403
    status, body = ask("kern")("PATCH", f"/readings/{reading.pk}", {"value": 412})
    assert status == 200 and body["consumption"] == 10
    assert Reading.objects.get(meter__number="W-122", read_on="2026-08-31").consumption == 7


def test_deleted_reading(ask):
    Reading.objects.get(meter__number="W-122", read_on="2026-07-31").delete()
    assert Reading.objects.get(meter__number="W-122", read_on="2026-08-31").consumption == 17


def test_remote_meter(ask):
    readings = ask("kern").get("/meters/R-142/readings?from=2026-09-10")[1]["readings"]
    assert [one["consumption"] for one in readings] == [2, 2, 2, 2]
