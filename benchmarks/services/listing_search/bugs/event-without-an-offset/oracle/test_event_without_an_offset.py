import pytest


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2026-09-10T11:00:00", "2026-09-10T09:00:00+00:00"),
        ("2026-01-10T11:00:00", "2026-01-10T10:00:00+00:00"),
        ("2026-09-10T11:00:00Z", "2026-09-10T11:00:00+00:00"),
        ("2026-09-10T11:00:00+05:30", "2026-09-10T05:30:00+00:00"),
        ("2026-09-21T10:30:00", "2026-09-21T08:00:00+00:00"),
        ("2026-09-21T09:59:00", "2026-09-21T07:59:00+00:00"),
        ("2031-01-01T00:00:00Z", "2026-09-21T08:00:00+00:00"),
    ],
)
def test_instants(call, conn, at, kept):
    body = {"events": [{"id": "o-1", "kind": "search", "at": at, "query": "sofa", "results": 3}]}
    answer = call("POST", "/events", json=body)
    assert (answer.status_code, answer.json()) == (202, {"stored": 1, "known": 0})
    assert conn.execute("SELECT at FROM events WHERE id = 'o-1'").fetchone()[0] == kept


def test_no_instant(call):
    for wrong in ("yesterday", "2026-13-01T00:00:00", ""):
        assert call("POST", "/events", json={"events": [{"id": "o-1", "kind": "save", "at": wrong}]}).status_code == 422
