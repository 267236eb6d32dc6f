def test_marks(librarian, singer):
    marks = [{"member": 1, "state": "present"}, {"member": 7, "state": "excused"}]
    answer = librarian.send("PUT", "/api/rehearsals/3/attendance", {"marks": marks})
    assert answer.json() == {"new": 2, "changed": 0, "total": 2}
    names = [m["name"] for m in singer.get("/api/rehearsals/3/attendance").json()["marks"]]
    assert names == ["Ruth Adler", "Nils Hansen"]


def test_bad_marks(librarian, singer):
    assert librarian.send("PUT", "/api/rehearsals/3/attendance", {"marks": []}).status_code == 400
    bad = {"marks": [{"member": 999, "state": "present"}]}
    assert librarian.send("PUT", "/api/rehearsals/3/attendance", bad).status_code == 400
    assert singer.send("PUT", "/api/rehearsals/3/attendance", bad).status_code == 403


def test_summary(librarian):
    answer = librarian.get("/api/attendance/summary", **{"from": "2026-03-01", "to": "2026-03-31"}).json()
    jonas = answer["items"][1]
    assert (jonas["present"], jonas["marked"], jonas["rate"]) == (1, 2, 50.0)
    assert answer["rate"] == 57.1
