import pytest


def event(number, **more):
    return {"id": f"o-{number}", "kind": "search", "at": "2026-09-10T11:00:00Z", "query": "sofa", "results": 3, **more}


@pytest.mark.parametrize(
    ("numbers", "stored"), [([1, 1], 1), ([1, 2, 1, 3, 2], 3), ([1] * 100, 1), ([], 0), ([1, 2, 3], 3)]
)
def test_event_twice_in_a_batch(call, conn, numbers, stored):
    answer = call("POST", "/events", json={"events": [event(number) for number in numbers]})
    assert answer.status_code == 202
    assert answer.json() == {"stored": stored, "known": len(numbers) - stored}
    assert conn.execute("SELECT count(*) FROM events WHERE id LIKE 'o-%'").fetchone()[0] == stored


def test_event_twice_in_two_batches(call, conn):
    assert call("POST", "/events", "s-anna", json={"events": [event(1)]}).json() == {"stored": 1, "known": 0}
    assert call("POST", "/events", json={"events": [event(2), event(1), event(2)]}).json() == {"stored": 1, "known": 2}
    rows = conn.execute("SELECT user_id FROM events WHERE id LIKE 'o-%' ORDER BY id").fetchall()
    assert [row["user_id"] for row in rows] == ["U-1", None]


def test_locked_database(call, conn):
    conn.execute("BEGIN IMMEDIATE")
    answer = call("POST", "/events", json={"events": [event(1)]})
    conn.execute("ROLLBACK")
    assert answer.status_code == 503
