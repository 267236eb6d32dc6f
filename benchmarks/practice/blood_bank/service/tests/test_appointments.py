import pytest
from django.core.signing import Signer

from blood_bank import links
from blood_bank.models import Appointment


def slots(client, site, day):
    answer = client.get(f"/api/sites/{site}/slots?day={day}")
    assert answer.status_code == 200
    return {slot["start"]: slot["free"] for slot in answer.json()["slots"]}


def test_slots_leave_out_the_break(client):
    found = slots(client, "linz-centre", "2026-03-06")
    assert list(found) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "13:00", "13:30"]
    assert set(found.values()) == {2}


def test_slots_count_what_is_booked(client):
    assert slots(client, "steyr-hall", "2026-03-24")["14:00"] == 0


def test_closed_day(client):
    assert slots(client, "wels-fair", "2026-03-02") == {}


def test_no_service_in_summer(client):
    assert slots(client, "linz-centre", "2026-07-08") == {}


def test_slots_need_a_day(client):
    answer = client.get("/api/sites/linz-centre/slots?day=soon")
    assert (answer.status_code, answer.json()) == (400, {"error": "day must be a date such as 2026-03-02"})
    assert client.get("/api/sites/graz/slots?day=2026-03-02").status_code == 404


def test_booking(send):
    wanted = {"donor": "D-1006", "site": "linz-centre", "start": "2026-03-31T10:30"}
    answer = send("post", "/api/appointments", wanted)
    assert answer.status_code == 201
    assert answer.json()["start"] == "2026-03-31T10:30:00+02:00"
    assert answer.json()["link"].startswith("https://blood.example/appointment/")


def test_booking_with_offset(send):
    wanted = {"donor": "D-1006", "site": "wels-fair", "start": "2026-03-07T09:00:00Z"}
    assert send("post", "/api/appointments", wanted).json()["start"] == "2026-03-07T10:00:00+01:00"


@pytest.mark.parametrize(
    ("donor", "site", "start", "reason"),
    [
        ("D-1006", "linz-centre", "2026-02-27T10:00", "that time is over"),
        ("D-1003", "wels-fair", "2026-03-07T10:00", "too soon after the last donation"),
        ("D-1005", "wels-fair", "2026-03-07T10:00", "too young"),
        ("D-1004", "linz-centre", "2026-03-06T10:00", "deferred: journey to Kenya"),
        ("D-1001", "linz-centre", "2026-04-07T10:00", "there is an appointment already"),
        ("D-1006", "linz-centre", "2026-03-06T10:10", "there is no slot at that time"),
        ("D-1006", "steyr-hall", "2026-03-24T14:00", "the slot is full"),
    ],
)
def test_booking_refused(send, donor, site, start, reason):
    answer = send("post", "/api/appointments", {"donor": donor, "site": site, "start": start})
    assert (answer.status_code, answer.json()) == (409, {"error": reason})


def test_link_shows_and_cancels(client):
    visit = Appointment.objects.get(donor__number="D-1003")
    path = f"/appointment/{links.token_for(visit)}/"
    page = client.get(path).content.decode()
    assert "2026-03-24 14:00" in page and "Stadtplatz 27<br>4400 Steyr" in page
    assert client.post(path).status_code == 302
    assert Appointment.objects.get(pk=visit.pk).status == "cancelled"
    assert "Cancel the visit" not in client.get(path).content.decode()


def test_forged_link(client):
    assert client.get("/appointment/MQ:nonsense/").status_code == 404
    other = Signer(salt="something else").sign_object(1)
    assert client.get(f"/appointment/{other}/").status_code == 404
