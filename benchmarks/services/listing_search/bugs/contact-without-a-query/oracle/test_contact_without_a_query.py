import pytest


def event(number, kind="contact", **more):
    return {"id": f"o-{number}", "kind": kind, "at": "2026-09-10T11:00:00Z", **more}


@pytest.mark.parametrize("kind", ["contact", "save", "click", "search"])
def test_events_without_a_query(call, conn, kind):
    answer = call("POST", "/events", json={"events": [event(1, kind, listing_id="L-1001"), event(2, kind, query=None)]})
    assert (answer.status_code, answer.json()) == (202, {"stored": 2, "known": 0})
    rows = conn.execute("SELECT query, kind FROM events WHERE id LIKE 'o-%'").fetchall()
    assert [(row["query"], row["kind"]) for row in rows] == [(None, kind)] * 2


def test_blanks_are_dropped(call, conn):
    call("POST", "/events", "s-anna", json={"events": [event(1, "search", query="  wing   chair ", results=1)]})
    row = conn.execute("SELECT * FROM events WHERE id = 'o-1'").fetchone()
    assert (row["query"], row["results"], row["user_id"]) == ("wing chair", 1, "U-1")


def test_known_events(call):
    body = {"events": [event(1), event(1)]}
    assert call("POST", "/events", json=body).json() == {"stored": 1, "known": 1}
