from choir_desk.models import OutgoingMail, Rehearsal


def test_list(singer):
    answer = singer.get("/api/rehearsals", **{"from": "2026-10-01", "to": "2026-10-31"}).json()
    assert [r["title"] for r in answer["items"]] == [
        "Monday rehearsal", "Women's voices", "Guest rehearsal", "Monday rehearsal"
    ]
    assert singer.get("/api/rehearsals", kind="party").status_code == 400


def test_times_of_the_venue(singer):
    guest = singer.get("/api/rehearsals/5").json()
    assert guest["local"] == "2026-10-10T11:00:00+01:00" and guest["starts_at"] == "2026-10-10T10:00:00+00:00"


def test_counts(singer):
    first = singer.get("/api/rehearsals/1").json()
    assert (first["present"], first["marked"]) == (3, 5)


def test_create(admin):
    data = {"title": "Extra", "venue": "porto-sala", "starts_at": "2026-12-01T10:00", "sections": ["T1", "B1"]}
    answer = admin.send("POST", "/api/rehearsals", data)
    assert answer.status_code == 201 and answer.json()["starts_at"] == "2026-12-01T10:00:00+00:00"
    assert answer.json()["present"] == 0


def test_cancel_needs_an_admin(singer):
    assert singer.send("POST", "/api/rehearsals/4/cancel").status_code == 403


def test_cancel(admin):
    answer = admin.send("POST", "/api/rehearsals/4/cancel", {"reason": "The heating is broken."})
    assert answer.status_code == 200 and answer.json()["mails"] == 5
    assert answer.json()["rehearsal"]["cancelled"] is True
    assert "The heating is broken." in OutgoingMail.objects.last().body
    assert admin.send("POST", "/api/rehearsals/4/cancel").status_code == 409


def test_next(singer):
    answer = singer.get("/api/rehearsals/next", after="2026-10-05T20:00:00+02:00", count=2).json()
    assert [r["id"] for r in answer["items"]] == [3, 4] and answer["more"] == 4
    assert singer.get("/api/rehearsals/next", after="soon").status_code == 400


def test_next_in_local_time(singer):
    answer = singer.get("/api/rehearsals/next", after="2026-10-12T12:00").json()
    assert [r["id"] for r in answer["items"]] == [6, 7, 8]


def test_reminders(run):
    assert run("send_reminders", "--date", "2026-10-05").out == "8 reminders for 2026-10-05\n"
    assert "Dear Ruth," in OutgoingMail.objects.first().body
    assert "Bring a pencil." in OutgoingMail.objects.first().body


def test_copy_season(run):
    assert "7 copied, 0 there already" in run("copy_season", "2026", "2032").out
    local = [r.local_start.isoformat() for r in Rehearsal.objects.filter(starts_at__year=2032)]
    assert local[0] == "2032-03-22T19:30:00+01:00"
    assert "0 copied, 7 there already" in run("copy_season", "2026", "2032").out
