from datetime import date

from grant_desk.services.reminders import remind


def assign(officer, path, reviewer, due_on):
    assert officer.post(f"{path}/reviewers", json={"reviewer": reviewer, "due_on": due_on}).status_code == 201


def test_reminders(officer, reviewer, apply, connection, settings):
    first, second = apply(), apply()
    assign(officer, first.path, 2, "2026-04-20")
    assign(officer, first.path, 3, "2026-04-21")
    assign(officer, second.path, 2, "2026-04-24")
    reviewer.put(f"{first.path}/review", json={"scores": {"idea": 5, "team": 5}})
    assert remind(connection, settings, date(2026, 4, 20)) == ["TEST26-0001 2026-04-21 Rosa <rosa@mail.test>"]
    assert len(remind(connection, settings, date(2026, 4, 30))) == 2


def test_leave(officer, reviewer):
    assert officer.post("/users/2/leave").json() == {"id": 2, "name": "Rui", "left_on": "2026-03-10"}
    assert reviewer.get("/me").status_code == 401
    assert officer.post("/users/2/leave").status_code == 409
    assert officer.post("/users/1/leave").status_code == 409


def test_reviews_of_leavers_go_to_the_office(officer, apply, connection, settings):
    assign(officer, apply().path, 2, "2026-04-20")
    officer.post("/users/2/leave")
    assert remind(connection, settings, date(2026, 4, 20)) == ["TEST26-0001 2026-04-20 Rui <desk@fundacao.test>"]
