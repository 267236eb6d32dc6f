"""How the end of an oracle run is read: what the patched code prints or exits with is not enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.errors import SandboxError
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.grade import Grade, GradeResult, grade
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from tests.unit.evaluation.seeded.small_benchmark import write_toy

GOOD = """<testsuites><testsuite>
<testcase name="test_unknown_names_are_not_found[salt]"/><testcase name="test_unknown_names_are_not_found[rice]"/>
<testcase name="test_known_names_have_their_price"/></testsuite></testsuites>"""


class ScriptedSandbox(Sandbox):
    """Ends every pytest as told, and writes the report that it is told to."""

    name = "scripted"

    def __init__(self, exit_status: int, report: str = "", *, timed_out: bool = False, setup_status: int = 0) -> None:
        self.exit_status, self.report, self.timed_out, self.setup_status = exit_status, report, timed_out, setup_status
        self.commands: list[tuple[str, ...]] = []

    def run(
        self,
        command: tuple[str, ...],
        *,
        folder: Path,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        readable: tuple[Path, ...] = (),
        limits: Limits | None = None,
    ) -> SandboxRun:
        self.commands.append(command)
        status = self.setup_status
        if "pytest" in command:
            status = self.exit_status
            target = next(word for word in command if word.startswith("--junitxml=")).removeprefix("--junitxml=")
            if self.report:
                Path(target).write_text(self.report)
        return SandboxRun(
            command=command, exit_status=status, seconds=0.1, stdout=b"3 passed", stderr=b"", timed_out=self.timed_out
        )

    def isolation(self) -> str:
        return "nothing runs"


class BrokenSandbox(ScriptedSandbox):
    def run(self, command: tuple[str, ...], **more: object) -> SandboxRun:  # type: ignore[override]  # it never answers
        raise SandboxError("no sandbox here")


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> SeededService:
    folder = tmp_path_factory.mktemp("toy")
    return read_service(write_toy(folder / "toy", folder / "scratch"))


def graded(toy: SeededService, sandbox: Sandbox) -> Grade:
    return grade(toy.sources, toy, toy.case("unknown-name"), sandbox)


def test_all_tests_reported_as_passed(toy: SeededService) -> None:
    answer = graded(toy, ScriptedSandbox(0, GOOD))
    assert answer.result is GradeResult.PASSED
    assert len(answer.tests) == 3


def test_success_without_a_report_is_a_failure(toy: SeededService) -> None:
    answer = graded(toy, ScriptedSandbox(0))
    assert answer.result is GradeResult.FAILED
    assert "no evidence" in answer.reason


@pytest.mark.parametrize(
    "report",
    [
        GOOD.replace('<testcase name="test_known_names_have_their_price"/>', ""),
        GOOD.replace(
            'name="test_known_names_have_their_price"/>',
            'name="test_known_names_have_their_price"><skipped/></testcase>',
        ),
        "not xml",
        "<testsuites/>",
    ],
)
def test_success_with_too_little_evidence_is_a_failure(toy: SeededService, report: str) -> None:
    assert graded(toy, ScriptedSandbox(0, report)).result is GradeResult.FAILED


@pytest.mark.parametrize("status", [1, 2, -9])
def test_failing_oracle(toy: SeededService, status: int) -> None:
    report = GOOD.replace('salt]"/>', 'salt]"><failure/></testcase>')
    assert graded(toy, ScriptedSandbox(status, report)).result is GradeResult.FAILED


@pytest.mark.parametrize("status", [3, 4, 5])
def test_broken_pytest_is_not_counted_against_the_fix(toy: SeededService, status: int) -> None:
    assert graded(toy, ScriptedSandbox(status)).result is GradeResult.INFRASTRUCTURE_ERROR


def test_sandbox_that_does_not_start_is_not_counted_against_the_fix(toy: SeededService) -> None:
    answer = graded(toy, BrokenSandbox(0))
    assert answer.result is GradeResult.INFRASTRUCTURE_ERROR
    assert "no sandbox here" in answer.reason


def test_endless_oracle_is_a_failure(toy: SeededService) -> None:
    assert "in time" in graded(toy, ScriptedSandbox(-9, GOOD, timed_out=True)).reason


def test_set_up_that_the_patch_broke_is_a_failure(toy: SeededService) -> None:
    answer = graded(toy, ScriptedSandbox(0, GOOD, setup_status=1))
    assert answer.result is GradeResult.FAILED
    assert "set-up" in answer.reason


def test_report_has_an_unpredictable_name(toy: SeededService) -> None:
    sandbox = ScriptedSandbox(0, GOOD)
    graded(toy, sandbox)
    graded(toy, sandbox)
    reports = {word for command in sandbox.commands for word in command if word.startswith("--junitxml=")}
    assert len({Path(report).name for report in reports}) == 2
