def mails():
    from choir_desk.models import OutgoingMail

    return [(m.to, m.subject, m.body.splitlines()[0]) for m in OutgoingMail.objects.all()]


def copies(desk, pk):
    score = desk.get(f"/api/scores/{pk}").json()
    return score["copies"], score["out"]


def test_below_the_minimum(librarian):
    answer = librarian.send("POST", "/api/loans/3/lost", {"on": "2026-10-20"})
    assert answer.status_code == 200
    assert answer.json()["warned"] is True
    loan = answer.json()["loan"]
    assert (loan["id"], loan["state"], loan["closed_on"], loan["score"], loan["member"]) == (3, "lost", "2026-10-20", 2, 3)
    assert mails() == [("office@choir.example", "Running short: Messiah", "H-02 Messiah: 2 left, 3 needed.")]
    assert copies(librarian, 2) == (2, 1)


def test_down_to_the_minimum_and_below(librarian):
    """Evening Hymn has four copies and needs two."""
    first = librarian.send("POST", "/api/loans/4/lost", {"on": "2026-10-20"})
    assert first.status_code == 200 and first.json()["warned"] is False
    assert copies(librarian, 3) == (3, 1)
    second = librarian.send("POST", "/api/loans/5/lost", {"on": "2026-10-21"})
    assert second.status_code == 200 and second.json()["warned"] is False
    assert copies(librarian, 3) == (2, 0) and mails() == []
    third = librarian.send("POST", "/api/loans", {"score": 3, "member": 7, "lent_on": "2026-10-22"})
    assert third.status_code == 201 and third.json()["copy"] == 3
    last = librarian.send("POST", f"/api/loans/{third.json()['id']}/lost", {"on": "2026-10-30"})
    assert last.status_code == 200 and last.json()["warned"] is True
    assert copies(librarian, 3) == (1, 0)
    assert mails() == [("office@choir.example", "Running short: Evening Hymn", "G-03 Evening Hymn: 1 left, 2 needed.")]


def test_both_of_a_short_score(librarian):
    for loan, left in [(3, 2), (6, 1)]:
        answer = librarian.send("POST", f"/api/loans/{loan}/lost", {"on": "2026-10-20"})
        assert answer.status_code == 200 and answer.json()["warned"] is True
        assert mails()[-1][2] == f"H-02 Messiah: {left} left, 3 needed."
    assert copies(librarian, 2) == (1, 0)


def test_minimum_of_zero(librarian):
    made = librarian.send("POST", "/api/scores", {"title": "Gloria", "shelf": "V-09", "copies": 1, "minimum": 0}).json()
    loan = librarian.send("POST", "/api/loans", {"score": made["id"], "member": 7, "lent_on": "2026-10-01"}).json()
    answer = librarian.send("POST", f"/api/loans/{loan['id']}/lost", {"on": "2026-10-02"})
    assert answer.status_code == 200 and answer.json()["warned"] is False
    assert copies(librarian, made["id"]) == (0, 0)


def test_without_a_minimum(librarian):
    answer = librarian.send("POST", "/api/loans/1/lost", {"on": "2026-10-20"})
    assert answer.status_code == 200 and answer.json()["warned"] is False
    assert copies(librarian, 1) == (5, 1) and mails() == []


def test_the_rest(librarian, singer):
    from choir_desk.models import AuditEntry

    assert librarian.send("POST", "/api/loans/6/lost", {"on": "2026-10-20"}).status_code == 200
    assert librarian.send("POST", "/api/loans/6/lost").status_code == 409
    assert librarian.send("POST", "/api/loans/6/return").status_code == 409
    assert copies(librarian, 2) == (2, 1)
    assert [(e.action, e.target) for e in AuditEntry.objects.all()] == [("loan.lost", "loan:6")]
    assert singer.send("POST", "/api/loans/3/lost").status_code == 403
    assert librarian.send("POST", "/api/loans/99/lost").status_code == 404
    assert librarian.send("POST", "/api/loans/3/lost", {"on": "today"}).status_code == 400
    back = librarian.send("POST", "/api/loans/3/return", {"on": "2026-10-21"})
    assert back.status_code == 200 and back.json()["state"] == "back"
