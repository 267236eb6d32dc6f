import pytest

from language_school import levels


@pytest.mark.parametrize(("score", "level"), [(0, "A1"), (19, "A1"), (20, "A2"), (40, "B1"), (57, "B1"), (58, "B2"), (100, "C2")])
def test_levels(score, level):
    assert levels.level_for(score) == level


def test_record_and_suggest(office):
    data = {"language": "de", "score": 25}
    answer = office.post("/api/students/S-0009/placements", data, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json() == {"level": "A2", "taken_on": "2026-10-08", "suggested": ["DE-A2-26A"]}
    assert office.post("/api/students/S-0009/placements", data, content_type="application/json").status_code == 200
    data["score"] = 30
    assert office.post("/api/students/S-0009/placements", data, content_type="application/json").status_code == 409


@pytest.mark.parametrize("data", [{"language": "xx", "score": 1}, {"language": "de", "score": 101}, {"language": "de", "score": True}])
def test_unreadable_test(office, data):
    assert office.post("/api/students/S-0009/placements", data, content_type="application/json").status_code == 400


def test_summary(office):
    answer = office.get("/api/placements/summary?language=pt").json()
    assert answer == {"tests": 5, "best": 56, "mean": 34.4, "quartiles": [15.0, 44.0, 45.0]}
    assert office.get("/api/placements/summary?language=es").status_code == 400


def test_summary_of_nothing(office):
    answer = office.get("/api/placements/summary?language=en").json()
    assert answer == {"tests": 0, "best": None, "mean": None, "quartiles": None}


def test_enrol(office):
    for number, status in [("S-0008", 200), ("S-0009", 201), ("S-0001", 409)]:
        answer = office.post(f"/api/students/{number}/enrolments", {"group": "DE-A2-26A"}, content_type="application/json")
        assert answer.status_code == status


def test_who(client, bruno):
    assert client.get("/api/placements/summary?language=pt").status_code == 401
    assert bruno.post("/api/students/S-0009/invoices", {}, content_type="application/json").status_code == 403
