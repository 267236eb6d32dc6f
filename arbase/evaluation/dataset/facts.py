"""What is known of a seeded bug, wherever it comes from: written by a person or made by an operator."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from arbase.domain.errors import ArbaseError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.work import Work, digest_of
from arbase.evaluation.seeded.catalogue import (
    BugCase,
    CommandTrigger,
    Crash,
    RequestTrigger,
    RootCause,
    SeededService,
)
from arbase.evaluation.seeded.checkout import set_up
from arbase.evaluation.seeded.history import apply_fix, build_history, build_workshop, run_git, write_clean
from arbase.sandbox.interface import Sandbox

Trigger = Annotated[RequestTrigger | CommandTrigger, Field(discriminator="kind")]


class BugFacts(Noun):
    """One bug. `overlay` are the files in which its tip differs from the clean one (None: not there)."""

    id: str
    service: str
    origin: Literal["curated", "procedural"]
    title: str
    family: str
    difficulty: str
    operator: str = ""
    looks_like_noise: bool = False
    triggers: tuple[Trigger, ...]
    crash: Crash
    root_cause: RootCause
    overlay: dict[str, str | None]
    base_commit: str
    bug_commit: str
    patch: str
    test_patch: str = ""
    fail_to_pass: tuple[str, ...] = ()
    pass_to_pass: tuple[str, ...] = ()


def clean_tree(service: SeededService, work: Work, sandbox: Sandbox) -> Path:
    """The clean sources, set up. Raises ArbaseError if the set-up fails."""

    def fill(target: Path) -> None:
        write_clean(service, target)
        ready = set_up(target, sandbox)
        if ready is not None and ready.exit_status != 0:
            output = ready.stderr.decode("utf-8", "replace").strip()[-400:]
            raise ArbaseError(f"{service.folder}: the set-up ended with {ready.exit_status}: {output}")

    return work.tree(f"tree-{service.folder.name}", digest_of(service.sources), fill)


def curated_facts(service: SeededService, case: BugCase, work: Work) -> BugFacts:
    """The facts of a bug of the catalogue; its history is built once. Raises UserError if it cannot be."""
    support = service.oracle_support
    extra = [support] if support.is_dir() else []
    key = digest_of("facts-2", service.sources, list(service.patches), case.folder, extra)
    return work.model(
        BugFacts, f"facts-{case.bug.id}", key, lambda: _curated(service, case, workshop_of(service, work))
    )


def workshop_of(service: SeededService, work: Work) -> Path:
    """The clean history, built once."""
    name = f"history-{service.folder.name}"
    return work.tree(name, digest_of(list(service.patches)), lambda target: build_workshop(service, target))


def _curated(service: SeededService, case: BugCase, workshop: Path) -> BugFacts:
    bug = case.bug
    with tempfile.TemporaryDirectory(prefix="arbase-facts-") as scratch:
        buggy, fixed = Path(scratch) / "buggy", Path(scratch) / "fixed"
        built = build_history(service, buggy, case, workshop=workshop)
        shutil.copytree(buggy, fixed, symlinks=True)
        apply_fix(service, case, fixed)
        patch = diff(fixed)
        overlay = differences(service.sources, buggy)
        oracle = sorted(case.oracle.glob("test_*.py"))
        names = [f"{_ORACLE}/{path.name}" for path in oracle]
        test_patch = _added(service, case)
        passing = visible_tests(fixed)
    return BugFacts(
        id=bug.id,
        service=service.folder.name,
        origin="curated",
        title=bug.title,
        family=bug.family,
        difficulty=bug.difficulty,
        looks_like_noise=bug.looks_like_noise,
        triggers=(bug.trigger, *bug.more),
        crash=bug.crash,
        root_cause=bug.root_cause,
        overlay=overlay,
        base_commit=built.tip,
        bug_commit=built.bug_commit,
        patch=patch,
        test_patch=test_patch,
        fail_to_pass=tuple(names),
        pass_to_pass=passing,
    )


_ORACLE = "hidden_oracle"


def _added(service: SeededService, case: BugCase) -> str:
    """A patch that lays the hidden oracle (and what belongs to it) into a checkout, for the SWE-bench schema."""
    with tempfile.TemporaryDirectory(prefix="arbase-oracle-") as scratch:
        target = Path(scratch) / _ORACLE
        if service.oracle_support.is_dir():
            shutil.copytree(service.oracle_support, target, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(case.oracle, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        return diff_of_new(Path(scratch))


def visible_tests(tree: Path) -> tuple[str, ...]:
    """The files of the visible tests, which must pass before and after."""
    folder = tree / "tests"
    return tuple(sorted(path.relative_to(tree).as_posix() for path in folder.rglob("test*.py")))


def differences(clean: Path, tree: Path) -> dict[str, str | None]:
    """The text files in which `tree` differs from `clean`."""
    names = {path.relative_to(root).as_posix() for root in (clean, tree) for path in _files(root)}
    found: dict[str, str | None] = {}
    for name in sorted(names):
        before, after = clean / name, tree / name
        old = before.read_bytes() if before.is_file() else None
        new = after.read_bytes() if after.is_file() else None
        if old != new:
            found[name] = None if new is None else new.decode("utf-8")
    return found


def _files(root: Path) -> list[Path]:
    skipped = {".git", "__pycache__", ".ruff_cache", ".pytest_cache", ".mypy_cache"}
    return [path for path in root.rglob("*") if path.is_file() and not skipped & set(path.relative_to(root).parts)]


def diff(checkout: Path) -> str:
    """What is changed in a git checkout, against its tip, new files included."""
    run_git(checkout, "add", "--all", "--intent-to-add")
    return run_git(checkout, "diff", "--no-color", "--no-ext-diff", "HEAD")


def diff_of_new(folder: Path) -> str:
    """A patch that adds all files of a folder."""
    run_git(folder, "init", "--quiet")
    run_git(folder, "add", "--all")
    return run_git(folder, "diff", "--cached", "--no-color", "--no-ext-diff")
