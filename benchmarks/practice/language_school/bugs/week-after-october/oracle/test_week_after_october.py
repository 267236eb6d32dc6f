import pytest

from language_school.models import Group, Lesson


def week(client, day):
    answer = client.get(f"/api/week?day={day}")
    assert answer.status_code == 200, day
    days = answer.json()["days"]
    assert len(days) == 7 and list(days) == sorted(days)
    return [(day, line["group"], line["from"], line["to"]) for day, lines in days.items() for line in lines]


def japanese(*days):
    return [(day, "JA-A2-26A", start, end) for day, start, end in days]


@pytest.mark.parametrize("day", ["2026-10-26", "2026-10-30", "2026-11-01"])
def test_week_after_the_clocks_changed(akiko, day):
    assert week(akiko, day) == [
        ("2026-10-26", "JA-B1-26A", "00:30", "02:00"), *japanese(("2026-10-27", "19:00", "20:00"), ("2026-10-30", "17:30", "18:30"))
    ]


def test_week_around_the_change(akiko):
    assert week(akiko, "2026-10-21") == japanese(("2026-10-20", "18:00", "19:00"), ("2026-10-23", "16:30", "17:30"))
    assert ("2026-10-18", "JA-B1-26A", "23:30", "01:00") in week(akiko, "2026-10-12")


def test_next_weeks(akiko):
    assert week(akiko, "2026-11-04") == [
        ("2026-11-02", "JA-B1-26A", "00:30", "02:00"), *japanese(("2026-11-03", "19:00", "20:00"), ("2026-11-06", "17:30", "18:30"))
    ]
    assert week(akiko, "2026-11-13") == japanese(("2026-11-10", "19:00", "20:00"), ("2026-11-13", "17:30", "18:30"))


def test_days_of_the_week(akiko):
    days = akiko.get("/api/week?day=2026-11-01").json()["days"]
    assert (min(days), max(days)) == ("2026-10-26", "2026-11-01")


def test_substitute_in_lisbon(bruno):
    assert week(bruno, "2026-11-08") == [
        ("2026-11-02", "PT-A1-26A", "18:30", "20:00"), ("2026-11-03", "PT-B1-26A", "09:00", "11:00"),
        ("2026-11-04", "PT-A2-26L", "09:00", "10:30"), ("2026-11-05", "PT-A1-26A", "18:30", "20:00"),
        ("2026-11-08", "JA-B1-26A", "15:30", "17:00"),
    ]


def test_early_on_monday_in_lisbon_is_sunday_in_montreal(claire):
    group = Group.objects.get(code="FR-B1-26A")
    Lesson.objects.create(group=group, starts_at="2026-11-16T04:30:00+00:00", minutes=60)
    assert week(claire, "2026-11-15") == [("2026-11-11", "FR-B1-26A", "14:00", "15:30"), ("2026-11-15", "FR-B1-26A", "23:30", "00:30")]
    assert week(claire, "2026-11-16") == [("2026-11-18", "FR-B1-26A", "14:00", "15:30")]


def test_board_has_the_schools_days(client):
    lines = client.get("/api/board?day=2026-11-01").json()["lessons"]
    assert [(line["group"], line["time"]) for line in lines] == [("JA-B1-26A", "15:30")]
    assert client.get("/api/week").status_code == 401
