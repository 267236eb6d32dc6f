"""The one loop of all agents, on the real client libraries and a scripted server."""

from __future__ import annotations

import gc
import importlib
import itertools
import json
import re
import weakref

import pytest

from arbase.domain.outcome import Declined, Done, Failed
from arbase.model.journal import Journal
from arbase.model.server.interface import Call, Turn, WireError
from arbase.model.tools import Tool
from tests.scripted_models import (
    GOOD,
    Cause,
    Place,
    call,
    connected,
    model_settings,
    outcome_of,
    reader,
    scripted,
    some_work,
    submit,
)

PROVIDERS = pytest.mark.parametrize("provider", ["anthropic", "openai"])
READ = call("read", path="shop.py")


@PROVIDERS
def test_an_agent_reads_and_submits_over_either_protocol(provider, tmp_path):
    with scripted([READ, GOOD]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert outcome == Done(value=Cause(cause="a missing key", line=3))
    results = server.answerer.asked[1].body["messages"][-1]
    assert "row['price']" in json.dumps(results)
    assert server.totals.refused == []


def test_signed_thinking_goes_back_as_it_came(tmp_path):
    with scripted([READ.model_copy(update={"thinking": "a price is missing"}), GOOD]) as server:
        outcome_of(server, tmp_path, thinking="low")
    said = server.answerer.asked[1].body["messages"][1]["content"]
    assert said[0]["type"] == "thinking"
    assert said[0]["signature"]
    assert server.totals.refused == []


@pytest.mark.parametrize("stream", [True, False])
def test_a_temperature_of_the_settings_reaches_the_model(stream, tmp_path):
    with scripted([GOOD]) as server:
        assert isinstance(outcome_of(server, tmp_path, temperature=0.3, stream=stream), Done)
    assert server.answerer.asked[0].body["temperature"] == 0.3


def unmarked(value):
    """JSON without the marks that say up to where to cache; they are not part of what is cached."""
    if isinstance(value, dict):
        return {key: unmarked(item) for key, item in value.items() if key != "cache_control"}
    return [unmarked(item) for item in value] if isinstance(value, list) else value


def test_the_stable_prefix_is_the_same_byte_for_byte_in_every_turn(tmp_path):
    with scripted([READ, call("note", finding="x"), READ, GOOD]) as server:
        outcome_of(server, tmp_path)
    bodies = [asked.body for asked in server.answerer.asked]
    assert len(bodies) == 4
    fixed = [json.dumps([body["tools"], body["system"]]) for body in bodies]
    assert len(set(fixed)) == 1
    assert "cache_control" in fixed[0]
    for before, after in itertools.pairwise(bodies):
        kept = unmarked(after["messages"][: len(before["messages"])])
        assert json.dumps(kept) == json.dumps(unmarked(before["messages"]))


@PROVIDERS
def test_a_model_without_tool_use_goes_on_with_tools_as_text_and_it_is_told(provider, tmp_path):
    told = []
    ask = Turn(text='I look.\n<tool_call>{"name": "read", "args": {"path": "shop.py"}}</tool_call>')
    end = Turn(text='<tool_call>{"name": "submit", "args": {"cause": "a missing key", "line": 3}}</tool_call>')
    with scripted([ask, end], tool_use=False) as server:
        outcome = outcome_of(server, tmp_path, provider=provider, work={"tell": lambda *one: told.append(one)})
    assert outcome == Done(value=Cause(cause="a missing key", line=3))
    assert any("no native tool use" in text for _, text in told)
    assert "row['price']" in json.dumps(server.answerer.asked[1].body["messages"][-1])


TEXT_SUBMIT = '<tool_call>{"name": "submit", "arguments": {"cause": "a missing key", "line": 3}}</tool_call>'
REFUSALS = [
    WireError(status=400, message="registry.example/library/tiny does not support tools"),
    WireError(status=400, message='"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser'),
    WireError(status=500, message="tools param requires --jinja flag"),
]


@PROVIDERS
@pytest.mark.parametrize("refusal", REFUSALS, ids=["ollama", "vllm", "llama.cpp"])
def test_servers_that_refuse_tools_each_in_their_words_get_them_as_text(provider, refusal, tmp_path):
    with scripted([Turn(error=refusal), Turn(text=TEXT_SUBMIT)]) as server:
        assert isinstance(outcome_of(server, tmp_path, provider=provider, retries=0), Done)


@PROVIDERS
@pytest.mark.parametrize(
    "silent", [[Turn(text=TEXT_SUBMIT)], [Turn(text="I would read it."), Turn(text="I read it now.")]]
)
def test_a_server_that_drops_tools_gets_them_as_text_and_it_is_told(provider, silent, tmp_path):
    told = []
    with scripted([*silent, Turn(text=TEXT_SUBMIT)]) as server:
        tell = {"tell": lambda kind, text: told.append((kind, text))}
        assert isinstance(outcome_of(server, tmp_path, provider=provider, work=tell), Done)
    assert ("tools", "claude-opus-5-5 called no tool natively; its tools go on as text") in told
    assert not server.answerer.asked[-1].tools
    assert "write your tool calls as text" in json.dumps(server.answerer.asked[-1].body)


def test_a_text_call_that_is_no_json_is_told_about(tmp_path):
    broken = Turn(text="<tool_call>{name: submit}</tool_call>")
    with scripted([broken, Turn(text=TEXT_SUBMIT)]) as server:
        assert isinstance(outcome_of(server, tmp_path, tool_use="text"), Done)
    assert "a tool call is one JSON object" in json.dumps(server.answerer.asked[-1].body)


def test_an_answer_of_the_wrong_type_gets_one_repair_turn(tmp_path):
    with scripted([submit(cause="x"), GOOD]) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Done)
    assert "line: Field required" in json.dumps(server.answerer.asked[1].body["messages"][-1])


