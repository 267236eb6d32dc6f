def event(number, **more):
    known = {"id": f"t-{number}", "kind": "search", "at": "2026-09-10T11:00:00Z"}
    return {**known, "query": "sofa", "results": 3, **more}


def test_events_are_kept_once(call):
    body = {"events": [event(1), event(2)]}
    assert call("POST", "/events", json=body).json() == {"stored": 2, "known": 0}
    assert call("POST", "/events", json=body).json() == {"stored": 0, "known": 2}


def test_events_belong_to_their_user(call, conn):
    call("POST", "/events", "s-anna", json={"events": [event(1)]})
    assert conn.execute("SELECT user_id FROM events WHERE id = 't-1'").fetchone()[0] == "U-1"


def test_wrong_events_are_refused(call):
    for wrong in ({"kind": "stare"}, {"at": "yesterday"}, {"position": -1}):
        assert call("POST", "/events", json={"events": [event(1, **wrong)]}).status_code == 422


def test_locked_database_is_an_honest_503(call, conn):
    conn.execute("BEGIN IMMEDIATE")
    answer = call("POST", "/events", json={"events": [event(1)]})
    conn.execute("ROLLBACK")
    assert answer.status_code == 503
