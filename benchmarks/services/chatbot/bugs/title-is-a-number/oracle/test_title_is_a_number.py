import json

import pytest


def named(value):
    return {"choices": [{"message": {"role": "assistant", "content": json.dumps(value)}}]}


@pytest.mark.parametrize("title", [2024, 7.5, True, ["a", "b"], {"en": "Lamp"}])
def test_title_is_no_text(ben, model, title):
    model(lambda request: named({"title": title, "tags": []}))
    answer = ben.post("/conversations/3/title")
    if answer.status_code == 200:
        assert answer.json()["title"].strip(" []{}'\"")
        assert isinstance(title, int | float)
        assert answer.json()["title"].casefold() in (str(title).casefold(), json.dumps(title))
        assert ben.get("/conversations/3").json()["title"] == answer.json()["title"]
    else:
        assert answer.status_code == 503
        assert answer.json()["error"]["message"]
        assert ben.get("/conversations/3").json()["title"] == "Lamp for the desk"


@pytest.mark.parametrize("value", [{"tags": ["a"]}, {"title": None}, {"title": ""}, {}])
def test_no_title(ben, model, value):
    model(lambda request: named(value))
    assert ben.post("/conversations/3/title").status_code == 503
    assert ben.get("/conversations/3").json()["title"] == "Lamp for the desk"


def test_title(ben, model):
    model(lambda request: named({"title": "2024 orders", "tags": ["x", 3, "x"]}))
    assert ben.post("/conversations/3/title").json() == {"title": "2024 orders", "tags": ["x"]}
    assert ben.get("/conversations/3").json()["tags"] == ["x"]


def test_no_messages(as_user):
    assert as_user("ana").post("/conversations/2/title").status_code == 409
