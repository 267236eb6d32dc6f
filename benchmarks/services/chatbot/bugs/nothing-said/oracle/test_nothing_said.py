import pytest


@pytest.mark.parametrize("message", [{"content": None}, {"content": ""}, {"role": "assistant"}])
@pytest.mark.parametrize("usage", [{}, {"usage": {"prompt_tokens": 7, "completion_tokens": 0}}])
def test_model_says_nothing(say, model, message, usage):
    model(lambda request: {"choices": [{"message": message}], **usage})
    answer = say("hello")
    assert answer.status_code == 201
    assert answer.json()["reply"] == "I have no answer to that."
    assert answer.json()["usage"]["completion_tokens"] == 0


def test_in_german(emil):
    answer = emil.post("/conversations/6/messages", json={"text": "!say"})
    assert (answer.status_code, answer.json()["reply"]) == (201, "Darauf habe ich keine Antwort.")


def test_no_title(ben, model):
    model(lambda request: {"choices": [{"message": {"content": None}}]})
    assert ben.post("/conversations/3/title").status_code == 503


def test_answers_and_tools(say):
    assert say("hello").json()["reply"] == "You said: hello"
    assert say("what is 2 + 3").json()["reply"] == "I looked it up: 5"
