"""Errors of a model become one sentence; passing ones are tried again."""

from __future__ import annotations

import time

import pytest

from arbase.domain.errors import ConfigError, UserError
from arbase.domain.outcome import Done, Failed
from arbase.model.server.interface import Turn, WireError
from arbase.model.usage import read_prices
from tests.scripted_models import GOOD, MODEL, call, connect, connected, model_settings, outcome_of, scripted, some_work

PROVIDERS = pytest.mark.parametrize("provider", ["anthropic", "openai"])


@PROVIDERS
@pytest.mark.parametrize(
    "error",
    [
        WireError(status=429, type="rate_limit_error", retry_after=0.01),
        WireError(status=529, type="overloaded_error", retry_after=0.01),
        WireError(status=500, retry_after=0.01),
        WireError(status=503, retry_after=0.01),
    ],
    ids=lambda error: str(error.status),
)
def test_a_passing_error_is_tried_again(provider, error, tmp_path):
    with scripted([Turn(error=error), Turn(error=error), GOOD]) as server:
        assert isinstance(outcome_of(server, tmp_path, provider=provider), Done)
    assert len(server.answerer.asked) == 3


def test_an_error_inside_of_a_stream_is_tried_again(tmp_path, no_waiting):
    with scripted([Turn(text="I beg", error=WireError(status=200, type="overloaded_error")), GOOD]) as server:
        assert isinstance(outcome_of(server, tmp_path), Done)


@pytest.fixture
def no_waiting(monkeypatch):
    """DSPy's back-off between attempts, which starts at a second, is skipped; everything else of it runs."""
    monkeypatch.setattr("dspy.clients.execution._delay", lambda error, attempt: 0.0)


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("provider", ["anthropic", "openai"])
@pytest.mark.parametrize(
    "broken", [Turn(text="half " * 40, cut=True), Turn(raw='{"id": "x"}')], ids=["cut", "malformed"]
)
def test_a_truncated_or_malformed_answer_is_tried_again_and_then_fails(provider, broken, stream, tmp_path, no_waiting):
    if stream and broken.raw:
        broken = Turn(raw="event: message_start\ndata: {}\n\n", content_type="text/event-stream")
    with scripted([broken] * 3) as server:
        outcome = outcome_of(server, tmp_path, provider=provider, stream=stream, retries=1)
    assert isinstance(outcome, Failed)
    assert "in 2 attempts" in outcome.error or "correct model.base_url" in outcome.error


@PROVIDERS
def test_a_wrong_key_says_which_variable_holds_it(provider, tmp_path):
    with scripted([GOOD], keys=("another",)) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert isinstance(outcome, Failed)
    assert f"refused the key in {provider.upper()}_API_KEY" in outcome.error
    assert "correct the key" in outcome.error


@PROVIDERS
def test_an_unknown_model_is_named(provider, tmp_path):
    with scripted([GOOD], models=("claude-other",)) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert isinstance(outcome, Failed)
    assert f"does not know the model '{MODEL}'" in outcome.error
    assert "model.name" in outcome.error


@PROVIDERS
@pytest.mark.parametrize("stream", [True, False])
def test_a_server_that_answers_html_is_not_one_of_models(provider, stream, tmp_path):
    page = Turn(raw="<html>Welcome</html>", content_type="text/html")
    with scripted([page]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider, stream=stream)
    assert isinstance(outcome, Failed)
    said = {
        "anthropic": "answered text/html instead of the Messages protocol; correct model.base_url",
        "openai": "answered a page instead of the OpenAI chat protocol; correct model.base_url",
    }
    assert said[provider] in outcome.error


@PROVIDERS
@pytest.mark.parametrize("body", ['{"hello": 1}', "[1]", '{"choices": [], "content": 3}'])
def test_json_of_another_protocol_is_no_answer_of_a_model(provider, body, tmp_path):
    with scripted([Turn(raw=body)]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider, stream=False, retries=0)
    assert isinstance(outcome, Failed)
    assert outcome.error.endswith("correct model.base_url")


@PROVIDERS
def test_an_address_without_such_a_path_names_both_that_may_be_wrong(provider, tmp_path):
    with scripted([Turn(error=WireError(status=404, type="not_found", message="Not Found"))]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert isinstance(outcome, Failed)
    assert outcome.error.endswith("correct model.name or model.base_url")


@PROVIDERS
def test_an_account_without_credit_says_what_to_do(provider, tmp_path):
    with scripted([Turn(error=WireError(status=402, type="billing_error", message="no credit"))]) as server:
        outcome = outcome_of(server, tmp_path, provider=provider)
    assert isinstance(outcome, Failed)
    assert outcome.error.endswith("wants to be paid (no credit); add credit there, or set engine: static")


def test_silence_ends_after_the_time_limit(tmp_path, no_waiting):
    began = time.monotonic()
    with scripted([Turn(delay=3), Turn(delay=3)]) as server:
        outcome = outcome_of(server, tmp_path, timeout_seconds=0.2, retries=1)
        assert time.monotonic() - began < 2.5
    assert isinstance(outcome, Failed)
    assert "no answer within 0.2 s" in outcome.error


def test_a_server_that_is_not_there_is_named(tmp_path, no_waiting):
    with scripted([]) as server:
        address = server.address
    outcome = outcome_of(server, tmp_path, retries=1)
    assert isinstance(outcome, Failed)
    assert address in outcome.error


def test_without_a_key_the_variable_is_named_and_static_offered(tmp_path):
    with scripted([]) as server, pytest.raises(UserError, match=r"ANTHROPIC_API_KEY is not set.*engine: static"):
        connect(model_settings(server), {}, tmp_path)


def test_a_local_server_needs_no_key(tmp_path):
    with scripted([]) as server:
        connect(model_settings(server, "openai"), {}, tmp_path)


def test_a_chat_address_must_end_in_v1(tmp_path):
    with scripted([]) as server, pytest.raises(UserError, match="must end in /v1"):
        connect(model_settings(server, "openai", base_url=server.address), {}, tmp_path)


def test_a_budget_in_currency_needs_a_price(tmp_path):
    with scripted([]) as server, pytest.raises(UserError, match="'mystery-1' has no price"):
        connect(
            model_settings(server, name="mystery-1", budget={"day": {"currency": 5}}),
            {"ANTHROPIC_API_KEY": "k"},
            tmp_path,
        )


def test_a_damaged_price_file_is_named(tmp_path):
    file = tmp_path / "prices.yaml"
    file.write_text("date: 2026-01-01\nmodels: {a: {input: -1, output: 1}}\n")
    with scripted([]) as server, pytest.raises(ConfigError, match=r"prices.yaml: models.a.input"):
        connect(model_settings(server, prices=file), {"ANTHROPIC_API_KEY": "k"}, tmp_path)


def test_token_counts_and_cost_agree_with_the_servers(tmp_path):
    with scripted([call("read", path="a.py"), call("read", path="b.py"), GOOD]) as server:
        chosen = model_settings(server)
        work = some_work(chosen, tmp_path)
        connected(chosen, tmp_path)(work=work)
    used = work.budget.used
    assert (used.input, used.output, used.calls) == (server.totals.input_tokens, server.totals.output_tokens, 3)
    price = read_prices(None).of(MODEL)
    assert used.cost == pytest.approx((used.input * price.input + used.output * price.output) / 1e6)
