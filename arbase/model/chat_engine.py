"""An engine for servers of the OpenAI chat protocol: DSPy's native one, with the answers that are none told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dspy import lm15
from dspy.clients.engines import lm15_engine

from arbase.model.settings import ModelSettings

PROVIDER = "openai-chat"
NOT_JSON = "is not JSON"


class ChatEngine:
    """One attempt on the chat protocol. Raises the errors of `dspy.lm15`."""

    supports_function_calling = True
    supports_reasoning = True

    def __init__(self, settings: ModelSettings, key: str) -> None:
        self._base_url = settings.base_url.rstrip("/")
        self._engine = lm15_engine.LM15Engine(
            lm15.RouterConfig(
                api_keys={PROVIDER: key},
                base_urls={PROVIDER: self._base_url} if self._base_url else None,
                timeouts=lm15_engine.timeouts_for(settings.timeout_seconds),
            )
        )

    def complete(self, request: Any) -> Any:
        """The answer. What is no JSON comes from a wrong address; JSON without a choice is a broken answer."""
        try:
            response = self._engine.complete(request)
        except lm15.ProviderError as error:
            if NOT_JSON not in str(error):
                raise
            kind = "a page" if "html" in str(error).lower() else "something that is no JSON"
            raise lm15.ConfigurationError(
                f"{self._base_url or PROVIDER} answered {kind} instead of the OpenAI chat protocol; correct "
                "model.base_url",
                provider=PROVIDER,
            ) from error
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise _broken(f"{type(error).__name__}: {str(error)[:200]}") from error
        raw = response.provider_data
        # Read as it is, an answer without choices would be a model that says nothing.
        if isinstance(raw, dict) and not raw.get("choices"):
            raise _broken("it holds no choices")
        return response

    def stream(self, request: Any) -> Iterator[Any]:
        """Canonical events of the finished answer; nothing in arbase shows an answer while it is written."""
        yield from lm15.response_to_events(self.complete(request))

    def close(self) -> None:
        """Give back connections."""
        self._engine.close()


def _broken(why: str) -> Any:
    return lm15.ServerError(f"the answer is not of the OpenAI chat protocol ({why})", provider=PROVIDER)
