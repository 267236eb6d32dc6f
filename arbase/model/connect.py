"""From settings to a language model for DSPy: engine, meter, retries; and errors in words that say what to do."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import dspy
from dspy import lm15
from dspy.utils import exceptions as failures

from arbase.domain.errors import ModelError, UserError
from arbase.model.anthropic_engine import AnthropicEngine, Engine
from arbase.model.batches import BatchingEngine
from arbase.model.budget import Budget, priced
from arbase.model.chat_engine import ChatEngine
from arbase.model.settings import ModelSettings
from arbase.model.usage import Prices, Used, read_prices

NOT_OF_PROTOCOL = "the answer is not of the"


class MeteredEngine:
    """Any engine, with the budget asked before each attempt and its usage counted after.

    A budget belongs to the incident that a thread works on, an engine to the whole process.
    """

    supports_function_calling = True
    supports_reasoning = True

    def __init__(self, engine: Engine, settings: ModelSettings, prices: Prices) -> None:
        self._engine = engine
        self._settings = settings
        self._prices = prices
        self._local = threading.local()

    def charge(self, budget: Budget | None) -> None:
        """From now on this thread's calls go to `budget`."""
        self._local.budget = budget
        self._local.last = Used()

    @property
    def last(self) -> Used:
        """What this thread's latest call used."""
        used: Used = getattr(self._local, "last", Used())
        return used

    def complete(self, request: Any) -> Any:
        """One attempt. Raises BudgetReached before anything is spent."""
        budget: Budget | None = getattr(self._local, "budget", None)
        if budget is not None:
            budget.check()
        began = time.monotonic()
        response = self._engine.complete(request)
        used = used_of(response, self._settings).model_copy(update={"seconds": time.monotonic() - began})
        used = used.model_copy(update={"cost": self._prices.cost(self._settings.name, used)})
        self._local.last = used
        if budget is not None:
            budget.spend(used)
        return response

    def stream(self, request: Any) -> Iterator[Any]:
        """Canonical events of the finished answer."""
        yield from lm15.response_to_events(self.complete(request))

    def close(self) -> None:
        """Give back connections."""
        self._engine.close()


def used_of(response: Any, settings: ModelSettings) -> Used:
    """Tokens of a response, disjoint. OpenAI counts cached tokens as input too, Anthropic beside it."""
    counts = response.usage
    read, written = counts.cache_read_tokens or 0, counts.cache_write_tokens or 0
    given = counts.input_tokens or 0
    if settings.provider == "openai":
        given = max(0, given - read - written)
    return Used(input=given, output=counts.output_tokens or 0, cache_read=read, cache_write=written, calls=1)


def connect(settings: ModelSettings, environ: Mapping[str, str] = os.environ) -> tuple[Any, MeteredEngine]:
    """The `dspy.LM` and the meter in it. Raises UserError without a key or with a budget that cannot be kept."""
    key = environ.get(settings.key_variable, "")
    if not key and settings.provider == "openai" and settings.base_url:
        key = "none"  # local servers ask for none, the protocol still carries one
    if not key:
        raise UserError(
            f"no key: the environment variable {settings.key_variable} is not set; set it, name another with "
            "model.key_env, or set engine: static, which needs none"
        )
    if settings.provider == "openai" and settings.base_url and not settings.base_url.rstrip("/").endswith("/v1"):
        raise UserError(f"model.base_url {settings.base_url!r} must end in /v1 for an OpenAI-compatible server")
    if settings.batch and settings.provider != "anthropic":
        raise UserError("model.batch works with model.provider: anthropic only; take one of them out")
    prices = read_prices(settings.prices)
    priced(settings.budget, prices, settings.name)
    engine = _messages(settings, key) if settings.provider == "anthropic" else ChatEngine(settings, key)
    metered = MeteredEngine(engine, settings, prices)
    model = f"{settings.provider}/{settings.name}"
    return dspy.LM(model, engine=metered, cache=False, num_retries=settings.retries), metered


def _messages(settings: ModelSettings, key: str) -> Engine:
    """The engine on the anthropic SDK."""
    engine = AnthropicEngine(settings, key)
    return BatchingEngine(engine, settings) if settings.batch else engine


def explained(error: Exception, settings: ModelSettings) -> ModelError:
    """What went wrong at the model, where, and what to do; for the errors that DSPy raises."""
    where = settings.base_url or f"the server of {settings.provider}"
    message = " ".join(str(getattr(error, "message", "") or error).split("\n\n  To fix")[0].split())[:300]
    if isinstance(error, failures.LMAuthError):
        return ModelError(f"{where} refused the key in {settings.key_variable} ({message}); correct the key")
    if isinstance(error, failures.LMUnsupportedModelError):
        wrong = "model.name" if "model" in message.lower() else "model.name or model.base_url"
        return ModelError(f"{where} does not know the model {settings.name!r} ({message}); correct {wrong}")
    if isinstance(error, failures.LMConfigurationError):
        return ModelError(message)
    if isinstance(error, failures.LMBillingError):
        return ModelError(f"{where} wants to be paid ({message}); add credit there, or set engine: static")
    tries = settings.retries + 1
    attempts = f"{tries} attempts" if tries > 1 else "one attempt"
    if isinstance(error, failures.LMServerError) and NOT_OF_PROTOCOL in message:
        return ModelError(f"{where} gave no answer that can be read in {attempts} ({message}); correct model.base_url")
    passing = failures.LMRateLimitError | failures.LMServerError | failures.LMTimeoutError | failures.LMTransportError
    if isinstance(error, passing):
        return ModelError(f"{where} gave no answer in {attempts} ({message}); try again later")
    if isinstance(error, failures.LMInvalidRequestError):
        return ModelError(f"{where} refused the request ({message}); check the settings below model")
    return ModelError(f"{where}: {type(error).__name__}: {message}")


def tools_refused(error: Exception) -> bool:
    """Whether a model or its server knows no tools. llama.cpp says so with status 500, others with 400."""
    if isinstance(error, failures.LMUnsupportedModelError):
        return False
    return isinstance(error, failures.LMInvalidRequestError | failures.LMServerError) and "tool" in str(error).lower()
