"""A model that answers from a script: a YAML file, or turns that a test hands over."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from arbase.domain.errors import ConfigError
from arbase.domain.noun import Noun
from arbase.model.server.interface import Answerer, Asked, ProtocolError, Turn

MAX_BYTES = 10_000_000
Reply = Callable[[Asked], Turn]


class Script(Noun):
    """What a scripted model answers, and what it refuses."""

    turns: tuple[Turn, ...] = Field(default=(), description="The answers in order.")
    order: Literal["request", "conversation"] = Field(
        default="request",
        description="`request`: the n-th request gets the n-th answer; `conversation`: a request with n assistant "
        "messages gets answer n + 1, so that any number of conversations may run at once.",
    )
    models: tuple[str, ...] = Field(default=(), description="Models that exist; empty: any.")
    keys: tuple[str, ...] = Field(default=(), description="Keys that are accepted; empty: any.")
    tool_use: bool = Field(default=True, description="False: a model that refuses requests with tools.")
    window: int | None = Field(default=None, ge=1, description="Largest input in tokens (four characters each).")


def read_script(file: Path) -> Script:
    """The script in a YAML or JSON file. Raises ConfigError that says what is wrong and where."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{file}: larger than {MAX_BYTES} bytes; is this the right file?")
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Script.model_validate_json(json.dumps(data))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "top level"
        raise ConfigError(f"{file}: {where}: {first['msg']}; a script holds `turns:`") from error
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid YAML ({' '.join(str(error).split())[:200]})") from error


class ScriptAnswerer(Answerer):
    """Answers from a script; `reply` decides instead of the script's turns where it is given."""

    def __init__(self, script: Script, reply: Reply | None = None) -> None:
        self._script = script
        self._reply = reply
        self._given = 0
        self._lock = threading.Lock()
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Turn:
        """See the interface."""
        script = self._script
        if asked.tools and not script.tool_use:
            raise ProtocolError(400, "invalid_request_error", f"{asked.model} does not support tools")
        if script.window is not None and asked.characters // 4 > script.window:
            size = asked.characters // 4
            text = f"prompt is too long: {size} tokens > {script.window} maximum context length"
            raise ProtocolError(400, "invalid_request_error", text)
        with self._lock:
            self.asked.append(asked)
            turn = self._reply(asked) if self._reply else self._next(script.turns, asked)
        text = json.dumps(asked.body, ensure_ascii=False)
        for wanted in turn.expect:
            if wanted not in text and json.dumps(wanted)[1:-1] not in text:
                raise ProtocolError(400, "invalid_request_error", f"the script expected {wanted!r} in the request")
        return turn

    def _next(self, turns: Sequence[Turn], asked: Asked) -> Turn:
        index = asked.answered if self._script.order == "conversation" else self._given
        self._given += 1
        if index >= len(turns):
            raise ProtocolError(400, "invalid_request_error", f"the script has no turn {index + 1} of {len(turns)}")
        return turns[index]

    def models(self) -> tuple[str, ...]:
        """See the interface."""
        return self._script.models

    def keys(self) -> tuple[str, ...]:
        """See the interface."""
        return self._script.keys
