from datetime import UTC, datetime, timedelta

from nightbus.models import Ride, Shift


def load(caller, pk):
    status, body = caller.get(f"/driver/shifts/{pk}/load")
    assert status == 200 and body["shift"] == pk
    return [(hour["from"], hour["passengers"]) for hour in body["hours"]]


def test_long_night(jonas):
    assert load(jonas, 1) == [
        ("2026-10-24T22:00+02:00", 0), ("2026-10-24T23:00+02:00", 1), ("2026-10-25T00:00+02:00", 0), ("2026-10-25T01:00+02:00", 2),
        ("2026-10-25T02:00+02:00", 0), ("2026-10-25T02:00+01:00", 0), ("2026-10-25T03:00+01:00", 0), ("2026-10-25T04:00+01:00", 0),
        ("2026-10-25T05:00+01:00", 1),
    ]


def test_hours_of_the_shifts(jonas, mirela):
    assert [(shift["id"], shift["hours"]) for shift in jonas.get("/driver/shifts")[1]["items"]] == [(2, 8), (1, 9)]
    assert [shift["hours"] for shift in mirela.get("/driver/shifts")[1]["items"]] == [8]


def test_short_night(jonas):
    Shift.objects.filter(pk=1).update(
        starts_at=datetime(2026, 3, 28, 21, tzinfo=UTC), ends_at=datetime(2026, 3, 29, 4, tzinfo=UTC)
    )
    for ride in Ride.objects.filter(shift=1):
        ride.earliest -= timedelta(days=210)
        ride.save()
    Ride.objects.filter(reference="NB-1010").update(earliest=datetime(2026, 3, 29, 3, 20, tzinfo=UTC))
    Ride.objects.filter(reference="NB-1001").update(earliest=datetime(2026, 3, 28, 21, 0, tzinfo=UTC))
    Ride.objects.filter(reference="NB-1002").update(earliest=datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
    assert load(jonas, 1) == [
        ("2026-03-28T22:00+01:00", 1), ("2026-03-28T23:00+01:00", 0), ("2026-03-29T00:00+01:00", 0), ("2026-03-29T01:00+01:00", 0),
        ("2026-03-29T03:00+02:00", 2), ("2026-03-29T04:00+02:00", 0), ("2026-03-29T05:00+02:00", 1),
    ]
    assert jonas.get("/driver/shifts")[1]["items"][1]["hours"] == 7


def test_ordinary_night(mirela, jonas):
    assert load(mirela, 3) == [("2026-10-26T22:00+01:00", 1), ("2026-10-26T23:00+01:00", 2)] + [
        (f"2026-10-27T0{hour}:00+01:00", 0) for hour in range(6)
    ]
    assert load(jonas, 2)[0] == ("2026-10-27T22:00+01:00", 0) and load(jonas, 2)[1] == ("2026-10-27T23:00+01:00", 4)
    assert len(load(jonas, 2)) == 8
    assert mirela.get("/driver/shifts/1/load")[0] == 404
