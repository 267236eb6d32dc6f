"""The stage on which a service really runs: trees, segments (processes) and occurrences, and what their SDK sent.

A segment is one process of the service with its environment and faults; each of its occurrences runs in a fork of that
process with the clock of the simulation, on the data that set-up made. Everything runs in a sandbox, warm: third-party
modules are imported once for all segments.
"""

from __future__ import annotations

import ast
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from pydantic import Field, ValidationError

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.capture import Answer, Envelope
from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger
from arbase.evaluation.seeded.checkout import run_in
from arbase.sandbox.interface import Limits, Sandbox
from arbase.settings import load_service

_INSIDE = Path(__file__).with_name("inside")
_SEGMENT_SECONDS = 3600.0


class Patch(Noun):
    """Another text of one file of the service; only the bodies of its functions may differ."""

    file: str
    source: str


class Occurrence(Noun):
    """Something that happens once. `at` is in epoch seconds of the simulation."""

    id: str
    at: float
    trigger: RequestTrigger | CommandTrigger | None = Field(
        default=None, description="What happens; None: the visible tests are run, with `tests` for arguments of pytest."
    )
    tests: tuple[str, ...] = ()
    patch: Patch | None = Field(default=None, description="Code of this occurrence alone, put into the live process.")
    watch: bool = Field(default=False, description="Note which lines of the service are run.")
    seed: int = 0
    user: str = ""
    release: str = "1.0.0"
    environment: str = "production"
    server: str = "web-1"

    def job(self) -> dict[str, Any]:
        """What the inside gets."""
        trigger = self.trigger
        known = self.model_dump(exclude={"trigger", "tests"})
        if trigger is None:
            return {**known, "steps": [{"kind": "tests", "command": self.tests}], "files": {}}
        steps: tuple[Stimulus, ...] = (trigger.stimulus,)
        if isinstance(trigger, RequestTrigger):
            steps = (*trigger.before, trigger.stimulus)
        files = trigger.files if isinstance(trigger, CommandTrigger) else {}
        return {**known, "steps": [step.model_dump(mode="json") for step in steps], "files": files}


class Segment(Noun):
    """One process of the service: its tree, environment and faults, and what happens in it, in order."""

    id: str
    tree: Path
    occurrences: tuple[Occurrence, ...]
    overlay: dict[str, str | None] = Field(
        default_factory=dict, description="Files of this segment's code, path -> text; None: it is not there."
    )
    env: dict[str, str] = Field(default_factory=dict)
    faults: tuple[dict[str, Any], ...] = ()
    patience: float = Field(default=120.0, gt=0, description="Seconds after which an occurrence is said to hang.")


class Played(Noun):
    """What one occurrence gave: answers, envelopes as sent, or why the process was lost.

    `root` is the folder in which the service ran, `addresses` those of its dependencies: both are taken out of texts.
    """

    segment: str
    occurrence: str
    steps: tuple[Answer, ...] = ()
    envelopes: tuple[Envelope, ...] = ()
    fault: str = ""
    root: str = ""
    lines: tuple[str, ...] = Field(default=(), description="`file:line` of what was run, if it was watched.")
    tests: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Test function, as `file::name` -> the `lines` that it ran, if watched."
    )
    unpatched: bool = Field(default=False, description="The patch could not be put into the live process.")
    addresses: dict[str, int] = Field(default_factory=dict)

    def events(self) -> list[dict[str, Any]]:
        """The payloads of all error events, oldest first. Raises ReplayError."""
        return [
            orjson.loads(payload)
            for envelope in self.envelopes
            for header, payload in envelope.items()
            if header.get("type") == "event"
        ]


def play(segments: Sequence[Segment], sandbox: Sandbox, *, parallel: int = 2) -> dict[str, list[Played]]:
    """Play the segments, whose trees must be set up; gives segment id -> what was played, in order.

    Raises ReplayError if the stage itself broke; a segment whose service cannot start is one `Played` with a fault.
    """
    if not segments:
        return {}
    service = load_service(segments[0].tree)
    trees = sorted({segment.tree for segment in segments})
    with tempfile.TemporaryDirectory(prefix="arbase-stage-") as folder:
        place = Path(folder)
        shutil.copytree(_INSIDE, place / "ship" / "staged", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(trees[0] / ".arbase", place / ".arbase")  # tells run_in the interpreter and the environment
        (place / "scratch").mkdir()
        job = {
            "name": service.name,
            "app": service.app.kind if service.app else "",
            "target": service.app.target if service.app else "",
            "roots": service.source_roots,
            "env": service.env,
            "imports": sorted(_imported(trees[0], service.tests)),
            "trees": [str(tree) for tree in trees],
            "preload": 0,
            "scratch": str(place / "scratch"),
            "output": str(place / "played.jsonl"),
            "parallel": parallel,
            "segments": [
                {
                    "id": segment.id,
                    "tree": trees.index(segment.tree),
                    "overlay": segment.overlay,
                    "env": segment.env,
                    "faults": list(segment.faults),
                    "patience": segment.patience,
                    "occurrences": [occurrence.job() for occurrence in segment.occurrences],
                }
                for segment in segments
            ],
        }
        words = ("python", "-c", _start(place / "ship"))
        limits = Limits(seconds=_SEGMENT_SECONDS, memory_mb=8192, processes=512, file_mb=2048)
        run = run_in(place, words, sandbox, stdin=json.dumps(job).encode(), limits=limits)
        if run.exit_status != 0:
            output = run.stderr.decode("utf-8", "replace").strip()[-800:]
            raise ReplayError(f"The stage of {service.name} ended with {run.exit_status}: {output}")
        return _read(place / "played.jsonl", segments)


def _imported(tree: Path, tests: str) -> set[str]:
    """Top-level packages that the service's sources import, its tests left out."""
    found = set()
    for path in tree.rglob("*.py"):
        if path.relative_to(tree).parts[0] == tests:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return {name for name in found if not (tree / name).exists()}


def _start(ship: Path) -> str:
    return f"import runpy, sys; sys.path.insert(0, {str(ship)!r}); runpy.run_module('staged', run_name='__main__')"


def _read(output: Path, segments: Sequence[Segment]) -> dict[str, list[Played]]:
    """The lines of the output file, in the order of the occurrences. Raises ReplayError."""
    known: dict[str, dict[str, Played]] = {segment.id: {} for segment in segments}
    faults: dict[str, str] = {}
    with output.open("rb") as lines:
        for line in lines:
            try:
                record = orjson.loads(line)
                if record.pop("done", False):
                    faults[record["segment"]] = record["fault"]
                    continue
                played = Played.model_validate(record)
            except (orjson.JSONDecodeError, ValidationError) as error:
                raise ReplayError(f"The stage wrote a line that cannot be read: {error}") from error
            known[played.segment][played.occurrence] = played
    result = {}
    for segment in segments:
        fault = faults.get(segment.id, "the process was lost")
        missing = f"did not happen: {fault}"
        result[segment.id] = [
            known[segment.id].get(one.id) or Played(segment=segment.id, occurrence=one.id, fault=missing)
            for one in segment.occurrences
        ]
    return result
