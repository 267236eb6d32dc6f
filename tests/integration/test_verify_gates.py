"""All gates on small real services: right fixes are let through, wrong ones are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arbase.domain.fix import GateResult
from arbase.verify.gates.order import GATES
from tests.integration.scenes import BUGS
from tests.unit.verify.doubles import Stage, stage

# One of each framework, and a command; the rest takes a minute.
QUICK = {"missing house", "missing discount", "flask none", "job"}
Staged = Callable[[str], Stage]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    stages: dict[str, Stage] = {}

    def build(name: str) -> Stage:
        if name not in stages:
            root: Path = tmp_path_factory.mktemp("scene", numbered=True) / "repository"
            root.parent.chmod(0o755)
            stages[name] = stage(BUGS[name].scene, root)
        return stages[name]

    return build


def judged(built: Stage, edits: tuple[tuple[str, str], ...]) -> GateResult:
    case = built.case(built.candidate(*edits))
    result = GATES[0].check(case)
    for gate in GATES[1:]:
        if result.passed:
            result = gate.check(case)
    return result


def cases(kind: str) -> list[object]:
    return [
        pytest.param(name, label, marks=() if name in QUICK else pytest.mark.slow, id=f"{name}: {label}")
        for name, bug in BUGS.items()
        for label in getattr(bug, kind)
    ]


@pytest.mark.parametrize(("name", "label"), cases("right"))
def test_right_fix_passes_every_gate(name: str, label: str, staged: Staged) -> None:
    result = judged(staged(name), BUGS[name].right[label])
    assert result.passed, f"{result.gate}: {result.reason}"


@pytest.mark.parametrize(("name", "label"), cases("wrong"))
def test_wrong_fix_is_refused(name: str, label: str, staged: Staged) -> None:
    result = judged(staged(name), BUGS[name].wrong[label])
    assert not result.passed


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert sum(len(bug.wrong) for bug in BUGS.values()) >= 25
    assert sum(len(bug.right) for bug in BUGS.values()) >= 12
