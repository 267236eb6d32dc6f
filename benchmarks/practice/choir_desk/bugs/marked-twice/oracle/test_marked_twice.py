PATH = "/api/rehearsals/{}/attendance"


def put(desk, pk, *marks):
    return desk.send("PUT", PATH.format(pk), {"marks": [{"member": m, "state": s} for m, s in marks]})


def states(desk, pk):
    return {m["member"]: m["state"] for m in desk.get(PATH.format(pk)).json()["marks"]}


def test_marked_in_two_requests(librarian, admin):
    first = put(librarian, 3, (1, "present"), (2, "present"))
    assert first.status_code == 200 and first.json() == {"new": 2, "changed": 0, "total": 2}
    second = put(admin, 3, (1, "excused"), (5, "present"))
    assert second.status_code == 200 and second.json() == {"new": 1, "changed": 1, "total": 3}
    assert states(librarian, 3) == {1: "excused", 2: "present", 5: "present"}


def test_same_marks_again(librarian):
    marks = [(1, "present"), (2, "present"), (3, "excused"), (5, "absent"), (6, "present")]
    answer = put(librarian, 1, *marks)
    assert answer.status_code == 200 and answer.json() == {"new": 0, "changed": 0, "total": 5}
    assert states(librarian, 1) == dict(marks)


def test_known_one_last(librarian):
    answer = put(librarian, 2, (7, "present"), (8, "absent"), (2, "present"))
    assert answer.status_code == 200 and answer.json() == {"new": 2, "changed": 1, "total": 4}
    assert states(librarian, 2) == {1: "present", 2: "present", 7: "present", 8: "absent"}


def test_twice_in_one_request(librarian):
    answer = put(librarian, 5, (4, "absent"), (4, "present"))
    assert answer.status_code == 200 and answer.json() == {"new": 1, "changed": 1, "total": 1}
    assert states(librarian, 5) == {4: "present"}


def test_who_noted_it(librarian, admin):
    from choir_desk.models import Attendance

    put(librarian, 3, (1, "present"), (2, "present"))
    put(admin, 3, (1, "absent"), (2, "present"))
    noted = {m.member_id: m.noted_by.email for m in Attendance.objects.filter(rehearsal=3)}
    assert noted[1] == "office@choir.example"


def test_all_or_nothing(librarian):
    answer = put(librarian, 1, (1, "absent"), (999, "present"))
    assert answer.status_code == 400
    assert states(librarian, 1)[1] == "present"
    assert put(librarian, 1, (1, "late")).status_code == 400
    assert librarian.send("PUT", PATH.format(1), {"marks": [3]}).status_code == 400


def test_the_rest(librarian, singer, admin):
    assert put(singer, 1, (1, "absent")).status_code == 403
    assert put(librarian, 99, (1, "absent")).status_code == 404
    put(librarian, 1, (1, "absent"))
    answer = librarian.get("/api/attendance/summary", **{"from": "2026-03-01", "to": "2026-03-31"}).json()
    ruth = answer["items"][0]
    assert (ruth["present"], ruth["marked"], ruth["rate"]) == (1, 2, 50.0)
    assert admin.send("POST", "/api/rehearsals/3/cancel").status_code == 200
    assert put(librarian, 3, (1, "present")).status_code == 409
