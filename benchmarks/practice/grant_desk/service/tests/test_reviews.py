import pytest


@pytest.fixture
def review(officer, signed_in):
    def send(path, name, **scores):
        key = {"rui": 2, "rosa": 3}[name]
        officer.post(f"{path}/reviewers", json={"reviewer": key, "due_on": "2026-04-20"})
        return signed_in(name).put(f"{path}/review", json={"scores": scores})

    return send


def test_scores(officer, apply, review):
    sent = apply()
    assert officer.get(f"{sent.path}/reviews").json() == {"score": None, "reviews": []}
    assert review(sent.path, "rui", idea=8, team=5).status_code == 200
    review(sent.path, "rosa", idea=9, team=9)
    answer = officer.get(f"{sent.path}/reviews").json()
    assert (float(answer["score"]), len(answer["reviews"])) == (8.13, 2)


def test_wrong_scores(apply, review):
    sent = apply()
    assert review(sent.path, "rui", idea=8).status_code == 422
    assert review(sent.path, "rui", idea=8, team=11).status_code == 422


def test_a_criterion_that_does_not_apply(officer, apply, review):
    sent = apply()
    assert review(sent.path, "rui", idea=8, team=None).status_code == 200
    assert float(officer.get(f"{sent.path}/reviews").json()["score"]) == 8
    assert review(sent.path, "rosa", idea=None, team=None).status_code == 422


def test_reviewers_see_what_they_have(reviewer, officer, apply):
    sent = apply()
    assert reviewer.get(sent.path).status_code == 404
    officer.post(f"{sent.path}/reviewers", json={"reviewer": 2, "due_on": "2026-04-20"})
    assert reviewer.get(sent.path).status_code == 200
    assert officer.post(f"{sent.path}/reviewers", json={"reviewer": 2, "due_on": "2026-04-20"}).status_code == 409


def test_ranking(officer, apply, review):
    first, second = apply(), apply("2000")
    review(first.path, "rui", idea=5, team=5)
    review(second.path, "rui", idea=7, team=7)
    rows = officer.get("/calls/TEST26/ranking").json()["ranking"]
    assert [(row["reference"], row["requested"]) for row in rows] == [
        ("TEST26-0002", "2000.00"),
        ("TEST26-0001", "1000.00"),
    ]
