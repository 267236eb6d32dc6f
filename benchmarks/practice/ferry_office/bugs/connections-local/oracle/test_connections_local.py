import pytest


def ways(client, query):
    answer = client.get("/api/connections?" + query)
    assert answer.status_code == 200
    return [[leg["number"] for leg in way["legs"]] for way in answer.json()["connections"]]


@pytest.mark.parametrize("moment, expected", [
    ("2026-07-10T11:00", [["K103", "K202"]]),
    ("2026-07-10T08:00", [["K101", "K201"], ["K103", "K202"]]),
    ("2026-07-10T08:01:00", [["K103", "K202"]]),
    ("2026-07-10%2007:59", [["K101", "K201"], ["K103", "K202"]]),
    ("2026-07-10", [["K101", "K201"], ["K103", "K202"]]),
    ("2026-07-11", []),
    ("2026-07-10T08:30Z", [["K103", "K202"]]),
    ("2026-07-10T05:00%2B00:00", [["K101", "K201"], ["K103", "K202"]]),
    ("11:00", [["K103", "K202"]]),
    ("", [["K101", "K201"], ["K103", "K202"]]),
])
def test_connections(visitor, moment, expected):
    assert ways(visitor, f"origin=HAV&destination=VIK&departs_after={moment}") == expected


def test_direct_ways(visitor):
    assert ways(visitor, "origin=hav&destination=sun&departs_after=2026-07-10T12:01") == [["K105"], ["K110"]]
    assert ways(visitor, "origin=hav&destination=sun&departs_after=2026-07-10T12:00") == [["K103"], ["K105"], ["K110"]]


def test_lists(visitor):
    for moment in ("2026-07-10T10:10", "10:10", "2026-07-10T07:10Z"):
        found = visitor.get(f"/api/sailings?origin=SUN&departs_after={moment}").json()["sailings"]
        assert [one["number"] for one in found] == ["K201", "K202"]


@pytest.mark.parametrize("moment", ["soon", "25:10", "2026-13-01T10:00"])
def test_nonsense(visitor, moment):
    answer = visitor.get(f"/api/connections?origin=HAV&destination=VIK&departs_after={moment}")
    assert answer.status_code == 400
    assert answer.json() == {"error": "departs_after: not a date and time"}
