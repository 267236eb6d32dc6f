import pytest


def events(client, token, **span):
    answer = client.get(f"/api/follow/{token}/timeline", span)
    assert answer.status_code == 200
    return [event["at"] for event in answer.json()["events"]]


RECEIVED, OTTO, ROSA = "2026-03-04T08:30:00+01:00", "2026-03-11T00:20:00+01:00", "2026-03-12T14:00:00+01:00"


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-03-03", []),
        ("2026-03-04", [RECEIVED]),
        ("2026-03-10", [RECEIVED]),
        ("2026-03-11", [RECEIVED, OTTO]),
        ("2026-03-12", [RECEIVED, OTTO, ROSA]),
        ("2026-03-12T13:59:00", [RECEIVED, OTTO]),
        ("2026-03-12T13:00:00Z", [RECEIVED, OTTO, ROSA]),
        ("2026-03-11T00:20:00", [RECEIVED, OTTO]),
    ],
)
def test_until(client, until, expected):
    assert events(client, "t-moser-2", until=until) == expected


def test_day_ends_in_town(client):
    assert events(client, "t-gruber-1", until="2026-03-10") == ["2026-03-02T10:15:00+01:00", "2026-03-10T22:40:00+01:00"]
    assert events(client, "t-gruber-1", until="2026-03-09") == ["2026-03-02T10:15:00+01:00"]


def test_span(client):
    assert events(client, "t-moser-2", since="2026-03-11", until="2026-03-11") == [OTTO]
    assert events(client, "t-moser-2", since="2026-03-11T00:21:00", until="2026-03-31") == [ROSA]
    assert events(client, "t-moser-2") == [RECEIVED, OTTO, ROSA]
    assert events(client, "t-moser-2", since="2026-03-12") == [ROSA]


def test_no_time(client):
    for until in ("monday", "2026-02-30", "2026-03-10T25:00"):
        assert client.get("/api/follow/t-moser-2/timeline", {"until": until}).status_code == 400
    assert client.get("/api/follow/nobody/timeline?until=2026-03-10").status_code == 404
