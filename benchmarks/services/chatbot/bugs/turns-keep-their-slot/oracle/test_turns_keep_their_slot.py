import httpx


def test_many_tools(say, ben):
    for number in range(6):
        answer = say(f"what is 2 + {number}")
        assert (answer.status_code, answer.json()["reply"]) == (201, f"I looked it up: {2 + number}")
    assert ben.post("/conversations/3/title").status_code == 200
    assert say("hello").json()["reply"] == "You said: hello"


def test_many_failures(say, ben, model):
    answers = [httpx.Response(400)] * 6
    model(lambda request: answers.pop() if answers else {"choices": [{"message": {"content": "Yes."}}]})
    assert [say("hello").status_code for _ in range(6)] == [503] * 6
    assert say("hello").json()["reply"] == "Yes."


def test_titles(ben):
    for _ in range(6):
        assert ben.post("/conversations/3/title").json()["tags"] == ["chat"]


def test_many_silent_answers(say, ben):
    for _ in range(6):
        answer = say("!say")
        assert (answer.status_code, answer.json()["reply"]) == (201, "I have no answer to that.")
    assert ben.post("/conversations/3/title").status_code == 200
