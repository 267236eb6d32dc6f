import json

import httpx


def events(text):
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_stream(ben):
    answer = ben.post("/conversations/3/messages/stream", json={"text": "good morning"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = events(answer.text)
    assert "".join(body["text"] for name, body in found if name == "delta") == "You said: good morning"
    assert found[-1][0] == "done"


def test_stream_of_a_model_that_is_down(ben, model):
    model(lambda request: httpx.Response(500))
    assert ben.post("/conversations/3/messages/stream", json={"text": "hello"}).status_code == 503
