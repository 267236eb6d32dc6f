from language_school.models import Attendance, Lesson, Message


def lesson(code, day):
    return Lesson.objects.get(group__code=code, starts_at__date=day).pk


def send(post, client, pk, *rows):
    return post(client, f"/api/lessons/{pk}/register", {"rows": [{"student": n, "present": p, "remark": r} for n, p, r in rows]})


def kept(pk):
    return list(Attendance.objects.filter(lesson=pk).order_by("student__number").values_list("student__number", "present", "remark"))


def test_absent(bruno, post):
    pk = lesson("PT-A1-26A", "2026-10-05")
    answer = send(post, bruno, pk, ("S-0001", True, ""), ("S-0002", False, "ill"))
    assert (answer.status_code, answer.json()) == (201, {"lesson": pk, "new": ["S-0001", "S-0002"], "registered": 2})
    assert kept(pk) == [("S-0001", True, ""), ("S-0002", False, "ill")]
    (letter,) = Message.objects.all()
    assert letter.student.number == "S-0002" and letter.attendance == Attendance.objects.get(lesson=pk, student__number="S-0002")
    assert letter.subject == "Versäumter Unterricht PT-A1-26A" and "am 2026-10-05 fand ohne Lena Hartmann statt" in letter.body


def test_again(bruno, post):
    pk = lesson("FR-B1-26A", "2026-10-07")
    assert send(post, bruno, pk, ("S-0004", False, "")).status_code == 201
    answer = send(post, bruno, pk, ("S-0004", True, "late"), ("S-0003", False, ""))
    assert (answer.status_code, answer.json()) == (201, {"lesson": pk, "new": ["S-0003"], "registered": 2})
    answer = send(post, bruno, pk, ("S-0004", False, ""), ("S-0003", False, ""))
    assert (answer.status_code, answer.json()) == (200, {"lesson": pk, "new": [], "registered": 2})
    assert kept(pk) == [("S-0003", False, ""), ("S-0004", False, "")]
    assert sorted(Message.objects.values_list("student__number", "kind")) == [("S-0003", "absence"), ("S-0004", "absence")]
    assert all(letter.attendance.student == letter.student for letter in Message.objects.all())


def test_all_there(bruno, post):
    pk = lesson("PT-A1-26A", "2026-10-05")
    assert send(post, bruno, pk, ("S-0001", True, "")).status_code == 201
    assert not Message.objects.exists()


def test_refused(bruno, post):
    pk = lesson("PT-A1-26A", "2026-10-05")
    assert send(post, bruno, pk, ("S-0001", False, ""), ("S-0003", False, "")).status_code == 400
    assert send(post, bruno, lesson("PT-A1-26A", "2026-10-08"), ("S-0001", False, "")).status_code == 409
    assert kept(pk) == [] and not Message.objects.exists()
