import pytest

from language_school.models import Group, Lesson, User


def board(client, day):
    answer = client.get(f"/api/board?day={day}")
    assert answer.status_code == 200, day
    assert answer.json()["day"] == day
    return [(line["time"], line["group"], line["room"], line["teacher"], line["cancelled"]) for line in answer.json()["lessons"]]


def test_substitutes(client):
    assert board(client, "2026-10-14") == [
        ("09:00", "PT-A2-26L", "4", "Bruno Teles", False), ("19:00", "FR-B1-26A", None, "Bruno Teles", False)
    ]
    assert board(client, "2026-11-08") == [("15:30", "JA-B1-26A", None, "Bruno Teles", False)]


def test_substitute_for_nobody(client):
    akiko = User.objects.get(name="Akiko Mori")
    Lesson.objects.filter(group__code="DE-A2-26A", starts_at__date="2026-10-09").update(substitute=akiko, cancelled=True)
    assert board(client, "2026-10-09")[1] == ("17:00", "DE-A2-26A", "3", "Akiko Mori", True)


def test_all_substituted(client):
    Lesson.objects.update(substitute=User.objects.get(name="Claire Roux"))
    assert {line[3] for line in board(client, "2026-10-14")} == {"Claire Roux"}


@pytest.mark.parametrize(("day", "lines"), [
    ("2026-10-08", [("18:30", "PT-A1-26A", "2", "Bruno Teles", False)]),
    ("2026-10-09", [("08:30", "JA-A2-26A", None, "Akiko Mori", False), ("17:00", "DE-A2-26A", "3", None, False)]),
    ("2026-10-07", [("19:00", "FR-B1-26A", None, "Claire Roux", False)]),
    ("2026-10-10", []),
])
def test_days_without(client, day, lines):
    assert board(client, day) == lines


def test_teacher_left(client):
    Group.objects.filter(code="FR-B1-26A").update(teacher=None)
    assert board(client, "2026-10-07")[0][3] is None
    assert board(client, "2026-10-14")[1][3] == "Bruno Teles"
    assert client.get("/api/board?day=x").status_code == 400
