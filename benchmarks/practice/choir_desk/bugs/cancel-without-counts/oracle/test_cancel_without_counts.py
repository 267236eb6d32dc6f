def mails():
    from choir_desk.models import OutgoingMail

    return list(OutgoingMail.objects.all())


def test_cancel_a_sectional(admin, singer):
    answer = admin.send("POST", "/api/rehearsals/4/cancel", {"reason": "The heating is broken."})
    assert answer.status_code == 200
    data = answer.json()
    assert data["mails"] == 5 and len(mails()) == 5
    shown = data["rehearsal"]
    assert shown["cancelled"] is True and shown["title"] == "Women's voices"
    assert sorted(shown["sections"]) == ["A1", "A2", "S1", "S2"]
    assert (shown["present"], shown["marked"]) == (0, 0)
    assert shown["local"] == "2026-10-07T18:00:00+02:00"
    assert mails()[0].subject == "Cancelled: Women's voices" and "The heating is broken." in mails()[0].body
    assert singer.get("/api/rehearsals/4").json() == shown


def test_cancel_with_marks(admin, singer):
    for pk, present, marked in [(1, 3, 5), (2, 1, 2)]:
        answer = admin.send("POST", f"/api/rehearsals/{pk}/cancel")
        assert answer.status_code == 200 and answer.json()["mails"] == 8
        shown = answer.json()["rehearsal"]
        assert (shown["id"], shown["present"], shown["marked"], shown["cancelled"]) == (pk, present, marked, True)
        assert singer.get(f"/api/rehearsals/{pk}").json() == shown
    assert singer.get("/api/rehearsals").json()["total"] == 6
    assert singer.get("/api/rehearsals", cancelled=1).json()["total"] == 8


def test_only_once(admin):
    assert admin.send("POST", "/api/rehearsals/5/cancel", {"reason": "Storm"}).status_code == 200
    assert admin.send("POST", "/api/rehearsals/5/cancel", {"reason": "Storm"}).status_code == 409
    assert len(mails()) == 8


def test_history_is_kept(admin):
    from choir_desk.models import AuditEntry

    assert admin.send("POST", "/api/rehearsals/7/cancel", {}).status_code == 200
    assert [(e.action, e.target) for e in AuditEntry.objects.all()] == [("rehearsal.cancel", "rehearsal:7")]


def test_refusals(admin, singer, nobody):
    assert admin.send("POST", "/api/rehearsals/99/cancel").status_code == 404
    assert singer.send("POST", "/api/rehearsals/4/cancel").status_code == 403
    assert nobody.send("POST", "/api/rehearsals/4/cancel").status_code == 401
    assert admin.send("POST", "/api/rehearsals/4/cancel", {"reason": 5}).status_code == 400
    assert admin.get("/api/rehearsals/4").json()["cancelled"] is False and not mails()


def test_other_views(admin, singer):
    first = singer.get("/api/rehearsals").json()["items"][0]
    assert (first["id"], first["present"], first["marked"]) == (1, 3, 5)
    data = {"title": "Extra", "venue": "parish-hall", "starts_at": "2026-12-01T10:00", "sections": ["T1"]}
    made = admin.send("POST", "/api/rehearsals", data)
    assert made.status_code == 201 and (made.json()["present"], made.json()["marked"]) == (0, 0)
    changed = admin.send("PATCH", "/api/rehearsals/2", {"minutes": 200})
    assert changed.status_code == 200 and (changed.json()["present"], changed.json()["marked"]) == (1, 2)