def test_a_second_answer_of_the_wrong_type_is_declined_with_what_is_wrong(tmp_path):
    with scripted([call("note", finding="the price is missing"), submit(cause="x"), submit(line="y")]) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Declined)
    assert "the model's answer is not valid" in outcome.reason
    assert "cause: Field required" in outcome.reason
    assert outcome.details == ("the price is missing",)


def test_an_answer_that_its_check_refuses_counts_as_not_valid(tmp_path):
    with scripted([GOOD, GOOD]) as server:
        outcome = outcome_of(server, tmp_path, work={"check": lambda answer: "line 3 does not exist"})
    assert isinstance(outcome, Declined)
    assert "line 3 does not exist" in outcome.reason


def test_wrong_arguments_and_unknown_tools_are_told_and_the_work_goes_on(tmp_path):
    wrong = Turn(calls=(Call(name="read", args={"file": "x"}), Call(name="shell", args={"command": "env"})))
    with scripted([wrong, GOOD]) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Done)
    told = json.dumps(server.answerer.asked[1].body["messages"][-1])
    assert "wrong arguments for read: path: Field required" in told
    assert "there is no tool 'shell'" in told


def test_arguments_that_are_not_json_do_not_break_the_loop(tmp_path):
    with scripted([Turn(calls=(Call(name="read", raw='{"path": "sho'),)), GOOD]) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Done)


def test_a_long_result_is_cut_with_a_note_of_what_was_cut(tmp_path):
    with scripted([READ, GOOD]) as server:
        outcome_of(server, tmp_path, work={"tools": (reader("y" * 90_000),)}, loop={"result_characters": 1000})
    text = server.answerer.asked[1].body["messages"][-1]["content"][0]["content"]
    assert len(text) < 1200
    assert re.search(r"89,\d{3} characters \(0 lines\) cut", text)


def test_the_same_call_again_and_again_is_not_run(tmp_path):
    ran = []
    tool = Tool("read", "Read.", Place, lambda place: ran.append(place) or "same")
    with scripted([*[READ] * 6, GOOD]) as server:
        outcome = outcome_of(server, tmp_path, work={"tools": (tool,)})
    assert isinstance(outcome, Done)
    assert len(ran) == 3


def test_endless_work_ends_at_the_turns_of_an_agent_with_the_findings_and_a_last_warning(tmp_path):
    with scripted(reply=lambda asked: call("note", finding=f"finding of turn {asked.answered}")) as server:
        outcome = outcome_of(server, tmp_path, loop={"turns": 4})
    assert outcome == Declined(
        reason="budget: 4 turns of one agent are used up", details=tuple(f"finding of turn {n}" for n in range(4))
    )
    assert "last turn" in json.dumps(server.answerer.asked[3].body["messages"][-1])
    assert "last turn" not in json.dumps(server.answerer.asked[2].body["messages"][-1])


def test_text_without_a_submit_is_asked_for_once_then_declined(tmp_path):
    with scripted([READ, Turn(text="It is the price."), Turn(text="I am done.")]) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Declined)
    assert "stopped without submitting" in outcome.reason
    assert "nothing was submitted" in json.dumps(server.answerer.asked[2].body["messages"][-1])


def test_an_answer_that_is_cut_off_runs_nothing_and_a_second_one_is_declined(tmp_path):
    cut = READ.model_copy(update={"stop": "max_tokens"})
    ran = []
    tool = Tool("read", "Read.", Place, lambda place: ran.append(place) or "x")
    with scripted([cut, cut]) as server:
        outcome = outcome_of(server, tmp_path, work={"tools": (tool,)})
    assert isinstance(outcome, Declined)
    assert "cut off at max_tokens" in outcome.reason
    assert ran == []


