import pytest


@pytest.fixture
def evening(call):
    """Three evenings of lectures: a Monday without hours, a Thursday and a Saturday with them."""
    for day, hours in [("2026-03-16", "+18:00-20:00"), ("2026-03-19", "+20:00-21:30"), ("2026-03-21", "+19:00-21:00")]:
        assert call("ada", "put", f"/api/hours/{day}", {"hours": hours})[0] == 200


def pick_up(call, at):
    mine = call("ben", "get", "/api/me/requests")[1]["requests"]
    offered = next(each for each in mine if each["state"] == "offered")
    return call("ben", "post", f"/api/requests/{offered['id']}/pickup", {"at": at})


@pytest.mark.parametrize(
    "at, said",
    [
        ("2026-03-16T18:30", "2026-03-16T18:30:00+01:00"),
        ("2026-03-16T18:00:00+01:00", "2026-03-16T18:00:00+01:00"),
        ("2026-03-16T18:59:00Z", "2026-03-16T19:59:00+01:00"),
        ("2026-03-19T16:00", "2026-03-19T16:00:00+01:00"),
        ("2026-03-19T21:00", "2026-03-19T21:00:00+01:00"),
        ("2026-03-21T10:00", "2026-03-21T10:00:00+01:00"),
        ("2026-03-21T20:00", "2026-03-21T20:00:00+01:00"),
    ],
)
def test_open(call, evening, at, said):
    status, data = pick_up(call, at)
    assert (status, data["pickup_at"]) == (200, said)
    assert said in [each["pickup_at"] for each in call("ben", "get", "/api/me/requests")[1]["requests"]]


@pytest.mark.parametrize(
    "at",
    ["2026-03-16T17:59", "2026-03-16T20:00", "2026-03-16T20:00:00Z", "2026-03-19T19:30", "2026-03-19T21:30", "2026-03-21T18:00", "2026-03-13T18:30"],
)
def test_closed(call, evening, refused, at):
    refused(pick_up(call, at), 409)


def test_summer_time(call):
    assert call("ada", "put", "/api/hours/2026-03-30", {"hours": "+18:00-20:00"})[0] == 200
    assert pick_up(call, "2026-03-30T16:30:00Z")[1]["pickup_at"] == "2026-03-30T18:30:00+02:00"
    assert pick_up(call, "2026-03-30T18:30:00Z")[0] == 409


def test_the_next_opening(call):
    for day in ["2026-03-12", "2026-03-19"]:
        call("ada", "put", f"/api/hours/{day}", {"hours": ""})
    call("ada", "put", "/api/hours/2026-03-13", {"hours": "+18:00-20:00"})
    assert call(None, "get", "/api/hours/next") == (200, {"opens": "2026-03-13T18:00:00+01:00"})


def test_hours_as_shown(call, evening):
    shown = lambda day: call(None, "get", f"/api/hours?day={day}")[1]["open"]
    assert shown("2026-03-16") == ["18:00-20:00"]
    assert shown("2026-03-19") == ["15:00-19:00", "20:00-21:30"]
    assert shown("2026-03-21") == ["10:00-13:00", "14:00-17:00", "19:00-21:00"]
    assert shown("2026-03-22") == ["11:00-16:00"]
    assert shown("2026-03-14") == shown("2026-03-17") == []


def test_days_without_a_plus(call, refused):
    assert call(None, "get", "/api/hours/next")[1] == {"opens": "2026-03-12T15:00:00+01:00"}
    refused(pick_up(call, "2026-03-14T11:00"), 409)
    assert pick_up(call, "2026-03-22T11:00")[0] == 200
    refused(call("ada", "put", "/api/hours/2026-03-16", {"hours": "+20:00-18:00"}), 400)
