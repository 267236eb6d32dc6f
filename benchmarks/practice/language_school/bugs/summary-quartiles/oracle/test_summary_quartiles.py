import pytest


def summary(office, language):
    answer = office.get(f"/api/placements/summary?language={language}")
    assert answer.status_code == 200, language
    return answer.json()


@pytest.mark.parametrize(("language", "score"), [("de", 33), ("ja", 47)])
def test_one_test(office, language, score):
    assert summary(office, language) == {"tests": 1, "best": score, "mean": score, "quartiles": None}


def test_a_second_one_gives_quartiles(office, post):
    assert post(office, "/api/students/S-0009/placements", {"language": "de", "score": 53}).status_code == 201
    assert summary(office, "de") == {"tests": 2, "best": 53, "mean": 43, "quartiles": [38, 43, 48]}


def test_first_test_of_a_language(office, post):
    assert post(office, "/api/students/S-0001/placements", {"language": "en", "score": 90}).status_code == 201
    assert summary(office, "en") == {"tests": 1, "best": 90, "mean": 90, "quartiles": None}


def test_others(office):
    assert summary(office, "fr") == {"tests": 2, "best": 51, "mean": 45.5, "quartiles": [42.75, 45.5, 48.25]}
    assert summary(office, "pt") == {"tests": 5, "best": 56, "mean": 34.4, "quartiles": [15, 44, 45]}
    assert summary(office, "en") == {"tests": 0, "best": None, "mean": None, "quartiles": None}
    assert office.get("/api/placements/summary?language=xx").status_code == 400
