"""A model that somebody else is: each request is written to a file, and its answer is awaited in another.

DIR/0001.request.json    the request, whole; DIR/0001.request.md the same to be read by a person
DIR/0001.answer.yaml     (or .json) the answer: a turn of the script format, e.g. `text: ...`
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from arbase.domain.errors import UserError
from arbase.model.server.interface import Answerer, Asked, ProtocolError, Turn

POLL_SECONDS = 0.05
SETTLE_READS = 40


class RelayAnswerer(Answerer):
    """Waits `seconds` for each answer; tells `told` which file it waits for."""

    def __init__(self, folder: Path, seconds: float = 3600.0, told: Callable[[str], object] = str) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{folder}: cannot be created ({error.strerror}); give another --dir") from error
        self._folder = folder
        self._seconds = seconds
        self._told = told
        self._lock = threading.Lock()
        # Numbers go on after a restart: an answer that lies there from before must not answer another request.
        self._number = max((int(file.name[:4]) for file in folder.glob("[0-9][0-9][0-9][0-9].*")), default=0)
        self._ended = threading.Event()

    def answer(self, asked: Asked) -> Turn:
        """See the interface. A file that is no answer is told about, and a corrected one awaited."""
        with self._lock:
            self._number += 1
            name = f"{self._number:04}"
        request = {"protocol": asked.protocol, "model": asked.model, "tools": asked.tools, "body": asked.body}
        self._write(f"{name}.request.json", json.dumps(request, indent=2, ensure_ascii=False))
        self._write(f"{name}.request.md", readable(asked))
        self._told(f"{self._folder / name}.request.md waits for {name}.answer.yaml")
        until = time.monotonic() + self._seconds
        complained = ""
        reads = 0
        while time.monotonic() < until and not self._ended.is_set():
            text = self._answer_text(name)
            if text and text != complained:
                turn = self._parsed(text)
                if isinstance(turn, Turn):
                    return turn
                # A file may still be being written: only what stays wrong for two seconds is complained of.
                reads += 1
                if reads >= SETTLE_READS:
                    complained, reads = text, 0
                    self._told(f"{name}.answer: {turn}; correct the file")
            time.sleep(POLL_SECONDS)
        raise ProtocolError(504, "timeout_error", f"nobody answered {name}.request.json in {self._seconds:.0f} s")

    def close(self) -> None:
        """Let whoever waits go."""
        self._ended.set()

    def _answer_text(self, name: str) -> str:
        for suffix in ("yaml", "json"):
            file = self._folder / f"{name}.answer.{suffix}"
            if file.is_file():
                return file.read_text(encoding="utf-8", errors="replace")
        return ""

    @staticmethod
    def _parsed(text: str) -> Turn | str:
        try:
            return Turn.model_validate_json(json.dumps(yaml.safe_load(text)))
        except ValidationError as error:
            first = error.errors()[0]
            return f"{'.'.join(str(part) for part in first['loc']) or 'top level'}: {first['msg']}"
        except (yaml.YAMLError, TypeError, ValueError) as error:
            return f"not valid YAML ({' '.join(str(error).split())[:200]})"

    def _write(self, name: str, text: str) -> None:
        # Whoever watches the folder must not see half a request.
        part = self._folder / f".{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(self._folder / name)


def readable(asked: Asked) -> str:
    """The request as Markdown: the system prompt, then each message with its blocks, then the tools."""
    lines = [f"# {asked.model} ({asked.protocol})"]
    if asked.body.get("system"):
        lines += ["## system", _shown(asked.body["system"])]
    for message in asked.body.get("messages", []):
        lines += [f"## {message.get('role')}", _shown(message.get("content"))]
        for call in message.get("tool_calls") or ():
            lines.append(f"calls {json.dumps(call.get('function'), ensure_ascii=False)}")
    for tool in asked.body.get("tools", []):
        lines += ["## tool", f"```json\n{json.dumps(tool, indent=1, ensure_ascii=False)}\n```"]
    return "\n\n".join(lines) + "\n"


def _shown(content: Any) -> str:
    if isinstance(content, str):
        return content
    parts = []
    for block in content or ():
        kind = block.get("type")
        if kind == "text":
            parts.append(str(block.get("text")))
        elif kind == "tool_result":
            parts.append(f"result of {block.get('tool_use_id')}:\n\n{_shown(block.get('content'))}")
        else:
            parts.append(f"{kind}: {json.dumps(block, ensure_ascii=False)}")
    return "\n\n".join(parts)
