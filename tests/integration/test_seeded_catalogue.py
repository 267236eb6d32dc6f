"""The tracked services: every folder can be read, and every bug can be built into its history."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.demo.scenario import DEFAULT_SERVICE
from arbase.evaluation.dataset.checking import check_sources
from arbase.evaluation.dataset.validation import Validation, sources
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.history import apply_fix, build_history, differences_from_sources

FOLDER = Path(__file__).parents[2] / "benchmarks" / "services"
SERVICES = [path for path in sorted(FOLDER.glob("*")) if (path / "service").is_dir() and (path / "history").is_dir()]
PRACTICE = sorted((FOLDER.parent / "practice").glob("*"))


@pytest.fixture(params=SERVICES, ids=lambda path: path.name)
def service(request: pytest.FixtureRequest) -> SeededService:
    return read_service(request.param)


@pytest.fixture(params=[*SERVICES, *PRACTICE], ids=lambda path: path.name)
def any_service(request: pytest.FixtureRequest) -> SeededService:
    return read_service(request.param)


def test_catalogue_of_the_demo_is_large_enough_and_of_all_difficulties() -> None:
    bugs = [case.bug for case in read_service(DEFAULT_SERVICE).cases]
    assert len(bugs) >= 12
    assert {bug.difficulty for bug in bugs} == {"easy", "medium", "hard"}
    assert len({bug.family for bug in bugs}) >= 8


def test_history_is_long_enough(any_service: SeededService) -> None:
    assert len(any_service.patches) >= (6 if any_service.folder in PRACTICE else 15)


def test_history_ends_in_exactly_the_sources(any_service: SeededService, tmp_path: Path) -> None:
    build_history(any_service, tmp_path / "clean")
    assert differences_from_sources(any_service, tmp_path / "clean") == ()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_bug_can_be_built_and_fixed(service: SeededService, tmp_path: Path) -> None:
    for case in service.cases:
        target = tmp_path / case.folder.name
        built = build_history(service, target, case)
        assert built.bug_commit in built.commits
        cause = case.bug.root_cause
        lines = (target / cause.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= cause.lines[0] <= cause.lines[1] <= len(lines), case.bug.id
        before = (target / cause.file).read_bytes()
        apply_fix(service, case, target)
        changed = {path: (target / path).read_bytes() for path in [cause.file] if (target / path).is_file()}
        assert changed.get(cause.file) != before or case.fix_patch is not None, case.bug.id


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_sample_of_bugs_and_noise_is_valid() -> None:
    """One bug of two services and three noise families of each; which ones, changes whenever a service changes."""
    sample = []
    for folder in (FOLDER / "expense_report", FOLDER / "account_login"):
        found = sorted(sources([folder]), key=lambda one: one.digest)
        bugs = [one for one in found if one.kind == "bug"]
        noise = [one for one in found if one.kind == "noise"]
        sample += [*bugs[:1], *noise[:3]]
    checked = {}
    for step in check_sources(sample, Validation(), lambda _: None, trivial=False):
        checked.update(step)
    assert {name: one.fault for name, one in checked.items() if one.fault} == {}
    assert len(checked) == 8
