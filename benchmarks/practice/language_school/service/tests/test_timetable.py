from language_school.models import Lesson


def test_week(bruno):
    answer = bruno.get("/api/week?day=2026-10-08").json()
    assert answer["zone"] == "Europe/Lisbon" and len(answer["days"]) == 7
    assert [(line["group"], line["from"], line["to"]) for line in answer["days"]["2026-10-05"]] == [("PT-A1-26A", "18:30", "20:00")]
    assert answer["days"]["2026-10-11"] == []


def test_week_with_substitution(bruno):
    days = bruno.get("/api/week?day=2026-10-14").json()["days"]
    assert [line["group"] for line in days["2026-10-14"]] == ["PT-A2-26L", "FR-B1-26A"]


def test_week_in_tokyo(akiko):
    days = akiko.get("/api/week?day=2026-10-06").json()["days"]
    assert [(line["group"], line["from"]) for line in days["2026-10-06"]] == [("JA-A2-26A", "18:00")]
    assert [(line["group"], line["from"]) for line in days["2026-10-09"]] == [("JA-A2-26A", "16:30")]


def test_week_in_montreal(claire):
    days = claire.get("/api/week?day=2026-10-07").json()["days"]
    assert [line["from"] for line in days["2026-10-07"]] == ["14:00"]


def test_no_day(bruno, office):
    assert bruno.get("/api/week?day=yesterday").status_code == 400
    assert office.get("/api/week").status_code == 403


def test_lessons_keep_their_hour_after_the_clocks_change():
    hours = {lesson.starts_at.astimezone().isoformat() for lesson in Lesson.objects.filter(group__code="DE-A2-26A")}
    assert len(hours) == 14


def test_board(client):
    answer = client.get("/api/board").json()
    assert answer["day"] == "2026-10-08"
    line = {"time": "18:30", "group": "PT-A1-26A", "room": "2", "teacher": "Bruno Teles", "cancelled": False}
    assert answer["lessons"] == [line]


def test_board_without_teacher(client):
    lessons = client.get("/api/board?day=2026-10-09").json()["lessons"]
    assert [(line["group"], line["teacher"]) for line in lessons] == [("JA-A2-26A", "Akiko Mori"), ("DE-A2-26A", None)]


def test_board_of_no_day(client):
    assert client.get("/api/board?day=soon").status_code == 400
    assert client.get("/api/board?day=2026-10-10").json()["lessons"] == []
