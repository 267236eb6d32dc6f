from language_school.models import Lesson, Message


def lesson(code, day):
    return Lesson.objects.get(group__code=code, starts_at__date=day).pk


def send(client, pk, *rows):
    rows = [{"student": number, "present": present} for number, present in rows]
    return client.post(f"/api/lessons/{pk}/register", {"rows": rows}, content_type="application/json")


def test_register(bruno):
    pk = lesson("PT-A1-26A", "2026-10-05")
    answer = send(bruno, pk, ("S-0001", True), ("S-0002", True))
    assert (answer.status_code, answer.json()) == (201, {"lesson": pk, "new": ["S-0001", "S-0002"], "registered": 2})
    answer = send(bruno, pk, ("S-0001", True))
    assert (answer.status_code, answer.json()) == (200, {"lesson": pk, "new": [], "registered": 2})


def test_absent(bruno):
    send(bruno, lesson("FR-B1-26A", "2026-10-07"), ("S-0003", True), ("S-0004", False))
    (letter,) = Message.objects.filter(kind="absence")
    assert letter.attendance.student.number == "S-0004"
    assert letter.subject == "Falta à aula de FR-B1-26A" and letter.body.startswith("Caro/a Sara Lopes,")


def test_not_in_the_group(bruno):
    assert send(bruno, lesson("PT-A1-26A", "2026-10-05"), ("S-0003", True)).status_code == 400


def test_future(bruno):
    assert send(bruno, lesson("PT-A1-26A", "2026-10-08"), ("S-0001", True)).status_code == 409
    assert send(bruno, 99999, ("S-0001", True)).status_code == 404


def test_overview(office):
    lines = office.get("/api/groups/PT-A1-26A/attendance").json()["students"]
    assert [(line["student"], line["percent"]) for line in lines] == [("S-0001", 100), ("S-0002", 40)]
    lines = office.get("/api/groups/DE-A2-26A/attendance").json()["students"]
    assert lines == [{"student": "S-0008", "present": 0, "of": 0, "percent": None}]
