from swim_club.models import Booking, Course

JSON = "application/json"


def test_courses(client):
    found = client.get("/api/courses").json()["courses"]
    assert [(each["code"], each["free"]) for each in found] == [("crawl-1", 6), ("dive", 0), ("night", 0), ("teens", 8)]


def test_course(client):
    found = client.get("/api/courses/juniors").json()
    assert found["lessons"][:2] == ["2026-02-25T16:00:00+02:00", "2026-03-04T16:00:00+02:00"]
    assert found["lessons"][-1] == "2026-05-27T16:00:00+03:00"
    assert client.get("/api/courses/none").status_code == 404


def test_live(client):
    found = client.get("/api/courses/night/live").json()
    assert found["full"] is True and found["waiting"] == 0 and found["trainer"] is None
    assert client.get("/api/courses/none/live").status_code == 404


def test_book(app):
    answer = app("tom").post("/api/courses/crawl-1/booking")
    assert answer.status_code == 201 and answer.json() == {"course": "crawl-1", "state": "booked"}
    assert app("tom").post("/api/courses/crawl-1/booking").status_code == 200
    assert Course.objects.get(code="crawl-1").taken == 3


def test_full_course(app):
    assert app("mika").post("/api/courses/night/booking").json()["state"] == "waiting"
    assert Course.objects.get(code="night").taken == 1


def test_age(app):
    assert app("mika").post("/api/courses/teens/booking").status_code == 201
    assert app("tom").post("/api/courses/teens/booking").status_code == 409
    assert app("olof").post("/api/courses/teens/booking").status_code == 409


def test_course_that_has_begun(app):
    assert app("mika").post("/api/courses/juniors/booking").status_code == 409


def test_cancel(app):
    assert app("mika").delete("/api/courses/crawl-1/booking").json()["state"] == "cancelled"
    assert app("mika").delete("/api/courses/crawl-1/booking").status_code == 200
    assert app("olof").delete("/api/courses/crawl-1/booking").status_code == 404
    assert Course.objects.get(code="crawl-1").taken == 1
    assert app("mika").post("/api/courses/crawl-1/booking").status_code == 201


def test_cancel_waiting(app):
    assert app("lea").delete("/api/courses/dive/booking").json()["state"] == "cancelled"
    assert Booking.objects.filter(course__code="dive", state="waiting").count() == 1


def test_my_lessons(app):
    found = app("tom").get("/api/me/lessons").json()["lessons"]
    assert found == [{"at": "2026-05-20T14:00:00-04:00", "course": "night"}]
    assert app("tom").get("/api/me/lessons?since=2026-05-20T14:30").json()["lessons"] == []
    assert app("tom").get("/api/me/lessons?since=x").status_code == 400


def test_my_bookings(app):
    assert app("tom").get("/api/bookings").json()["bookings"] == [
        {"course": "night", "state": "booked"},
        {"course": "dive", "state": "waiting"},
    ]
