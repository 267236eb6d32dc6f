from datetime import date

from course_search import prices
from course_search.store import opened


def test_history(client):
    found = client.get("/courses/SP-101/prices").json()
    assert [step["step"] for step in found["changes"]] == [None, 12.0, 6.0]
    assert (found["lowest"], found["highest"], found["today"], found["change_percent"]) == (
        120.0,
        138.0,
        138.0,
        15.0,
    )


def test_future_changes_do_not_count_yet(client):
    found = client.get("/courses/YO-100/prices").json()
    assert found["highest"] == 112.0
    assert found["changes"][-1] == {"valid_from": "2026-12-01", "price": 119.0, "step": 7.0}


def test_course_without_changes(client):
    found = client.get("/courses/BB-100/prices").json()
    assert (found["changes"], found["lowest"], found["change_percent"]) == ([], None, None)


def test_price_on_a_day(client):
    assert client.get("/courses/YO-100/prices/2026-03-01").json()["price"] is None
    assert client.get("/courses/YO-100/prices/2026-02-28").json()["price"] == 98.0
    assert client.get("/courses/YO-100/prices/today").status_code == 400


def test_same_price_is_no_change(own):
    with opened(own.database) as conn:
        assert not prices.record(conn, "PY-100", 220.0, date(2026, 9, 1), "office")
        assert prices.record(conn, "PY-100", 230.0, date(2026, 9, 1), "office")
