import pytest

JSON = "application/json"


def live(client, code):
    answer = client.get(f"/api/courses/{code}/live")
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    ("code", "trainer", "free", "waiting", "full"),
    [
        ("crawl-1", "Olof Berg", 6, 0, False),
        ("juniors", "Olof Berg", 7, 0, False),
        ("teens", "Rita Salo", 8, 0, False),
        ("dive", "Rita Salo", 0, 2, True),
        ("night", None, 0, 0, True),
    ],
)
def test_screens(client, code, trainer, free, waiting, full):
    found = live(client, code)
    assert (found["code"], found["trainer"], found["free"], found["waiting"], found["full"]) == (code, trainer, free, waiting, full)


def test_whole_answer(client):
    assert live(client, "crawl-1") == {
        "code": "crawl-1",
        "title": "Crawl for beginners",
        "trainer": "Olof Berg",
        "starts_at": "2026-05-13T18:00:00+03:00",
        "weeks": 6,
        "free": 6,
        "waiting": 0,
        "full": False,
    }


def test_follows_the_bookings(client, app):
    assert app("club-tom").post("/api/courses/crawl-1/booking").status_code == 201
    assert live(client, "crawl-1")["free"] == 5
    assert app("club-mika").post("/api/courses/night/booking").json()["state"] == "waiting"
    assert live(client, "night")["waiting"] == 1


def test_unknown_and_method(client):
    assert client.get("/api/courses/none/live").status_code == 404
    assert client.post("/api/courses/crawl-1/live").status_code == 405


def test_other_views(client):
    assert client.get("/api/courses/crawl-1").json()["trainer"] == "Olof Berg"
    assert client.get("/api/courses/night").json()["trainer"] is None
    assert [each["trainer"] for each in client.get("/api/courses").json()["courses"]] == ["Olof Berg", "Rita Salo", None, "Rita Salo"]
