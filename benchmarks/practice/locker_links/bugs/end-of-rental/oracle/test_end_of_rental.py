import pytest


def rent(app, until):
    return app("ota").post("/api/rentals", {"site": "HLN", "size": "M", "until": until})


@pytest.mark.parametrize(
    "until",
    [
        "2026-06-31T10:00",
        "2026-06-31T10:00:00+02:00",
        "2026-07-00T10:00",
        "2026-13-01T10:00",
        "2026-06-12T24:30",
        "2026-06-12 10:61:00",
        "2026-06-12T10:00:00+31:00",
    ],
)
def test_no_such_moment(app, until):
    answer = rent(app, until)
    assert (answer.status_code, answer.json()["problem"]) == (400, "unreadable")
    assert set(answer.json()) == {"problem", "detail"}
    assert app("ota").get("/api/rentals").json() == {"rentals": []}


@pytest.mark.parametrize("until", ["soon", "31.6.2026", "", None, 31, "2026-06-31 at ten"])
def test_what_is_no_moment_at_all(app, until):
    answer = rent(app, until)
    assert (answer.status_code, answer.json()["problem"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "until, said",
    [
        ("2026-06-30T10:00", "2026-06-30T10:00:00+02:00"),
        ("2026-06-30T08:00:00Z", "2026-06-30T10:00:00+02:00"),
        ("2026-06-30 10:00:00 +0300", "2026-06-30T09:00:00+02:00"),
        ("2026-07-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00"),
    ],
)
def test_moments(app, until, said):
    answer = rent(app, until)
    assert answer.status_code == 201
    assert (answer.json()["until"], answer.json()["locker"]) == (said, "HLN-004")


def test_extending_reads_the_same(app, opened):
    number = opened("iva", "SMI")
    answer = app("iva").post(f"/api/rentals/{number}/extend", {"until": "2026-06-31T08:00"})
    assert (answer.status_code, answer.json()["problem"]) == (400, "unreadable")
    assert app("iva").get(f"/api/rentals/{number}").json()["until"] == "2026-06-10T20:00:00+02:00"
    good = app("iva").post(f"/api/rentals/{number}/extend", {"until": "2026-06-12 08:00:00 +0200"})
    assert good.json()["until"] == "2026-06-12T08:00:00+02:00"


def test_ends_that_are_not_allowed(app):
    for until in ["2026-06-10T09:30", "2025-06-12T10:00", "2026-12-31T10:00"]:
        answer = rent(app, until)
        assert (answer.status_code, answer.json()["problem"]) == (400, "until")
