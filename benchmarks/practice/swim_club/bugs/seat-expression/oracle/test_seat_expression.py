from swim_club.models import AuditEntry, Booking, Course, Mail, Member


def states(code):
    return {booking.member.name: booking.state for booking in Booking.objects.filter(course__code=code)}


def taken(code):
    return Course.objects.get(code=code).taken


def cancel(app, who, code):
    answer = app(f"club-{who}").delete(f"/api/courses/{code}/booking")
    assert answer.status_code == 200
    assert answer.json() == {"course": code, "state": "cancelled"}


def test_first_who_waits_gets_the_place(app):
    cancel(app, "mika", "dive")
    assert states("dive") == {"Mika Laine": "cancelled", "Tom Hart": "booked", "Lea Koski": "waiting"}
    assert taken("dive") == 1
    assert [(mail.to, mail.kind, mail.subject) for mail in Mail.objects.all()] == [("tom@lake.example", "promoted", "A place in Diving")]
    assert [entry.subject.name for entry in AuditEntry.objects.filter(action="booking.promoted")] == ["Tom Hart"]


def test_then_the_next(app):
    cancel(app, "mika", "dive")
    cancel(app, "mika", "dive")
    assert states("dive")["Lea Koski"] == "waiting"
    cancel(app, "tom", "dive")
    assert states("dive") == {"Mika Laine": "cancelled", "Tom Hart": "cancelled", "Lea Koski": "booked"}
    cancel(app, "lea", "dive")
    assert taken("dive") == 0


def test_back_to_the_end_of_the_list(app):
    cancel(app, "mika", "dive")
    answer = app("club-mika").post("/api/courses/dive/booking")
    assert answer.status_code == 201 and answer.json()["state"] == "waiting"
    assert taken("dive") == 1


def test_more_than_one_free(app):
    Course.objects.filter(code="dive").update(capacity=2)
    cancel(app, "mika", "dive")
    assert states("dive") == {"Mika Laine": "cancelled", "Tom Hart": "booked", "Lea Koski": "booked"}
    assert taken("dive") == 2


def test_overbooked_course(app):
    """The hall got smaller: nobody moves up before there is a place."""
    Course.objects.filter(code="crawl-1").update(capacity=1)
    tom = Member.objects.get(name="Tom Hart")
    Booking.objects.create(course=Course.objects.get(code="crawl-1"), member=tom, state="waiting", made_at="2026-02-01T09:00:00+02:00")
    cancel(app, "mika", "crawl-1")
    assert states("crawl-1")["Tom Hart"] == "waiting" and taken("crawl-1") == 1
    cancel(app, "lea", "crawl-1")
    assert states("crawl-1")["Tom Hart"] == "booked" and taken("crawl-1") == 1


def test_nobody_waits(app):
    cancel(app, "mika", "crawl-1")
    assert taken("crawl-1") == 1
    cancel(app, "lea", "dive")
    assert taken("dive") == 1 and not Mail.objects.exists()


def test_count_is_made_in_the_database(app, monkeypatch):
    """Somebody else books between our reading and our writing."""
    from swim_club import bookings

    ours = bookings.course("crawl-1")
    assert app("club-tom").post("/api/courses/crawl-1/booking").status_code == 201
    bookings.cancel(ours, Member.objects.get(name="Mika Laine"))
    assert taken("crawl-1") == 2


def test_unknown(app):
    assert app("club-olof").delete("/api/courses/dive/booking").status_code == 404
