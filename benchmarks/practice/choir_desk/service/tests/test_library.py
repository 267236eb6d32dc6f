from choir_desk.models import OutgoingMail


def test_scores(singer, librarian):
    assert singer.get("/api/scores/1").json()["out"] == 2
    answer = librarian.send("POST", "/api/scores", {"title": "Gloria", "shelf": "v-09", "copies": 12})
    assert answer.status_code == 201 and answer.json()["shelf"] == "V-09"
    assert librarian.send("POST", "/api/scores", {"title": "x", "shelf": "V-09", "copies": 1}).status_code == 409


def test_lend_and_return(librarian):
    answer = librarian.send("POST", "/api/loans", {"score": 1, "member": 5, "lent_on": "2026-10-01"})
    assert answer.status_code == 201
    loan = answer.json()
    assert (loan["copy"], loan["due_on"]) == (3, "2026-11-12")
    back = librarian.send("POST", f"/api/loans/{loan['id']}/return", {"on": "2026-10-20"}).json()
    assert (back["state"], back["closed_on"]) == ("back", "2026-10-20")
    assert librarian.send("POST", f"/api/loans/{loan['id']}/return").status_code == 409


def test_lost(librarian, singer):
    answer = librarian.send("POST", "/api/loans/1/lost", {"on": "2026-10-20"})
    assert answer.status_code == 200 and answer.json()["warned"] is False
    assert singer.get("/api/scores/1").json()["copies"] == 5


def test_lost_and_short(librarian):
    assert librarian.send("POST", "/api/loans/3/lost").json()["warned"] is True
    assert OutgoingMail.objects.last().subject == "Running short: Messiah"


def test_overdue(run):
    assert run("overdue_loans", "--date", "2026-10-15").out == "2 mails, 0 loans of nobody\n"
