from nightbus.models import Voucher


def test_shifts(jonas, mirela):
    status, body = mirela.get("/driver/shifts")
    assert body["items"] == [
        {"id": 3, "region": "ber", "from": "2026-10-26T22:00+01:00", "to": "2026-10-27T06:00+01:00", "hours": 8, "seats": 6,
         "called_off": None}
    ]
    assert jonas.get("/driver/shifts/3/rides")[0] == 404


def test_hours_of_the_long_night(jonas):
    assert [shift["hours"] for shift in jonas.get("/driver/shifts")[1]["items"]] == [8, 9]


def test_load(mirela):
    hours = mirela.get("/driver/shifts/3/load")[1]["hours"]
    assert len(hours) == 8
    assert hours[0] == {"from": "2026-10-26T22:00+01:00", "passengers": 1}
    assert hours[1] == {"from": "2026-10-26T23:00+01:00", "passengers": 2}
    assert sum(hour["passengers"] for hour in hours) == 3


def test_call_off(jonas):
    status, body = jonas.post("/driver/shifts/2/call-off")
    assert status == 200 and body["cancelled"] == ["NB-1004", "NB-1005"]
    assert [message["to"] for message in body["messages"]] == ["push-ada-1", "push-ben-1"]
    assert Voucher.objects.get(code="WELCOME").uses_left == 11
    assert jonas.post("/driver/shifts/2/call-off")[0] == 409
    assert jonas.post("/driver/shifts/1/call-off")[0] == 409


def test_riders_see_who_called_off(jonas, ada):
    jonas.post("/driver/shifts/2/call-off")
    assert ada.get("/rides/NB-1004")[1]["cancelled"] == {"at": "2026-10-27T21:00+01:00", "by": "driver"}


def test_way_of_a_ride(jonas, ben):
    assert jonas.post("/driver/rides/NB-1005/set-down")[0] == 409
    assert jonas.post("/driver/rides/NB-1005/pick-up")[1]["status"] == "riding"
    assert ben.post("/rides/NB-1005/cancel")[0] == 409
    assert jonas.post("/driver/rides/NB-1005/set-down")[1]["status"] == "completed"
