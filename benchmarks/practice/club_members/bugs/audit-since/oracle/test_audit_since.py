import json

import pytest

ENTRIES = [
    ("2026-09-01T08:00:00+00:00", 2, 4, "changed"),
    ("2026-09-20T23:30:00+00:00", None, 9, "membership_ended"),
    ("2026-10-01T00:00:00+00:00", 1, 5, "role"),
    ("2026-10-02T12:00:00+00:00", 4, 4, "login"),
]


@pytest.fixture(autouse=True)
def log(conn):
    conn.execute("DELETE FROM audit")
    for number, entry in enumerate(ENTRIES, start=1):
        sql = "INSERT INTO audit (id, created_at, actor_id, member_id, action, details) VALUES (?, ?, ?, ?, ?, ?)"
        conn.execute(sql, (number, *entry, json.dumps({"n": number})))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("since=2026-10-01T00:00:00Z", [4, 3]),
        ("since=2026-10-01T00:00:01Z", [4]),
        ("since=2026-09-01T00:00:00%2B02:00", [4, 3, 2, 1]),
        ("since=2026-09-20T23:30:00", [4, 3, 2]),
        ("since=2026-09-01T00:00:00Z&limit=2", [4, 3]),
        ("since=2026-09-10T00:00:00Z&member_id=4", [4]),
        ("since=2026-09-10T00:00:00Z&action=role&member_id=5", [3]),
        ("since=2026-12-01T00:00:00Z", []),
    ],
)
def test_since(ask, query, ids):
    answer = ask(1, "GET", f"/audit?{query}")
    assert answer.status_code == 200
    assert [entry["id"] for entry in answer.json()] == ids


@pytest.mark.parametrize(("query", "ids"), [("", [4, 3, 2, 1]), ("member_id=4", [4, 1]), ("action=role", [3]), ("limit=1", [4])])
def test_without_since(ask, query, ids):
    assert [entry["id"] for entry in ask(1, "GET", f"/audit?{query}").json()] == ids


def test_actors_are_named(ask):
    found = ask(1, "GET", "/audit?since=2026-09-01T00:00:00Z").json()
    assert [entry["actor"] for entry in found] == ["Lena Gruber", "Rosa Pichler", None, "Tomaž Kralj"]
    assert [entry["created_at"] for entry in found] == ["2026-10-02T12:00:00Z", "2026-10-01T00:00:00Z", "2026-09-20T23:30:00Z", "2026-09-01T08:00:00Z"]
    assert [entry["details"] for entry in found] == [{"n": 4}, {"n": 3}, {"n": 2}, {"n": 1}]


def test_copies_of_personal_data(ask):
    found = ask(4, "GET", "/members/4/personal-data").json()["audit"]
    assert [entry["action"] for entry in found] == ["login", "changed"]


def test_wrong_questions(ask):
    assert ask(1, "GET", "/audit?since=yesterday").status_code == 422
    assert ask(2, "GET", "/audit?since=2026-10-01T00:00:00Z").status_code == 403
