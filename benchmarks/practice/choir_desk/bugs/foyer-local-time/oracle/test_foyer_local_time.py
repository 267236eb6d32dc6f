import pytest


def ids(answer):
    return [r["id"] for r in answer.json()["items"]]


@pytest.mark.parametrize(
    "after, expected",
    [
        ("2026-10-12T12:00", [6, 7, 8]),
        ("2026-10-12", [6, 7, 8]),
        ("2026-10-06T09:30:00", [4, 5, 6]),
        ("2026-11-30T00:00", [8]),
        ("2027-05-01T10:00", []),
    ],
)
def test_without_an_offset(singer, after, expected):
    """Any sensible zone gives the same here; to refuse such times is possible, too."""
    answer = singer.get("/api/rehearsals/next", after=after)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert ids(answer) == expected
    else:
        assert answer.json()["error"]


@pytest.mark.parametrize(
    "after, count, expected, more",
    [
        ("2026-10-05T20:00:00+02:00", 2, [3, 4], 4),
        ("2026-10-05T21:29:00+02:00", 2, [3, 4], 4),
        ("2026-10-05T21:30:00+02:00", 2, [4, 5], 3),
        ("2026-10-10T12:29:00+00:00", 1, [5], 3),
        ("2026-10-10T12:30:00Z", 1, [6], 2),
        ("2026-03-29T01:00:00+01:00", 1, [2], 6),
        ("2027-05-01T10:00:00+00:00", 3, [], 0),
    ],
)
def test_with_an_offset(singer, after, count, expected, more):
    answer = singer.get("/api/rehearsals/next", after=after, count=count)
    assert answer.status_code == 200
    assert ids(answer) == expected and answer.json()["more"] == more


def test_the_rest_as_before(singer, admin, nobody):
    assert singer.get("/api/rehearsals/next", after="soon").status_code == 400
    assert singer.get("/api/rehearsals/next", after="2026-10-05T20:00:00Z", count=0).status_code == 400
    assert nobody.get("/api/rehearsals/next", after="2026-10-12T12:00").status_code == 401
    assert singer.get("/api/rehearsals/next").status_code == 200
    data = {"title": "Extra", "venue": "porto-sala", "starts_at": "2026-12-01T10:00"}
    assert admin.send("POST", "/api/rehearsals", data).json()["starts_at"] == "2026-12-01T10:00:00+00:00"
    data["venue"] = "parish-hall"
    assert admin.send("POST", "/api/rehearsals", data).json()["starts_at"] == "2026-12-01T09:00:00+00:00"
