import pytest


def chunks(*words):
    import httpx

    lines = [f'data: {{"choices": [{{"delta": {{"content": "{word}"}}}}]}}\n\n' for word in words]
    return httpx.Response(200, text="".join(lines) + "data: [DONE]\n\n")


def stream(client, text, number=3):
    return client.post(f"/conversations/{number}/messages/stream", json={"text": text})


def said(found):
    return "".join(body["text"] for name, body in found if name == "delta")


@pytest.mark.parametrize(("user", "number", "words"), [("ben", 3, "I have no answer"), ("emil", 6, "keine Antwort")])
def test_model_says_nothing(as_user, events, user, number, words):
    client = as_user(user)
    answer = stream(client, "!say", number)
    assert answer.status_code == 200
    found = events(answer.text)
    assert words in said(found)
    assert [name for name, _ in found].count("done") == 1
    last = client.get(f"/conversations/{number}/messages?limit=200").json()["items"][-1]
    assert (last["id"], last["role"]) == (found[-1][1]["reply_id"], "assistant")
    assert words in last["content"]


def test_empty_body(ben, model, events):
    model(lambda request: chunks())
    assert "I have no answer" in said(events(stream(ben, "hello").text))


def test_one_part_and_two(ben, model, events):
    model(lambda request: chunks("Yes"))
    assert said(events(stream(ben, "hello").text)) == "Yes"
    model(lambda request: chunks("Yes, ", "sure"))
    assert said(events(stream(ben, "hello").text)) == "Yes, sure"
    assert ben.get("/conversations/3/messages").json()["items"][-1]["content"] == "Yes, sure"


def test_model_is_down(ben, model):
    import httpx

    model(lambda request: httpx.Response(503))
    assert stream(ben, "hello").status_code == 503
