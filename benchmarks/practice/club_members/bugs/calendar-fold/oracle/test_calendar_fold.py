import pytest

NOTES = [
    "mit Käthe und Jürgen: Übungsstunde für die Großgruppe, Bälle für fünf Plätze mitbringen",
    "ä" * 150,
    "x" + "ö" * 120,
    "xx" + "€" * 120,
    "🎾" * 90,
    "a" * 61 + "é" + "b" * 30,
]


def logical(answer):
    """The lines of a feed, unfolded; physical ones must not be too long."""
    assert answer.status_code == 200
    physical = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")
    return answer.content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def escaped(text):
    return text.replace(";", "\\;").replace(",", "\\,")


@pytest.mark.parametrize("note", NOTES)
def test_notes_of_all_alphabets(ask, conn, note):
    conn.execute("UPDATE bookings SET note = ? WHERE id = 3", (note,))
    lines = logical(ask(8, "GET", "/bookings.ics"))
    assert f"DESCRIPTION:{escaped(note)}" in lines
    assert lines[3:8] == ["BEGIN:VEVENT", "UID:booking-3@tcs.example", "DTSTAMP:20261006T070000Z", "DTSTART:20261006T070000Z", "DTEND:20261006T080000Z"]


def test_short_and_plain_ones(ask):
    lines = logical(ask(4, "GET", "/bookings.ics"))
    assert "DESCRIPTION:Training" in lines
    assert lines.count("BEGIN:VEVENT") == 1
    assert lines[-2] == "END:VCALENDAR"


def test_long_plain_ones_are_still_folded(ask, conn):
    conn.execute("UPDATE bookings SET note = ? WHERE id = 1", ("y" * 190,))
    answer = ask(4, "GET", "/bookings.ics")
    assert "DESCRIPTION:" + "y" * 190 in logical(answer)


def test_two_bookings_and_none(ask):
    assert logical(ask(11, "GET", "/bookings.ics")).count("BEGIN:VEVENT") == 2
    assert logical(ask(9, "GET", "/bookings.ics"))[-2] == "END:VCALENDAR"
    assert ask(None, "GET", "/bookings.ics").status_code == 401