@PROVIDERS
def test_a_refusal_is_declined_with_the_models_words(provider, tmp_path):
    with scripted([Turn(text="I cannot help with that.", stop="refusal")]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert outcome == Declined(reason="the model refused: I cannot help with that.")


def test_a_conversation_over_the_window_is_compacted_and_keeps_its_findings(tmp_path):
    told = []
    reads = [call("read", path=f"file{n}.py") for n in range(4)]
    tools = (reader("z" * 4000),)
    with scripted([call("note", finding="KEPT"), *reads, GOOD], window=3500) as server:
        outcome = outcome_of(server, tmp_path, work={"tools": tools, "tell": lambda *one: told.append(one)})
    assert isinstance(outcome, Done)
    last = json.dumps(server.answerer.asked[-1].body["messages"])
    assert "KEPT" in last
    assert "taken out to save room" in last
    assert any(kind == "context" for kind, _ in told)


def test_a_task_that_never_fits_is_declined_and_says_so(tmp_path):
    with scripted([GOOD], window=10) as server:
        outcome = outcome_of(server, tmp_path)
    assert isinstance(outcome, Declined)
    assert outcome.reason.startswith("context:")


def test_an_interrupted_agent_goes_on_after_its_last_finished_turn(tmp_path):
    with scripted([READ, Turn(error=WireError(status=401, type="authentication_error", message="revoked"))]) as server:
        assert isinstance(outcome_of(server, tmp_path), Failed)
    with scripted([GOOD]) as server:
        chosen = model_settings(server)
        work = some_work(chosen, tmp_path)
        outcome = connected(chosen, tmp_path)(work=work).outcome
    assert isinstance(outcome, Done)
    assert server.answerer.asked[0].answered == 1
    assert len(server.answerer.asked) == 1
    assert work.budget.used.calls == 2


def test_a_finished_agent_asked_again_answers_without_a_model(tmp_path):
    with scripted([GOOD]) as server:
        first = outcome_of(server, tmp_path)
        assert outcome_of(server, tmp_path) == first
    assert len(server.answerer.asked) == 1


def test_a_torn_last_line_of_a_transcript_loses_only_that_turn(tmp_path):
    with scripted([READ, call("note", finding="n"), Turn(error=WireError(status=401))]) as server:
        outcome_of(server, tmp_path)
    file = tmp_path / "journal.jsonl"
    file.write_bytes(file.read_bytes()[:-40])
    journal = Journal(file, "the task")
    assert [entry.turn for entry in journal.entries] == [1]


def test_a_transcript_of_another_subject_is_put_aside_not_gone_on_with(tmp_path):
    with scripted([GOOD]) as server:
        outcome_of(server, tmp_path)
    assert Journal(tmp_path / "journal.jsonl", "another commit").outcome is None
    assert len(list(tmp_path.glob("journal*.jsonl"))) == 2


def test_secrets_reach_neither_the_model_nor_the_transcript(tmp_path):
    work = {"tools": (reader("token = sk-hush"),), "redact": lambda text: text.replace("sk-hush", "[redacted]")}
    with scripted([READ, GOOD]) as server:
        outcome_of(server, tmp_path, work={**work, "task": "why sk-hush?"})
    assert "sk-hush" not in json.dumps([asked.body for asked in server.answerer.asked])
    assert "sk-hush" not in (tmp_path / "journal.jsonl").read_text()


def test_what_tools_changed_comes_back_with_the_transcript(tmp_path):
    state = {"edits": {}}

    def edit(place):
        state["edits"][place.path] = "changed"
        return "done"

    tool = Tool("read", "Edit.", Place, edit)
    facts = {"tools": (tool,), "state": lambda: json.loads(json.dumps(state)), "restore": state.update}
    with scripted([READ, Turn(error=WireError(status=401))]) as server:
        outcome_of(server, tmp_path, work=facts)
    state["edits"] = {}
    with scripted([GOOD]) as server:
        outcome_of(server, tmp_path, work=facts)
    assert state["edits"] == {"shop.py": "changed"}


def test_a_finished_conversation_is_not_held_in_memory(tmp_path):
    results = []

    class Result(str):
        __slots__ = ("__weakref__",)

    def read(place):
        text = Result("x = row['price']")
        results.append(weakref.ref(text))
        return text

    with scripted([READ, GOOD]) as server:
        chosen = model_settings(server)
        loop = connected(chosen, tmp_path)
        loop(work=some_work(chosen, tmp_path, tools=(Tool("read", "Read.", Place, read),)))
        dspy = importlib.import_module("dspy")
        gc.collect()
        assert dspy.settings.trace == []
        assert [one() for one in results] == [None]
