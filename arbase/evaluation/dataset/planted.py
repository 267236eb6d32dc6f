"""Procedural bugs as cases: a commit in the history, the facts, and the recorded answers as hidden tests."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.facts import BugFacts, clean_tree, diff_of_new, visible_tests, workshop_of
from arbase.evaluation.dataset.kept import KeptBug, folder_of, read_kept
from arbase.evaluation.dataset.noticing import without
from arbase.evaluation.dataset.operators import Mutant, mutants_of
from arbase.evaluation.dataset.survey import INSIDE, Recorded, oracle_of, record, write_oracle
from arbase.evaluation.dataset.work import Work, digest_of
from arbase.evaluation.seeded.catalogue import Bug, BugCase, CommitInfo, Crash, RequestTrigger, RootCause, SeededService
from arbase.evaluation.seeded.history import BuiltHistory, build_history, commit_identity
from arbase.sandbox.interface import Sandbox

_ORACLE = "hidden_oracle"


class Planted(Noun):
    """The procedural bugs of a service, and why others that are kept could not be made again."""

    facts: tuple[BugFacts, ...] = ()
    rejected: dict[str, str] = Field(default_factory=dict)


class _Answers(Noun):
    answers: tuple[Recorded | None, ...]


class Regrown(NamedTuple):
    """A kept bug made again: its mutant, its triggers, its oracle, and the test files without what notices it."""

    mutant: Mutant
    crash: Crash
    triggers: tuple[RequestTrigger, ...]
    oracle: str
    noticed: tuple[str, ...]
    tests: dict[str, str]


def procedural_facts(service: SeededService, most: int, work: Work, sandbox: Sandbox) -> Planted:
    """Make the first `most` kept bugs again and plant them into the history. Raises ReplayError, UserError."""
    kept = read_kept(service)
    if not most or not kept.bugs:
        return Planted()
    tree = clean_tree(service, work, sandbox)
    key = digest_of("answers-1", service.sources, folder_of(service) / "traffic.jsonl", INSIDE)

    def make() -> _Answers:
        return _Answers(answers=tuple(record(tree, kept.traffic, sandbox)))

    answers = work.model(_Answers, f"answers-{service.folder.name}", key, make).answers
    workshop_of(service, work)
    bugs = kept.bugs[:most]
    mutants = _mutants(service, bugs)

    def plant(number: int) -> BugFacts | ArbaseError:
        name = _name(service, number)
        try:
            one = _regrown(service, tree, bugs[number - 1], mutants, kept.traffic, answers)
            part = digest_of("planted-3", repr(one), service.sources, list(service.patches))
            return work.model(BugFacts, f"facts-{name}", part, _planter(service, one, name, work))
        except ArbaseError as error:
            return error

    numbers = range(1, len(bugs) + 1)
    with ThreadPoolExecutor(2) as pool:  # git does the work
        outcomes = list(pool.map(plant, numbers))
    rejected = {
        _name(service, number): str(outcome)[:300]
        for number, outcome in zip(numbers, outcomes, strict=True)
        if isinstance(outcome, ArbaseError)
    }
    return Planted(facts=tuple(one for one in outcomes if isinstance(one, BugFacts)), rejected=rejected)


def _name(service: SeededService, number: int) -> str:
    return f"{service.folder.name}-p{number:03d}"


def mutants_by_cause(service: SeededService) -> dict[str, Mutant]:
    """The name of each kept bug in the data set -> its mutant, where the clean file is still what it was."""
    bugs = read_kept(service).bugs
    found = _mutants(service, bugs)
    return {
        _name(service, number): found[bug.file, bug.digest]
        for number, bug in enumerate(bugs, 1)
        if (bug.file, bug.digest) in found
    }


def _mutants(service: SeededService, bugs: Sequence[KeptBug]) -> dict[tuple[str, str], Mutant]:
    """File and digest -> the mutant, of those that are kept; none where the clean file has changed since."""
    wanted = {(bug.file, bug.digest) for bug in bugs}
    found = {}
    for file in sorted({bug.file for bug in bugs}):
        path = service.sources / file
        for one in mutants_of(file, path.read_text(encoding="utf-8")) if path.is_file() else ():
            if (file, one.digest) in wanted:
                found[file, one.digest] = one
    return found


def _regrown(
    service: SeededService,
    tree: Path,
    bug: KeptBug,
    mutants: Mapping[tuple[str, str], Mutant],
    traffic: Sequence[RequestTrigger],
    answers: Sequence[Recorded | None],
) -> Regrown:
    """The bug from what is kept of it. Raises UserError if the clean sources or their answers are others by now."""
    mutant = mutants.get((bug.file, bug.digest))
    if mutant is None:
        raise UserError(f"{service.folder}: {bug.file} is not what it was when {bug.operator} was applied to it.")
    known = [answers[place] for place in bug.answers]
    steady = [one for one in known if one is not None]
    if len(steady) < len(known) or not all(answers[place] for place in bug.triggers):
        raise UserError(f"{service.folder}: the clean service does not answer steadily what the bug's oracle asks.")
    triggers = tuple(traffic[place] for place in bug.triggers)
    tests = without(service.sources, bug.noticed)
    return Regrown(mutant, bug.crash, triggers, oracle_of(tree, steady), bug.noticed, tests)


class _planter:  # noqa: N801 - a function with its arguments, kept for when the part is missing
    """Makes the facts of one bug when called."""

    def __init__(self, service: SeededService, found: Regrown, name: str, work: Work) -> None:
        self._service, self._found, self._name, self._work = service, found, name, work

    def __call__(self) -> BugFacts:
        return _plant(self._service, self._found, self._name, workshop_of(self._service, self._work))


def _plant(service: SeededService, found: Regrown, name: str, workshop: Path) -> BugFacts:
    mutant = found.mutant
    changed = {mutant.file: mutant.source, **found.tests}
    clean = {file: (service.sources / file).read_text(encoding="utf-8") for file in changed}
    with tempfile.TemporaryDirectory(prefix="arbase-plant-") as scratch:
        folder = Path(scratch) / name.partition("-")[2]
        folder.mkdir()
        commit = "".join(_patch(file, clean[file], text) for file, text in changed.items())
        (folder / "commit.patch").write_text(commit, encoding="utf-8")
        built, bug = _built(service, found, name, folder, workshop)
    return BugFacts(
        id=name,
        service=service.folder.name,
        origin="procedural",
        title=bug.title,
        family=mutant.family,
        difficulty=bug.difficulty,
        operator=mutant.operator,
        triggers=found.triggers,
        crash=found.crash,
        root_cause=bug.root_cause,
        overlay=dict(changed),
        base_commit=built.tip,
        bug_commit=built.bug_commit,
        patch=_patch(mutant.file, mutant.source, clean[mutant.file]),
        test_patch=_oracle_patch(found.oracle)
        + "".join(_patch(file, text, clean[file]) for file, text in found.tests.items()),
        fail_to_pass=(f"{_ORACLE}/test_recorded.py", *found.noticed),
        pass_to_pass=visible_tests(service.sources),
    )


def _built(service: SeededService, found: Regrown, name: str, folder: Path, workshop: Path) -> tuple[BuiltHistory, Bug]:
    """The history with the bug at two thirds of it, or later where what it changes came later."""
    fault: ArbaseError = UserError(f"{name}: the history is empty")
    count = len(service.patches)
    for place in dict.fromkeys((max(1, count * 2 // 3), max(1, count * 5 // 6), max(1, count - 1), count)):
        bug = _bug(service, found, name, place)
        try:
            target = folder.parent / f"built-{place}"
            built = build_history(service, target, BugCase(bug=bug, folder=folder), workshop=workshop)
            changed = {found.mutant.file: found.mutant.source, **found.tests}
            if all((target / file).read_text(encoding="utf-8") == text for file, text in changed.items()):
                return built, bug
            fault = UserError(f"{name}: later commits change what it changes")
        except (ArbaseError, OSError) as error:
            fault = error if isinstance(error, ArbaseError) else UserError(str(error))
    raise fault


def _bug(service: SeededService, found: Regrown, name: str, place: int) -> Bug:
    mutant = found.mutant
    author, email, date = commit_identity(service.patches[place - 1])
    function = mutant.function.rpartition(".")[2]
    same_file = found.crash.file == mutant.file
    difficulty = "easy" if same_file and found.crash.function.endswith(function) else "medium" if same_file else "hard"
    data = {
        "id": name,
        "title": f"{mutant.operator} in {mutant.function}",
        "family": mutant.family,
        "difficulty": difficulty,
        "trigger": found.triggers[0],
        "crash": found.crash,
        "root_cause": RootCause(file=mutant.file, function=mutant.function, lines=mutant.lines),
        "commit": CommitInfo(
            after=place,
            message=f"Simplify {function}",
            author=author,
            email=email,
            date=date + timedelta(hours=1),
        ),
    }
    return Bug.model_validate(data)


def _patch(file: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{file}", f"b/{file}", n=2
    )
    return f"diff --git a/{file} b/{file}\n" + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _oracle_patch(oracle: str) -> str:
    with tempfile.TemporaryDirectory(prefix="arbase-oracle-") as scratch:
        write_oracle(Path(scratch) / _ORACLE, oracle)
        return diff_of_new(Path(scratch))
