from rail_tables.answers import Answers, narrowed
from rail_tables.config import Config
from rail_tables.questions import Question
from rail_tables.tables import Warehouse


def test_the_same_question_again(client, get):
    first = get("/delays?station=ZUE")
    assert get("/delays?station=ZUE") == first
    assert client.app.state.answers.hits == 1


def test_new_delays_are_seen(client, get):
    before = get("/delays?late_by=100")["total"]
    client.post("/reports", json={"day": "2026-03-19", "train": "2040", "station": "CHI", "minutes": 125})
    assert get("/delays?late_by=100")["total"] == before + 1


def test_size(db):
    answers = Answers(Warehouse(Config(db=db)), 2)
    for line in ("IC", "RE", "NJ", "IC"):
        answers.to(Question(line=(line,)), "newest")
    assert answers.hits == 0


def test_narrowed():
    result = {"total": 1, "facets": {"line": [1], "cause": [2]}}
    assert narrowed(result, ["cause"]) == {"total": 1, "facets": {"cause": [2]}}
