"""Procedural bugs: operators applied everywhere, kept when the visible tests still pass and the workload crashes.

One warm process of the clean service tries all mutants: a changed function is put into a fork of it, the requests that
run this function are played, then the visible tests. The oracle is what the clean service answers to many requests; a
mutant is kept only if that oracle also rejects a mask and a deletion of the function that crashes.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.operators import Mutant, mutants_of
from arbase.evaluation.dataset.schedule import seeded
from arbase.evaluation.dataset.traffic import AT, traffic_of
from arbase.evaluation.seeded.catalogue import Crash, RequestTrigger, SeededService
from arbase.evaluation.seeded.mutants import delete, mask
from arbase.evaluation.seeded.stage import Occurrence, Patch, Played, Segment, play
from arbase.sandbox.interface import Sandbox
from arbase.settings import load_service

_REQUESTS = 150
_PER_FUNCTION = 6
_TRIED = 5
_RECORDED = 12


class Recorded(NamedTuple):
    """A request, what the clean service answered, and which functions it ran."""

    request: RequestTrigger
    status: int
    body: Any
    functions: frozenset[str]


class Found(Noun):
    """A mutant that crashes where the visible tests do not look."""

    mutant: Mutant
    crash: Crash
    triggers: tuple[RequestTrigger, ...]
    oracle: str


class Hunt(Noun):
    """What a hunt in one service found, and what became of the other mutants."""

    found: tuple[Found, ...] = ()
    tried: int = 0
    crashed: int = 0
    tests_passed: int = 0
    rejected: dict[str, int] = Field(default_factory=dict)


def hunt(service: SeededService, tree: Path, most: int, sandbox: Sandbox) -> Hunt:
    """Look for at most `most` procedural bugs in a service whose clean `tree` is set up. Raises ReplayError."""
    described = load_service(tree)
    if described.app is None:
        return Hunt()
    recorded = record(service, tree, sandbox)
    by_function: dict[str, list[Recorded]] = defaultdict(list)
    for answer in recorded:
        for name in answer.functions:
            by_function[name].append(answer)
    mutants = _mutants(service, tree, by_function, most * 8)
    crashes = _crashing(tree, mutants, by_function, sandbox)
    passing = _passing(tree, [one for one, *_ in crashes][: most * 3], described.commands.test, sandbox)
    found: list[Found] = []
    rejected: dict[str, int] = defaultdict(int)
    for mutant, crash, triggers in crashes:
        if mutant not in passing or len(found) >= most:
            continue
        answers = _oracle_answers(mutant, triggers, by_function)
        oracle = _oracle(described.app.kind, described.app.target, answers)
        found.append(Found(mutant=mutant, crash=crash, triggers=tuple(triggers), oracle=oracle))
    kept = []
    for one, fault in zip(found, _soft(tree, found, sandbox), strict=True):
        if fault:
            rejected[fault] += 1
        else:
            kept.append(one)
    return Hunt(
        found=tuple(kept), tried=len(mutants), crashed=len(crashes), tests_passed=len(passing), rejected=rejected
    )


def record(service: SeededService, tree: Path, sandbox: Sandbox) -> list[Recorded]:
    """The clean service's answers, as far as two runs agree on them and none is a crash."""
    traffic = traffic_of(service, _REQUESTS)
    segments = [
        Segment(id=name, tree=tree, occurrences=_occurrences("r", traffic, None, watch=name == "watched"))
        for name in ("watched", "again")
    ]
    played = play(segments, sandbox)
    found = []
    for request, one, two in zip(traffic, played["watched"], played["again"], strict=True):
        if one.fault or two.fault or one.events() or not one.steps or one.steps[-1].status is None:
            continue
        if one.steps[-1] == two.steps[-1] and one.steps[-1].status < 500:
            body = _json(one) if one.steps[-1].status < 300 else None
            found.append(Recorded(request, one.steps[-1].status, body, frozenset(one.functions)))
    return found


def _mutants(service: SeededService, tree: Path, by_function: dict[str, list[Recorded]], most: int) -> list[Mutant]:
    """Mutants of functions that the traffic runs, a few of each, in an order that the seed gives."""
    rng = seeded("mutants", service.folder.name)
    found: list[Mutant] = []
    for file in sorted({name.partition(":")[0] for name in by_function}):
        groups: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in mutants_of(file, (tree / file).read_text(encoding="utf-8")):
            if f"{file}:{mutant.function}" in by_function:
                groups[mutant.function].append(mutant)
        for mutants in groups.values():
            found += rng.sample(mutants, k=min(len(mutants), _PER_FUNCTION))
    rng.shuffle(found)
    return found[:most]


