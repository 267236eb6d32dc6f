"""The scripted server: it holds clients to the protocols, and answers what a script says."""

from __future__ import annotations

import json
import threading
import time

import httpx
import pytest

from arbase.domain.errors import ConfigError
from arbase.model.server.http import ModelServer
from arbase.model.server.interface import Turn, WireError
from arbase.model.server.relay import RelayAnswerer
from arbase.model.server.script import read_script
from tests.scripted_models import call, scripted

MESSAGES = {"x-api-key": "k", "anthropic-version": "2023-06-01"}
CHAT = {"authorization": "Bearer k"}
TOOL = {"name": "read", "input_schema": {"type": "object"}}
USE = {"type": "tool_use", "id": "t1", "name": "read", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "t1", "content": "x"}


def asked(server, protocol="messages", headers=None, **body):
    path = {"messages": "/v1/messages", "chat": "/v1/chat/completions"}[protocol]
    facts = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    if protocol == "messages":
        facts["max_tokens"] = 10
    given = headers if headers is not None else MESSAGES if protocol == "messages" else CHAT
    return httpx.post(server.address + path, json={**facts, **body}, headers=given, timeout=10)


def turns(*contents):
    return [{"role": "user" if n % 2 == 0 else "assistant", "content": one} for n, one in enumerate(contents)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_token": 5}, "max_token"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "first message must use the user role"),
        ({"messages": turns("x", "y")}, "final message must be of the user"),
        ({"messages": turns("x", [USE], "y"), "tools": [TOOL]}, "do not pair: t1"),
        ({"messages": turns([RESULT]), "tools": [TOOL]}, "do not pair: t1"),
        ({"messages": turns("x", [USE], [RESULT])}, "must define tools"),
        ({"messages": turns([{"type": "text", "text": ""}])}, "text"),
        ({"tools": [TOOL, TOOL]}, "unique"),
        ({"tools": [{"name": "a b", "input_schema": {"type": "object"}}]}, "name"),
        ({"tools": [{"name": "a", "input_schema": {}}]}, "input_schema.type"),
        ({"tool_choice": {"type": "any"}}, "tool_choice"),
        ({"tools": [TOOL], "tool_choice": {"type": "tool", "name": "b"}}, "not found"),
        ({"temperature": 1.5}, "temperature"),
        ({"thinking": {"type": "enabled", "budget_tokens": 2000}}, "max_tokens"),
        (
            {
                "max_tokens": 5000,
                "thinking": {"type": "enabled", "budget_tokens": 2000},
                "messages": turns("x", [USE], [RESULT]),
                "tools": [TOOL],
            },
            "Expected `thinking`",
        ),
        ({"system": [{"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}] * 5}, "maximum of 4"),
    ],
)
def test_a_request_against_the_messages_protocol_is_refused_with_its_place(change, words):
    with scripted([Turn(text="x")]) as server:
        answer = asked(server, **change)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages.0"),
        ({"messages": [{"role": "tool", "content": "x", "tool_call_id": "t"}]}, "must follow"),
        ({"messages": [{"role": "assistant"}]}, "needs content or tool_calls"),
        ({"tool_choice": "auto"}, "only allowed when"),
        ({"temperature": 3}, "temperature"),
        ({"prompt": "x"}, "prompt"),
    ],
)
def test_a_request_against_the_chat_protocol_is_refused_with_its_place(change, words):
    with scripted([Turn(text="x")]) as server:
        answer = asked(server, "chat", **change)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


@pytest.mark.parametrize(("headers", "status"), [({}, 401), ({"x-api-key": "bad", "anthropic-version": "1"}, 401)])
def test_keys_are_checked(headers, status):
    with scripted([Turn(text="x")], keys=("k",)) as server:
        assert asked(server, headers=headers).status_code == status
        assert asked(server, "chat", headers=CHAT).status_code == 200


def test_one_script_answers_both_protocols_whole_and_as_a_stream():
    turn = Turn(text="a text that is longer than one chunk of it", thinking="hm", calls=call("read", path="a").calls)
    with scripted([turn] * 4) as server:
        whole = asked(server, tools=[TOOL]).json()
        chat = asked(server, "chat").json()
        stream = asked(server, stream=True, tools=[TOOL]).text
        chunks = asked(server, "chat", stream=True).text
    assert [block["type"] for block in whole["content"]] == ["thinking", "text", "tool_use"]
    assert whole["stop_reason"] == "tool_use"
    assert chat["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"] == '{"path": "a"}'
    assert stream.index("message_start") < stream.index("input_json_delta") < stream.index("message_stop")
    assert chunks.endswith("data: [DONE]\n\n")


def test_errors_carry_status_type_and_retry_after():
    with scripted([Turn(error=WireError(status=529, type="overloaded_error", retry_after=7))]) as server:
        answer = asked(server)
    assert answer.status_code == 529
    assert answer.headers["retry-after"] == "7"
    assert answer.json()["error"]["type"] == "overloaded_error"


def test_a_script_may_demand_words_of_the_request_and_says_when_it_is_used_up():
    with scripted([Turn(text="x", expect=("the price",)), Turn(text="x", expect=("hi",))]) as server:
        assert "expected 'the price'" in asked(server).json()["error"]["message"]
        assert asked(server).status_code == 200
        assert "no turn 3 of 2" in asked(server).json()["error"]["message"]


def test_answers_by_conversation_do_not_depend_on_the_order_of_requests():
    with scripted([Turn(text="first"), Turn(text="second")], order="conversation") as server:
        later = asked(server, messages=turns("a", "b", "c")).json()
        sooner = asked(server).json()
    assert (later["content"][0]["text"], sooner["content"][0]["text"]) == ("second", "first")


def test_a_script_file_is_read_and_its_faults_are_named(tmp_path):
    file = tmp_path / "script.yaml"
    file.write_text("turns:\n- text: hello\n- calls: [{name: read, args: {path: a.py}}]\n  delay: 0.1\n")
    assert read_script(file).turns[1].calls[0].args == {"path": "a.py"}
    for text, words in [
        ("turns: [{txt: a}]", "turns.0.txt"),
        ("turns: {", "not valid YAML"),
        ("- a", "top level"),
        ("turns: [{error: {status: x}}]", "turns.0.error.status"),
    ]:
        file.write_text(text)
        with pytest.raises(ConfigError, match=words):
            read_script(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_script(tmp_path / "none.yaml")


def test_a_relay_waits_for_the_answer_file_and_tells_what_is_wrong_with_it(tmp_path):
    told = []
    with ModelServer(RelayAnswerer(tmp_path, 20, told.append)) as server:
        answers = []
        thread = threading.Thread(target=lambda: answers.append(asked(server, system="be brief")))
        thread.start()
        while not told:  # of a request whose files are both written
            time.sleep(0.01)
        assert json.loads((tmp_path / "0001.request.json").read_text())["model"] == "m"
        assert "be brief" in (tmp_path / "0001.request.md").read_text()
        (tmp_path / "0001.answer.yaml").write_text("txt: wrong")
        while len(told) < 2:
            time.sleep(0.01)
        assert "txt" in told[1]
        (tmp_path / "0001.answer.yaml").write_text("text: right")
        thread.join(10)
    assert answers[0].json()["content"][0]["text"] == "right"


def test_a_relay_that_nobody_answers_times_out_and_numbers_go_on_after_a_restart(tmp_path):
    (tmp_path / "0041.answer.yaml").write_text("text: old")
    with ModelServer(RelayAnswerer(tmp_path, 0.1)) as server:
        answer = asked(server)
    assert answer.status_code == 504
    assert (tmp_path / "0042.request.json").exists()
