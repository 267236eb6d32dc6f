import asyncio
from dataclasses import replace

import httpx

from chatbot import structured


def test_say(ben):
    answer = ben.post("/conversations/3/messages", json={"text": "hello"})
    assert answer.status_code == 201
    assert answer.json()["reply"] == "You said: hello"
    assert ben.get("/conversations/3").json()["messages"] == 8


def test_empty(ben):
    assert ben.post("/conversations/3/messages", json={"text": "  "}).status_code == 422


def test_closed(ben):
    assert ben.post("/conversations/4/messages", json={"text": "hello"}).status_code == 409


def test_model_is_down(ben, model):
    model(lambda request: httpx.Response(500))
    assert ben.post("/conversations/3/messages", json={"text": "hello"}).status_code == 503


def test_list_after(ben):
    body = ben.get("/conversations/3/messages?limit=4").json()
    assert len(body["items"]) == 4
    rest = ben.get(f"/conversations/3/messages?after={body['next_after']}").json()
    assert (len(rest["items"]), rest["next_after"]) == (2, None)


def test_title(ben):
    assert ben.post("/conversations/3/title").json() == {"title": "Ça coûte combien ? Where", "tags": ["chat"]}


def test_structured():
    assert structured.parse_object('Sure: {"a": 1} done') == {"a": 1}
    assert structured.parse_object("no") is None


def test_count(ben):
    assert ben.post("/tokens/count", json={"text": "two words"}).json()["tokens"] == 2


def test_turn_that_takes_too_long(ben, own, model):
    async def slow(request):
        await asyncio.sleep(5)

    model(slow)
    own.settings = replace(own.settings, turn_seconds=0.05)
    answer = ben.post("/conversations/3/messages", json={"text": "hello"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