def _crashing(
    tree: Path, mutants: Sequence[Mutant], by_function: dict[str, list[Recorded]], sandbox: Sandbox
) -> list[tuple[Mutant, Crash, list[RequestTrigger]]]:
    tried = []
    for mutant in mutants:
        ran = by_function[f"{mutant.file}:{mutant.function}"]
        step = max(1, len(ran) // _TRIED)
        tried.append([one.request for one in ran[::step][:_TRIED]])
    halves: list[list[Occurrence]] = [[], []]
    for number, (mutant, requests) in enumerate(zip(mutants, tried, strict=True)):
        halves[number % 2] += _occurrences(f"m{number}", requests, _patch(mutant))
    segments = [
        Segment(id=f"mutants-{place}", tree=tree, occurrences=tuple(half)) for place, half in enumerate(halves) if half
    ]
    played = {one.occurrence: one for part in play(segments, sandbox).values() for one in part}
    found = []
    for number, (mutant, requests) in enumerate(zip(mutants, tried, strict=True)):
        crashes: dict[tuple[str, str, str], list[RequestTrigger]] = defaultdict(list)
        for place, request in enumerate(requests):
            crash = _crash(played[f"m{number}/{place}"])
            if crash is not None:
                crashes[crash.exception, crash.file, crash.function].append(request)
        if crashes:
            (exception, file, function), triggers = max(crashes.items(), key=lambda item: len(item[1]))
            found.append((mutant, Crash(exception=exception, file=file, function=function), triggers))
    return found


def _passing(tree: Path, mutants: Sequence[Mutant], command: Sequence[str], sandbox: Sandbox) -> list[Mutant]:
    """The mutants with which all visible tests pass."""
    if "pytest" not in command:
        raise UserError(f"{tree}: the test command is not pytest, so procedural bugs cannot be tried in one process.")
    arguments = (*command[list(command).index("pytest") + 1 :], "-x", "-q")
    occurrences = [
        Occurrence(id=f"t{number}", at=AT, tests=arguments, patch=_patch(mutant))
        for number, mutant in enumerate(mutants)
    ]
    if not occurrences:
        return []
    middle = (len(occurrences) + 1) // 2
    parts = [part for part in (occurrences[:middle], occurrences[middle:]) if part]
    segments = [Segment(id=f"tests-{n}", tree=tree, occurrences=tuple(part)) for n, part in enumerate(parts)]
    played = {one.occurrence: one for part in play(segments, sandbox).values() for one in part}
    return [mutant for number, mutant in enumerate(mutants) if _succeeded(played[f"t{number}"])]


def _soft(tree: Path, found: Sequence[Found], sandbox: Sandbox) -> list[str]:
    """Why an oracle is too kind: it takes a mask, or the function deleted; empty where it rejects both."""
    segments = []
    for number, one in enumerate(found):
        answers = json.loads(one.oracle)["answers"]
        source = one.mutant.source if one.mutant.file == one.crash.file else None
        text = source if source is not None else (tree / one.crash.file).read_text(encoding="utf-8")
        requests = [RequestTrigger.model_validate(answer["request"]) for answer in answers]
        occurrences: list[Occurrence] = []
        for name, change in (("mask", mask), ("delete", delete)):
            patch = Patch(file=one.crash.file, source=change(text, one.crash.function))
            occurrences += _occurrences(f"{name}{number}", requests, patch)
        segments.append(Segment(id=f"soft-{number}", tree=tree, occurrences=tuple(occurrences)))
    merged = [Segment(id="soft", tree=tree, occurrences=tuple(o for s in segments for o in s.occurrences))]
    played = {one.occurrence: one for part in play(merged if segments else [], sandbox).values() for one in part}
    faults = []
    for number, one in enumerate(found):
        answers = json.loads(one.oracle)["answers"]
        fault = ""
        for name in ("mask", "delete"):
            same = all(_same(played[f"{name}{number}/{place}"], answer) for place, answer in enumerate(answers))
            fault = fault or (f"the oracle takes a {name}" if same else "")
        faults.append(fault)
    return faults


def _oracle_answers(
    mutant: Mutant, triggers: Sequence[RequestTrigger], by_function: dict[str, list[Recorded]]
) -> list[Recorded]:
    ran = by_function[f"{mutant.file}:{mutant.function}"]
    first = [one for one in ran if one.request in triggers]
    others = [one for one in ran if one.request not in triggers]
    return [*first[:4], *others[: _RECORDED - min(4, len(first))]]


def _oracle(app: str, target: str, answers: Iterable[Recorded]) -> str:
    rows = []
    for one in answers:
        steps = [step.model_dump(mode="json") for step in (*one.request.before, one.request.stimulus)]
        request = one.request.model_dump(mode="json", by_alias=True, exclude={"before"}, exclude_none=True)
        rows.append({"steps": steps, "status": one.status, "body": one.body, "request": request})
    return json.dumps({"app": app, "target": target, "answers": rows}, ensure_ascii=False, sort_keys=True)


def _occurrences(
    name: str, requests: Sequence[RequestTrigger], patch: Patch | None, *, watch: bool = False
) -> tuple[Occurrence, ...]:
    return tuple(
        Occurrence(id=f"{name}/{place}", at=AT, trigger=request, patch=patch, watch=watch)
        for place, request in enumerate(requests)
    )


def _patch(mutant: Mutant) -> Patch:
    return Patch(file=mutant.file, source=mutant.source)


def _succeeded(played: Played) -> bool:
    return not played.fault and not played.unpatched and bool(played.steps) and played.steps[-1].status == 0


def _same(played: Played, answer: dict[str, Any]) -> bool:
    if played.fault or not played.steps or played.steps[-1].status != answer["status"]:
        return False
    return answer["body"] is None or _json(played) == answer["body"]


def _json(played: Played) -> Any:
    """The body of the last answer, if it is JSON and short enough to have been kept whole."""
    try:
        return json.loads(base64.b64decode(played.steps[-1].body))
    except ValueError:
        return None


def _crash(played: Played) -> Crash | None:
    """What crashed and where, from the event that the SDK sent; None without a 500 and an exception of our own code."""
    if played.fault or played.unpatched or not played.steps:
        return None
    if played.steps[-1].status != 500 and not played.steps[-1].error:
        return None
    for event in reversed(played.events()):
        for raised in reversed((event.get("exception") or {}).get("values") or []):
            for frame in reversed((raised.get("stacktrace") or {}).get("frames") or []):
                path = str(frame.get("abs_path") or "")
                if path.startswith(f"{played.root}/"):
                    file = path.removeprefix(f"{played.root}/")
                    return Crash(exception=str(raised["type"]), file=file, function=str(frame["function"]))
    return None
