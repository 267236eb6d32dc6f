"""Procedural bugs as cases: a commit in the history, the facts, and the recorded answers as hidden tests."""

from __future__ import annotations

import difflib
import tempfile
from datetime import timedelta
from pathlib import Path

from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.facts import BugFacts, clean_tree, diff_of_new, visible_tests, workshop_of
from arbase.evaluation.dataset.procedural import Found, Hunt, hunt
from arbase.evaluation.dataset.work import Work, digest_of
from arbase.evaluation.seeded.catalogue import Bug, BugCase, CommitInfo, RootCause, SeededService
from arbase.evaluation.seeded.history import BuiltHistory, build_history, commit_identity
from arbase.sandbox.interface import Sandbox

_WIRE = Path(__file__).parents[1] / "seeded" / "inside" / "wire.py"
_TEST = Path(__file__).with_name("cards") / "test_recorded.py.txt"
_ORACLE = "hidden_oracle"


class Planted(Noun):
    """The procedural bugs of a service, and how many mutants became what on the way."""

    facts: tuple[BugFacts, ...] = ()
    tried: int = 0
    rejected: dict[str, int]


def procedural_facts(service: SeededService, most: int, work: Work, sandbox: Sandbox) -> Planted:
    """Hunt for at most `most` bugs and plant them into the history. Raises ReplayError, UserError."""
    if most == 0:
        return Planted(rejected={})
    tree = clean_tree(service, work, sandbox)
    noise = [path for path in (service.folder / "noise", service.folder / "workload.yaml") if path.exists()]
    bugs = [service.folder / "bugs"] if (service.folder / "bugs").is_dir() else []
    key = digest_of("hunt-1", str(most), service.sources, list(service.patches), noise, bugs, Path(__file__).parent)
    found = work.model(Hunt, f"hunt-{service.folder.name}", key, lambda: hunt(service, tree, most, sandbox))
    rejected = dict(found.rejected)
    rejected["no crash"] = found.tried - found.crashed
    facts = []
    for number, one in enumerate(found.found, 1):
        name = f"{service.folder.name}-p{number:03d}"
        part = digest_of("planted-1", one.model_dump_json(), service.sources, list(service.patches))
        try:
            facts.append(work.model(BugFacts, f"facts-{name}", part, _planter(service, one, name, work)))
        except ArbaseError:
            rejected["no place in the history"] = rejected.get("no place in the history", 0) + 1
    return Planted(facts=tuple(facts), tried=found.tried, rejected=rejected)


class _planter:  # noqa: N801 - a function with its arguments, kept for when the part is missing
    """Makes the facts of one bug when called."""

    def __init__(self, service: SeededService, found: Found, name: str, work: Work) -> None:
        self._service, self._found, self._name, self._work = service, found, name, work

    def __call__(self) -> BugFacts:
        return _plant(self._service, self._found, self._name, workshop_of(self._service, self._work))


def _plant(service: SeededService, found: Found, name: str, workshop: Path) -> BugFacts:
    mutant = found.mutant
    clean = (service.sources / mutant.file).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="arbase-plant-") as scratch:
        folder = Path(scratch) / name.partition("-")[2]
        folder.mkdir()
        (folder / "commit.patch").write_text(_patch(mutant.file, clean, mutant.source), encoding="utf-8")
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
        overlay={mutant.file: mutant.source},
        base_commit=built.tip,
        bug_commit=built.bug_commit,
        patch=_patch(mutant.file, mutant.source, clean),
        test_patch=_oracle_patch(found.oracle),
        fail_to_pass=(f"{_ORACLE}/test_recorded.py",),
        pass_to_pass=visible_tests(service.sources),
    )


def _built(service: SeededService, found: Found, name: str, folder: Path, workshop: Path) -> tuple[BuiltHistory, Bug]:
    """The history with the bug at two thirds of it, or on the tip where the function came or changed later."""
    fault: ArbaseError = UserError(f"{name}: the history is empty")
    for place in dict.fromkeys((max(1, len(service.patches) * 2 // 3), len(service.patches))):
        bug = _bug(service, found, name, place)
        try:
            target = folder.parent / f"built-{place}"
            built = build_history(service, target, BugCase(bug=bug, folder=folder), workshop=workshop)
            if (target / found.mutant.file).read_text(encoding="utf-8") == found.mutant.source:
                return built, bug
            fault = UserError(f"{name}: later commits change the mutated function")
        except (ArbaseError, OSError) as error:
            fault = error if isinstance(error, ArbaseError) else UserError(str(error))
    raise fault


def _bug(service: SeededService, found: Found, name: str, place: int) -> Bug:
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
        target = Path(scratch) / _ORACLE
        target.mkdir()
        (target / "recorded.json").write_text(oracle + "\n", encoding="utf-8")
        (target / "wire.py").write_bytes(_WIRE.read_bytes())
        (target / "test_recorded.py").write_bytes(_TEST.read_bytes())
        return diff_of_new(Path(scratch))
