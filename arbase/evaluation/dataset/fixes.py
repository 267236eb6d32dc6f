"""The repair cases as a table: the instance schema of SWE-bench (Jimenez et al., 2024) plus the event."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa

from arbase.domain.event import Event
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.alerts import Incident
from arbase.evaluation.dataset.datasheet import fixes_card
from arbase.evaluation.dataset.facts import BugFacts
from arbase.evaluation.dataset.settings import CANARY, DatasetSettings
from arbase.evaluation.dataset.splits import fix_keys, fix_text, make_splits
from arbase.evaluation.dataset.tables import write_checksums, write_shards
from arbase.evaluation.dataset.work import write_whole

_TEXTS = (
    *("id", "repo", "instance_id", "base_commit", "patch", "test_patch", "problem_statement", "hints_text"),
    *("created_at", "version", "FAIL_TO_PASS", "PASS_TO_PASS", "environment_setup_commit"),
    *("event", "event_id", "service", "origin", "family", "operator", "difficulty", "trigger", "crash", "root_cause"),
    *("bug_commit", "split", "canary"),
)
_SCHEMA = pa.schema([*((name, pa.string()) for name in _TEXTS), ("looks_like_noise", pa.bool_())])


class FixCase(Noun):
    """One row of the fixes table. Texts that are lists or mappings are JSON, as in SWE-bench."""

    id: str
    repo: str
    instance_id: str
    base_commit: str
    patch: str
    test_patch: str
    problem_statement: str
    hints_text: str
    created_at: str
    version: str
    FAIL_TO_PASS: str
    PASS_TO_PASS: str
    environment_setup_commit: str
    event: str
    event_id: str
    service: str
    origin: str
    family: str
    operator: str
    difficulty: str
    trigger: str
    crash: str
    root_cause: str
    bug_commit: str
    split: str
    looks_like_noise: bool
    canary: str = CANARY


def fix_cases(
    settings: DatasetSettings, facts: Sequence[BugFacts], incidents: Sequence[Incident]
) -> tuple[tuple[FixCase, ...], list[str]]:
    """The cases whose event was captured, by id; and the ids of those whose event never came."""
    events: dict[str, str] = {}
    for incident in incidents:
        events.setdefault(incident.cause, incident.samples[0])
    known = sorted(facts, key=lambda one: one.id)
    cases = tuple(_case(settings, one, events[one.id]) for one in known if one.id in events)
    return cases, [one.id for one in known if one.id not in events]


def write_fixes(settings: DatasetSettings, cases: Sequence[FixCase], missing: Sequence[str]) -> None:
    """Write datasets/fixes whole: data, splits, datasheet, checksums."""
    target = settings.target / "fixes"
    shutil.rmtree(target / "data", ignore_errors=True)
    rows = [case.model_dump(mode="json") for case in cases]
    for split in sorted({row["split"] for row in rows}):
        write_shards(target / "data", split, [row for row in rows if row["split"] == split], _SCHEMA)
    splits = make_splits(rows, fix_text, fix_keys)
    write_whole(target / "splits.json", (splits.model_dump_json(indent=1) + "\n").encode())
    write_whole(target / "README.md", fixes_card(rows, missing).encode())
    write_checksums(target)


def _case(settings: DatasetSettings, facts: BugFacts, sample: str) -> FixCase:
    event = Event.model_validate_json(sample)
    return FixCase(
        id=facts.id,
        repo=f"arbase-bench/{facts.service}",
        instance_id=facts.id,
        base_commit=facts.base_commit,
        patch=facts.patch,
        test_patch=facts.test_patch,
        problem_statement=problem_statement(event),
        hints_text="",
        created_at=event.occurred_at.isoformat(),
        version=event.release or "",
        FAIL_TO_PASS=json.dumps(facts.fail_to_pass),
        PASS_TO_PASS=json.dumps(facts.pass_to_pass),
        environment_setup_commit=facts.base_commit,
        event=sample,
        event_id=str(orjson.loads(sample)["id"]),
        service=facts.service,
        origin=facts.origin,
        family=facts.family,
        operator=facts.operator,
        difficulty=facts.difficulty,
        trigger=facts.triggers[0].model_dump_json(by_alias=True, exclude_defaults=True),
        crash=facts.crash.model_dump_json(),
        root_cause=facts.root_cause.model_dump_json(),
        bug_commit=facts.bug_commit,
        split=settings.split_of(facts.service),
        looks_like_noise=facts.looks_like_noise,
    )


def problem_statement(event: Event) -> str:
    """What a person who reads the alert would write down; nothing that only the catalogue knows."""
    lines = []
    for raised in reversed(event.exceptions):
        lines.append(f"{raised.type}: {raised.message}")
        lines += [f"  {frame.path}:{frame.line} in {frame.function}" for frame in raised.in_app_frames]
    request = event.request
    what = f"{request.method} {request.url}" if request else event.transaction or "a command"
    return f"The service fails at {what}.\n\n" + "\n".join(lines or [event.message])


def row_event(row: dict[str, Any]) -> Event:
    """The event of a row of the fixes table."""
    return Event.model_validate_json(row["event"])
