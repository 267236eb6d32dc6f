"""A loopback server that speaks the protocols of language models: what it is asked, and what it answers.

`script` answers from a file or a list, `relay` lets somebody else answer; `messages` and `chat` know the protocols.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Literal

from pydantic import Field

from arbase.domain.noun import Noun

STOPS = Literal["end_turn", "tool_use", "max_tokens", "refusal", "stop_sequence", "pause_turn"]


class Call(Noun):
    """One tool call of an answer. `raw` replaces the arguments by text that need not be JSON."""

    name: str = Field(description="Name of the tool.")
    args: dict[str, Any] = Field(default_factory=dict, description="Arguments by name.")
    raw: str | None = Field(default=None, description="Arguments as text, also malformed.")


class WireError(Noun):
    """An error that the server answers instead of a turn."""

    status: int = Field(description="HTTP status, 200 for an error event inside of a stream.")
    type: str = Field(default="api_error", description="The protocol's word for the error.")
    message: str = Field(default="scripted error", description="What the error says.")
    retry_after: float | None = Field(default=None, description="Seconds in the retry-after header.")


class Tokens(Noun):
    """Token counts that an answer reports; None leaves counting to the server (four characters a token)."""

    input: int | None = Field(default=None, ge=0, description="Input tokens that were not cached.")
    output: int | None = Field(default=None, ge=0, description="Output tokens.")
    cache_read: int = Field(default=0, ge=0, description="Input tokens read from the cache.")
    cache_write: int = Field(default=0, ge=0, description="Input tokens written to the cache.")


class Turn(Noun):
    """One answer. The first that is set of `error`, `raw`, `cut` decides; else text, thinking and calls are sent."""

    text: str = Field(default="", description="Text of the answer.")
    thinking: str = Field(default="", description="Thinking before the answer; sent with a signature.")
    calls: tuple[Call, ...] = Field(default=(), description="Tool calls.")
    stop: STOPS | None = Field(default=None, description="Stop reason; by default what fits.")
    tokens: Tokens = Field(default_factory=Tokens, description="Token counts to report.")
    delay: float = Field(default=0.0, ge=0, le=600, description="Seconds before the answer.")
    error: WireError | None = Field(default=None, description="Answer an error.")
    raw: str | None = Field(default=None, description="Answer this body with status 200, whatever it is.")
    content_type: str = Field(default="application/json", description="Content type of `raw`.")
    cut: bool = Field(default=False, description="Close the connection in the middle of the answer.")
    expect: tuple[str, ...] = Field(default=(), description="Texts that the request must hold; else status 400.")

    @property
    def stop_reason(self) -> str:
        """The stop reason in the words of the Messages protocol."""
        return self.stop or ("tool_use" if self.calls else "end_turn")


class Asked(Noun):
    """A valid request, freed of its protocol. `answered` counts the assistant turns in it."""

    protocol: Literal["messages", "chat"]
    model: str
    body: dict[str, Any]
    stream: bool
    tools: tuple[str, ...] = ()
    answered: int = 0
    key: str = ""

    @property
    def characters(self) -> int:
        """How much was sent, for counting tokens."""
        return sum(len(str(self.body.get(name, ""))) for name in ("system", "messages", "tools"))


class ProtocolError(Exception):
    """The client broke the protocol, or the script's expectation; becomes the protocol's own error answer."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.error = WireError(status=status, type=kind, message=message)


class Answerer(ABC):
    """Decides what a valid request is answered. Called from several threads."""

    @abstractmethod
    def answer(self, asked: Asked) -> Turn:
        """The turn to send. Raises ProtocolError for what this model refuses."""

    def models(self) -> tuple[str, ...]:
        """The models that are offered; empty: any."""
        return ()

    def keys(self) -> tuple[str, ...]:
        """The keys that are accepted; empty: any."""
        return ()
