import pytest


@pytest.mark.parametrize(
    "query",
    [
        "since=0001-01-01",
        "since=0001-01-01T00:00",
        "since=0001-01-01T01:00:00%2B02:00",
        "until=9999-12-31T23:00-05:00",
        "until=9999-12-31T23:59:59-12:00",
        "since=0001-01-01&until=2026-05-11",
        "since=1899-12-30",
        "until=2101-01-02",
    ],
)
def test_years_that_we_do_not_take(app, query):
    answer = app("club-aino").get(f"/api/staff/audit?{query}")
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_lessons_too(app):
    for query in ("since=9999-12-31", "since=0001-01-01"):
        assert app("club-tom").get(f"/api/me/lessons?{query}").status_code == 400


def actions(app, **query):
    answer = app("club-aino").get("/api/staff/audit", query)
    assert answer.status_code == 200
    return [entry["action"] for entry in answer.json()["entries"]]


ALL = ["account.closed", "signin.failed", "signin.token", "role.changed", "account.confirmed", "role.changed"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ALL),
        ({"since": ""}, ALL),
        ({"since": "1900-01-02"}, ALL),
        ({"since": "1970-01-01T00:00:00Z", "until": "2100-01-01"}, ALL),
        ({"since": "2026-05-11"}, ["account.closed", "signin.failed"]),
        ({"since": "2026-05-11T00:30:00+03:00"}, ["account.closed", "signin.failed"]),
        ({"since": "2026-05-11T00:31"}, ["account.closed"]),
        ({"until": "2026-01-01"}, ["role.changed"]),
        ({"since": "2026-05-10T20:30:00Z", "until": "2026-05-11"}, ["signin.token"]),
    ],
)
def test_filters(app, query, found):
    assert actions(app, **query) == found


def test_what_is_no_time(app):
    for value in ("yesterday", "2026-02-30", "0000-01-01"):
        assert app("club-aino").get("/api/staff/audit", {"since": value}).status_code == 400


def test_lessons(app):
    found = app("club-tom").get("/api/me/lessons?since=2026-05-20T13:30").json()["lessons"]
    assert found == [{"at": "2026-05-20T14:00:00-04:00", "course": "night"}]
