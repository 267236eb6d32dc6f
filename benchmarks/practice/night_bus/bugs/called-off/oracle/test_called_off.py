from nightbus.models import Ride, Voucher

BY_DRIVER = {"at": "2026-10-27T21:00+01:00", "by": "driver"}


def test_riders_see_when_and_who(jonas, ada, ben):
    status, body = jonas.post("/driver/shifts/2/call-off")
    assert status == 200
    assert body["cancelled"] == ["NB-1004", "NB-1005"]
    assert [(message["to"], message["ride"]) for message in body["messages"]] == [("push-ada-1", "NB-1004"), ("push-ben-1", "NB-1005")]
    status, body = ada.get("/rides/NB-1004")
    assert (status, body["status"], body["cancelled"]) == (200, "cancelled", BY_DRIVER)
    status, body = ben.get("/rides?status=cancelled")
    assert status == 200
    assert [(one["reference"], one["cancelled"]) for one in body["items"]] == [("NB-1005", BY_DRIVER)]


def test_driver_sees_it_too(jonas):
    jonas.post("/driver/shifts/2/call-off")
    status, body = jonas.get("/driver/shifts/2/rides")
    assert status == 200
    assert [(one["status"], one["cancelled"]) for one in body["items"]] == [("cancelled", BY_DRIVER)] * 2
    assert jonas.get("/driver/shifts")[1]["items"][0]["called_off"] == "2026-10-27T21:00+01:00"


def test_at_another_time(jonas, ada, monkeypatch):
    monkeypatch.setenv("NIGHT_BUS_NOW", "2026-10-27T22:30+01:00")
    jonas.post("/driver/shifts/2/call-off")
    monkeypatch.setenv("NIGHT_BUS_NOW", "2026-10-27T22:45+01:00")
    assert ada.get("/rides/NB-1004")[1]["cancelled"] == {"at": "2026-10-27T22:30+01:00", "by": "driver"}


def test_vouchers_and_other_rides(jonas, ada):
    Ride.objects.filter(reference="NB-1005").update(status="riding")
    assert jonas.post("/driver/shifts/2/call-off")[1]["cancelled"] == ["NB-1004"]
    assert Ride.objects.get(reference="NB-1005").status == "riding"
    assert Voucher.objects.get(code="WELCOME").uses_left == 11
    assert jonas.post("/driver/shifts/2/call-off")[0] == 409
    assert ada.post("/rides/NB-1004/cancel")[0] == 409
    assert ada.get("/rides/NB-1006")[1]["cancelled"] == {"at": "2026-10-20T20:00+02:00", "by": "rider"}


def test_cancelled_by_the_rider(ada):
    assert ada.post("/rides/NB-1004/cancel")[1]["cancelled"] == {"at": "2026-10-27T21:00+01:00", "by": "rider"}
    assert ada.get("/rides/NB-1001")[1]["cancelled"] is None
