from datetime import datetime

import pytest

from guest_desk import clock, nightly
from guest_desk.mails import polite


@pytest.mark.parametrize(
    ("moment", "zone", "due"),
    [
        ("2026-06-30T20:15:30+00:00", "Europe/Lisbon", "2026-07-01T09:00:00+01:00"),
        ("2026-07-01T02:00:00+00:00", "America/Sao_Paulo", "2026-07-01T09:00:00-03:00"),
        ("2026-12-31T23:30:00+00:00", "Europe/London", "2027-01-01T09:00:00+00:00"),
        ("2026-02-28T22:00:00+00:00", "Europe/Berlin", "2026-03-01T09:00:00+01:00"),
        ("2028-02-28T22:00:00+00:00", "Europe/Berlin", "2028-02-29T09:00:00+01:00"),
        ("2026-10-31T13:00:00+00:00", "Asia/Tokyo", "2026-11-01T09:00:00+09:00"),
        ("2026-06-30T22:15:00+00:00", "Europe/Berlin", "2026-07-01T09:00:00+02:00"),
        # the night in which the clocks change
        ("2026-03-28T21:30:00+00:00", "Europe/Berlin", "2026-03-29T09:00:00+02:00"),
        ("2026-10-24T20:30:00+00:00", "Europe/Berlin", "2026-10-25T09:00:00+01:00"),
        # not at an end of a month
        ("2026-06-10T20:15:00+00:00", "Europe/Lisbon", "2026-06-11T09:00:00+01:00"),
        ("2026-06-10T02:00:00+00:00", "Europe/Berlin", "2026-06-10T09:00:00+02:00"),
        ("2026-06-30T07:00:00+00:00", "Europe/Berlin", "2026-06-30T09:00:00+02:00"),
        ("2026-06-30T18:59:00+00:00", "Europe/Berlin", "2026-06-30T20:59:00+02:00"),
    ],
)
def test_when_guests_are_written_to(moment, zone, due):
    assert polite(datetime.fromisoformat(moment), zone) == datetime.fromisoformat(due)


def waiting(desk):
    return [(row["recipient"], row["due_at"]) for row in desk.outbox.waiting()]


def test_the_night_to_july(desk):
    with clock.at(datetime.fromisoformat("2026-07-01T02:00:00+00:00")):
        assert nightly.run(desk).endswith("reminded 1")
        assert nightly.remind(desk) == 0
    assert waiting(desk) == [("cleo@mail.example", "2026-07-01T12:00:00+00:00")]
    assert "02.07.2026" in desk.outbox.waiting()[0]["body"]
    assert desk.audit.page(None)["entries"][0]["details"]["reminded"] == 1


def test_the_evening_of_the_last(desk):
    desk.store.write("UPDATE stays SET arrives = '2026-07-01' WHERE guest = 6")
    with clock.at(datetime.fromisoformat("2026-06-30T21:00:00+00:00")):
        assert nightly.remind(desk) == 2
    assert waiting(desk) == [("cleo@mail.example", "2026-06-30T21:00:00+00:00"), ("ben@mail.example", "2026-07-01T07:00:00+00:00")]


def test_an_ordinary_night(desk):
    with clock.at(datetime.fromisoformat("2026-06-10T02:00:00+00:00")):
        assert nightly.remind(desk) == 2
    assert waiting(desk) == [("ben@mail.example", "2026-06-10T07:00:00+00:00"), ("ana@mail.example", "2026-06-10T08:00:00+00:00")]
