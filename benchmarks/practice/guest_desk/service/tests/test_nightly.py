from datetime import datetime

from guest_desk import clock, nightly
from guest_desk.mails import polite


def at(text):
    return clock.at(datetime.fromisoformat(text))


def test_reminders(desk):
    with at("2026-06-10T02:00:00+00:00"):
        assert nightly.run(desk) == "expired 1, reminded 2"
        assert nightly.remind(desk) == 0
    waiting = desk.outbox.waiting()
    assert [(row["recipient"], row["due_at"]) for row in waiting] == [
        ("ben@mail.example", "2026-06-10T07:00:00+00:00"),
        ("ana@mail.example", "2026-06-10T08:00:00+00:00"),
    ]
    assert waiting[1]["body"] == "Olá Ana, esperamos por ti em Hostel Oderberg no dia 11.06.2026."


def test_what_is_over_expires(desk, client):
    with at("2026-06-11T02:00:00+00:00"):
        nightly.expire(desk.store)
    assert client("ana").get("/me").status_code == 401


def test_the_night_of_guests():
    evening = datetime.fromisoformat("2026-06-10T20:15:00+00:00")
    assert polite(evening, "Europe/Lisbon").isoformat() == "2026-06-11T09:00:00+01:00"
    assert polite(evening, "America/Sao_Paulo") == evening
    assert polite(evening, "Asia/Tokyo").isoformat() == "2026-06-11T09:00:00+09:00"


def test_the_log_has_the_night(desk):
    with at("2026-06-18T12:00:00+00:00"):
        nightly.run(desk)
    entry = desk.audit.page(None)["entries"][0]
    assert (entry["action"], entry["details"]["reminded"]) == ("nightly", 1)
