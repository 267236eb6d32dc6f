from blood_bank.models import Donation, Unit

PLACE = {"site": "wels-fair", "day": "2026-02-28"}


def line(code, donor="D-1006", **more):
    return {"code": code, "donor": donor, "component": "plasma", "group": "AB+", **more}


def deliver(send, *units):
    return send("post", "/api/intake", {**PLACE, "units": list(units)})


def test_scanned_twice(client, send):
    answer = deliver(send, line("U-0300"), line("U-0300"), line("U-0301"))
    assert (answer.status_code, answer.json()) == (201, {"booked": ["U-0300", "U-0301"], "known": ["U-0300"]})
    assert Unit.objects.filter(code__startswith="U-03").count() == 2
    assert Donation.objects.filter(donor__number="D-1006").count() == 1
    assert client.get("/api/stock").json()["AB+"] == 2


def test_on_file_already(send):
    answer = deliver(send, line("U-0002"), line("U-0302", donor="D-1002"))
    assert (answer.status_code, answer.json()) == (201, {"booked": ["U-0302"], "known": ["U-0002"]})
    kept = Unit.objects.get(code="U-0002")
    assert (kept.group, kept.component, kept.donation.donor.number) == ("A+", "red cells", "D-1002")


def test_nothing_new(client, send):
    answer = deliver(send, line("U-0003"))
    assert (answer.status_code, answer.json()) == (200, {"booked": [], "known": ["U-0003"]})
    assert client.get("/api/stock").json()["A+"] == 2


def test_the_last_one_is_known(send):
    answer = deliver(send, line("U-0303"), line("U-0004"))
    assert (answer.status_code, answer.json()) == (201, {"booked": ["U-0303"], "known": ["U-0004"]})
    assert Unit.objects.filter(code="U-0303").exists()


def test_plain_delivery(send):
    answer = deliver(send, line("U-0304", expires_on="2026-12-31"))
    assert (answer.status_code, answer.json()) == (201, {"booked": ["U-0304"], "known": []})
    assert str(Unit.objects.get(code="U-0304").expires_on) == "2026-12-31"


def test_refused_delivery_leaves_nothing(send):
    assert deliver(send, line("U-0305"), line("U-0306", donor="D-7")).status_code == 404
    assert not Unit.objects.filter(code="U-0305").exists()
    assert deliver(send, {**line("U-0307"), "group": "C"}).status_code == 400


def test_booking_still_works(send):
    wanted = {"donor": "D-1006", "site": "linz-centre", "start": "2026-03-31T10:30"}
    assert send("post", "/api/appointments", wanted).status_code == 201
    assert send("post", "/api/appointments", wanted).json() == {"error": "there is an appointment already"}
