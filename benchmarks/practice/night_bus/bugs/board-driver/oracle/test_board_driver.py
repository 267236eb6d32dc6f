from nightbus.models import Driver, Ride, Shift

ADA = {"ride": "NB-1004", "to": "Kottbusser Tor", "window": ["2026-10-27T23:00+01:00", "2026-10-27T23:20+01:00"], "passengers": 1}
BEN = {"ride": "NB-1005", "to": "Rathaus Spandau", "window": ["2026-10-27T23:20+01:00", "2026-10-27T23:40+01:00"], "passengers": 3}


def test_with_driver(anyone):
    assert anyone.get("/stops/alex/board") == (
        200, {"stop": "alex", "items": [{**ADA, "driver": "Jonas"}, {**BEN, "driver": "Jonas"}]}
    )


def test_two_drivers_and_none(anyone):
    rui = Shift.objects.get(driver__badge="L-07")
    Ride.objects.filter(reference="NB-1005").update(shift=rui)
    assert [one["driver"] for one in anyone.get("/stops/alex/board")[1]["items"]] == ["Jonas", "Rui"]
    Ride.objects.filter(reference="NB-1004").update(shift=None, status="requested")
    assert anyone.get("/stops/alex/board")[1]["items"] == [{**ADA, "driver": None}, {**BEN, "driver": "Rui"}]


def test_one_name_only(anyone):
    Driver.objects.filter(badge="B-11").update(name="Sukarno")
    assert [one["driver"] for one in anyone.get("/stops/alex/board")[1]["items"]] == ["Sukarno", "Sukarno"]


def test_without_driver(anyone):
    status, body = anyone.get("/stops/rossio/board")
    assert status == 200 and [(one["ride"], one["driver"]) for one in body["items"]] == [("NB-1007", None)]


def test_only_who_waits(anyone):
    Ride.objects.filter(reference="NB-1004").update(status="cancelled", cancelled_at="2026-10-27T18:00+01:00", cancelled_by="rider")
    assert [one["ride"] for one in anyone.get("/stops/alex/board")[1]["items"]] == ["NB-1005"]


def test_nobody(anyone):
    assert anyone.get("/stops/soho/board") == (200, {"stop": "soho", "items": []})
    assert anyone.get("/stops/atlantis/board")[0] == 404
