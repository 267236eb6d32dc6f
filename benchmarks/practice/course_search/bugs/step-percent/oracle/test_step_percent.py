from datetime import date

import pytest


def steps(answer):
    assert answer.status_code == 200
    return [(step["price"], step["step"], step["percent"]) for step in answer.json()["changes"]]


def test_free_at_first(client):
    answer = client.get("/courses/SL-100/prices")
    assert steps(answer) == [(0.0, None, None), (12.0, 12.0, None)]
    assert answer.json()["change_percent"] is None
    assert (answer.json()["lowest"], answer.json()["highest"], answer.json()["today"]) == (0.0, 0.0, 0.0)


def test_free_in_between(own, client, service):
    with service("store").opened(own.database) as conn:
        service("prices").record(conn, "DE-001", 45.0, date(2026, 9, 1), "office")
    answer = client.get("/courses/DE-001/prices")
    assert steps(answer) == [(60.0, None, None), (0.0, -60.0, -100.0), (45.0, 45.0, None)]
    assert answer.json()["change_percent"] == -25.0


def test_always_free(own, client, service):
    with service("store").opened(own.database) as conn:
        service("prices").record(conn, "CH-100", 0.0, date(2026, 3, 1), "office")
    answer = client.get("/courses/CH-100/prices")
    assert steps(answer) == [(0.0, None, None)]
    assert answer.json()["change_percent"] is None


@pytest.mark.parametrize(
    ("code", "percents", "change"),
    [
        ("SP-101", [None, 10.0, 4.5], 15.0),
        ("PY-100", [None, -8.3], -8.3),
        ("DE-001", [None, -100.0], -100.0),
        ("YO-100", [None, None, 14.3, 6.2], 14.3),
        ("AS-900", [None, None], 0.0),
        ("BB-100", [], None),
    ],
)
def test_other_courses(client, code, percents, change):
    answer = client.get(f"/courses/{code}/prices")
    assert [percent for _, _, percent in steps(answer)] == percents
    assert answer.json()["change_percent"] == change


def test_unknown_course(client):
    assert client.get("/courses/NO-1/prices").status_code == 404
