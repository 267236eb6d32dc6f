import pytest

SCORES = {"SEED26-0001": "7.25", "SEED26-0002": "7.80", "SEED26-0003": None}


def score(ask, reference):
    answer = ask("officer", "GET", f"/applications/{reference}/reviews")
    assert answer.status == 200
    return answer.json["score"]


@pytest.mark.parametrize("order", [(2, 1, 3), (1, 2, 1), (2, 2, 1), (3, 2, 2, 1, 2)])
def test_in_any_order(ask, order):
    for number in order:
        assert score(ask, f"SEED26-000{number}") == SCORES[f"SEED26-000{number}"]


def test_ranking_again_and_again(ask):
    for _ in range(3):
        rows = ask("officer", "GET", "/calls/SEED26/ranking").json["ranking"]
        assert [(row["reference"], row["score"]) for row in rows] == [
            ("SEED26-0002", "7.80"),
            ("SEED26-0001", "7.25"),
            ("SEED26-0003", None),
        ]
    assert ask("officer", "GET", "/calls/SEED26").json["criteria"] == {"quality": 3, "impact": 2, "partners": 1}


def test_all_criteria_are_still_wanted(ask):
    score(ask, "SEED26-0002")
    path = "/applications/SEED26-0003/review"
    assert ask("ilse", "PUT", path, {"scores": {"quality": 4, "impact": 5}}).status == 422
    assert ask("ilse", "PUT", path, {"scores": dict.fromkeys(["quality", "impact", "partners"])}).status == 422
    full = {"quality": 4, "impact": 5, "partners": 10}
    assert ask("ilse", "PUT", path, {"scores": full}).json["scores"] == full
    assert score(ask, "SEED26-0003") == "5.33"
    assert score(ask, "SEED26-0002") == "7.80"


def test_different_criteria_of_two_reviews(ask):
    path = "/applications/SEED26-0001/review"
    assert ask("joao", "PUT", path, {"scores": {"quality": None, "impact": 7, "partners": 6}}).status == 200
    assert ask("ilse", "PUT", path, {"scores": {"quality": 9, "impact": 6, "partners": None}}).status == 200
    for _ in range(2):
        assert score(ask, "SEED26-0001") == "7.23"
    path = "/applications/SEED26-0002/review"
    assert ask("joao", "PUT", path, {"scores": {"quality": None, "impact": None, "partners": 3}}).status == 200
    assert score(ask, "SEED26-0002") == "3.00"
    assert score(ask, "SEED26-0001") == "7.23"
