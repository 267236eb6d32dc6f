import pytest


@pytest.mark.parametrize(
    "day, said",
    [
        ("2026-03-12", ["15:00-19:00"]),
        ("2026-03-13", []),
        ("2026-03-14", []),
        ("2026-03-21", ["10:00-13:00", "14:00-17:00"]),
        ("2026-03-22", ["11:00-16:00"]),
    ],
)
def test_hours(ask, day, said):
    assert ask(None, "get", f"/api/hours?day={day}")[1] == {"day": day, "open": said}


def test_next(ask):
    assert ask(None, "get", "/api/hours/next")[1] == {"opens": "2026-03-12T15:00:00+01:00"}
    ask("ada", "put", "/api/hours/2026-03-12", {"hours": ""})
    assert ask(None, "get", "/api/hours/next")[1] == {"opens": "2026-03-19T15:00:00+01:00"}


def test_special_days(ask):
    path = "/api/hours/2026-03-13"
    assert ask("ada", "put", path, {"hours": "9:00-12:00"})[0] == 400
    assert ask("ada", "put", path, {"hours": "14:00-12:00"})[0] == 400
    assert ask("ada", "put", path, {"hours": "09:00-12:00"})[1]["open"] == ["09:00-12:00"]
    assert ask("ada", "put", path, {"hours": None})[1]["open"] == []


@pytest.mark.parametrize(
    "at, status",
    [
        ("2026-03-12T15:30:00+01:00", 200),
        ("2026-03-21T16:00", 200),
        ("2026-03-21T13:30", 409),
        ("2026-03-14T10:30", 409),
        ("2026-03-05T16:00", 409),
        ("soon", 400),
    ],
)
def test_picking_up(ask, at, status):
    offered = next(each for each in ask("ben", "get", "/api/me/requests")[1]["requests"] if each["state"] == "offered")
    assert ask("ben", "post", f"/api/requests/{offered['id']}/pickup", {"at": at})[0] == status
