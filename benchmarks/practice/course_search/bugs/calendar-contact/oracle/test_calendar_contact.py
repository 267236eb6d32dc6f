import pytest


def lines(client, code):
    answer = client.get(f"/courses/{code}/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    return answer.text.split("\r\n")


@pytest.mark.parametrize(
    ("code", "evenings", "title", "venue", "first"),
    [
        ("DE-050", 8, "German writing workshop", "Urania", "20260924T160000Z"),
        ("WEB-10", 5, "A web page of your own", "Favoriten", "20261006T160000Z"),
        ("CO-130", 1, "Crêpes and galettes", "Ottakring kitchen", "20261113T170000Z"),
        ("NF-2", 2, "Mushrooms", "Nature centre", "20261010T070000Z"),
    ],
)
def test_teacher_unknown(client, code, evenings, title, venue, first):
    found = lines(client, code)
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == evenings
    assert found.count(f"SUMMARY:{title}") == found.count(f"LOCATION:{venue}") == evenings
    assert f"DTSTART:{first}" in found
    assert not [line for line in found if line.startswith("CONTACT") and line.rstrip(": ").casefold() != "contact"]


@pytest.mark.parametrize(
    ("code", "teacher", "evenings"), [("SP-101", "Inés Muñoz", 12), ("EN-310", "Fiona O'Hara", 10), ("DE-001", "Hülya Şahin", 24)]
)
def test_known_teachers_are_named(client, code, teacher, evenings):
    assert lines(client, code).count(f"CONTACT:{teacher}") == evenings


def test_special_signs_in_names(serve, add_courses):
    add_courses(
        "linz",
        {"code": "LINZ-1", "title": "A; B", "teacher": "Roth, Ida", "starts_on": "2026-10-05", "time_from": "18:00"},
    )
    found = lines(serve(), "LINZ-1")
    assert "SUMMARY:A\\; B" in found
    assert "CONTACT:Roth\\, Ida" in found


def test_no_dates_no_calendar(client):
    assert client.get("/courses/AS-900/calendar.ics").status_code == 404
