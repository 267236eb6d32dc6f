import asyncio

import httpx
import pytest

from chatbot import llm
from chatbot.errors import Unavailable
from tests.conftest import ANSWER

ASK = [{"role": "system", "content": "s"}, {"role": "user", "content": "hello"}]


def test_answer(own, model):
    model(lambda request: httpx.Response(200, json=ANSWER))
    assert asyncio.run(own.llm.complete(ASK)).content == "Certainly."


def test_tries_again(own, model):
    answers = [httpx.Response(503), httpx.Response(429, headers={"retry-after": "0"}), httpx.Response(200, json=ANSWER)]
    model(lambda request: answers.pop(0))
    assert asyncio.run(own.llm.complete(ASK)).prompt_tokens == 9


def test_gives_up(own, model):
    model(lambda request: httpx.Response(500))
    with pytest.raises(Unavailable):
        asyncio.run(own.llm.complete(ASK))


def test_not_usable(own, model):
    model(lambda request: httpx.Response(200, json={"choices": []}))
    with pytest.raises(Unavailable):
        asyncio.run(own.llm.complete(ASK))


def test_pause():
    assert llm.pause(0, "1.5") == 1.5
    assert llm.pause(0, "60") == llm.LONGEST_WAIT


def test_echo(own):
    assert asyncio.run(own.llm.complete(ASK)).content == "You said: hello"


@pytest.mark.parametrize("text", ["!status 503", "!raw {", '!raw {"choices": [{}]}'])
def test_echo_fails_as_it_is_told(own, text):
    with pytest.raises(Unavailable):
        asyncio.run(own.llm.complete([{"role": "user", "content": text}]))


def test_announced_changes_are_reported(own, model, caplog):
    model(lambda request: httpx.Response(200, json=ANSWER, headers={"sunset": "Wed, 31 Mar 2027 00:00:00 GMT"}))
    asyncio.run(own.llm.complete(ASK))
    assert "will change: Wed, 31 Mar 2027" in caplog.text


def test_delta():
    assert llm.delta('data: {"choices": [{"delta": {"content": "Hi"}}]}') == "Hi"
    assert llm.delta("data: [DONE]") == ""
