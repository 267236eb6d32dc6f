"""Runs a service with its real Sentry SDK and captures what a trigger makes it send, as sent on the wire."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # brotli ships no type information
from pydantic import ValidationError

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger
from arbase.evaluation.seeded.checkout import run_in
from arbase.sandbox.interface import Limits, Sandbox
from arbase.settings import load_service

_INSIDE = Path(__file__).with_name("inside") / "wire.py"


class Envelope(Noun):
    """One POST of the SDK: path, headers and body exactly as sent (body in base64, still compressed)."""

    path: str
    headers: tuple[tuple[str, str], ...]
    body: str

    def items(self) -> list[tuple[dict[str, Any], bytes]]:
        """The items of the envelope: header and payload each. Raises ReplayError if it cannot be read."""
        try:
            raw = _decompress(base64.b64decode(self.body), dict(self.headers).get("content-encoding", ""))
            _, _, rest = raw.partition(b"\n")
            items = []
            while rest.strip():
                line, _, rest = rest.partition(b"\n")
                header = json.loads(line)
                length = header.get("length")
                end = rest.find(b"\n") if length is None else int(length)
                end = len(rest) if end < 0 else end
                items.append((header, rest[:end]))
                rest = rest[end:].removeprefix(b"\n")
        except (ValueError, OSError, EOFError, zlib.error, brotli.error) as error:
            raise ReplayError(f"The captured envelope cannot be read: {error}") from error
        return items


class Answer(Noun):
    """What one step of a trigger gave: HTTP or exit status, headers and at most 64 KiB of body (base64)."""

    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    error: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return base64.b64decode(self.body).decode("utf-8", "replace")


class Capture(Noun):
    """The answers to a trigger's steps and the envelopes that were sent meanwhile."""

    steps: tuple[Answer, ...]
    envelopes: tuple[Envelope, ...] = ()

    def events(self) -> list[dict[str, Any]]:
        """The payloads of all error events, oldest first."""
        return [
            json.loads(payload)
            for envelope in self.envelopes
            for header, payload in envelope.items()
            if header.get("type") == "event"
        ]


def capture(
    checkout: Path,
    trigger: RequestTrigger | CommandTrigger,
    sandbox: Sandbox,
    *,
    release: str = "",
    record: bool = True,
    seconds: float = 60.0,
) -> Capture:
    """Run `trigger` in a fresh process in `checkout`, which must be set up, and record what its SDK sends.

    Raises ReplayError if the process dies or takes too long.
    """
    service = load_service(checkout)
    if isinstance(trigger, CommandTrigger):
        for name, text in trigger.files.items():
            path = checkout / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        steps: tuple[Stimulus, ...] = (trigger.stimulus,)
    else:
        steps = (*trigger.before, trigger.stimulus)
    job = {
        "app": service.app.kind if service.app else "",
        "target": service.app.target if service.app else "",
        "roots": service.source_roots,
        "steps": [step.model_dump() for step in steps],
        "record": record,
        "key": "0123456789abcdef0123456789abcdef",
    }
    words = ("python", "-c", _INSIDE.read_text(encoding="utf-8"))
    env = {"SENTRY_ENVIRONMENT": service.environment, **({"SENTRY_RELEASE": release} if release else {})}
    limits = Limits(seconds=seconds)
    run = run_in(checkout, words, sandbox, stdin=json.dumps(job).encode(), env=env, limits=limits)
    if run.timed_out:
        raise ReplayError(f"The trigger did not end within {seconds:g} s.")
    try:
        return Capture.model_validate_json(run.stdout)
    except ValidationError as error:
        output = run.stderr.decode("utf-8", "replace").strip()[-800:]
        raise ReplayError(f"The trigger's process died with {run.exit_status}: {output}") from error


def _decompress(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "gzip":
            return gzip.decompress(body)
        case "br":
            return bytes(brotli.decompress(body))
        case "deflate":
            return zlib.decompress(body)
        case _:
            return body
