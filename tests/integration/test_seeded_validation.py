"""The machine validation on a small service: what is valid passes, every kind of fault is found. Real processes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from arbase.domain.errors import ReplayError
from arbase.evaluation.seeded.capture import Envelope, capture
from arbase.evaluation.seeded.catalogue import RequestTrigger, SeededService, read_service
from arbase.evaluation.seeded.checkout import set_up
from arbase.evaluation.seeded.checks import CHECKS, check_case, check_service
from arbase.evaluation.seeded.grade import GradeResult, grade
from arbase.evaluation.seeded.history import build_history
from arbase.sandbox.process import ProcessSandbox
from tests.unit.evaluation.seeded.small_benchmark import BUG_YAML, GUARD, ORACLE, write_toy

SANDBOX = ProcessSandbox()


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> SeededService:
    folder = tmp_path_factory.mktemp("toy")
    return read_service(write_toy(folder / "toy", folder / "scratch"))


@pytest.fixture
def buggy(toy: SeededService, tmp_path: Path) -> Path:
    build_history(toy, tmp_path / "buggy", toy.case("unknown-name"))
    return tmp_path / "buggy"


def test_event_is_captured_as_sent(toy: SeededService, buggy: Path) -> None:
    set_up(buggy, SANDBOX)
    seen = capture(buggy, toy.case("unknown-name").bug.trigger, SANDBOX, release="abc123")
    assert seen.steps[-1].status == 500
    assert dict(seen.envelopes[0].headers)["content-encoding"] in {"gzip", "br"}
    event = seen.events()[0]
    assert event["exception"]["values"][-1]["type"] == "TypeError"
    assert event["release"] == "abc123"
    assert event["environment"] == "production"
    assert event["request"]["url"].endswith("/price/salt")


def test_request_that_works_sends_nothing(toy: SeededService, buggy: Path) -> None:
    seen = capture(buggy, RequestTrigger(kind="request", path="/price/tea"), SANDBOX)
    assert json.loads(seen.steps[0].text) == {"price": 6}
    assert seen.events() == []


def test_application_that_cannot_be_imported_is_an_error(buggy: Path) -> None:
    (buggy / "toy/app.py").write_text("import nothing_of_this_name\n")
    with pytest.raises(ReplayError, match="nothing_of_this_name"):
        capture(buggy, RequestTrigger(kind="request", path="/"), SANDBOX)


def test_envelope_that_is_cut_is_an_error() -> None:
    with pytest.raises(ReplayError, match="cannot be read"):
        Envelope(
            path="/", headers=(("content-encoding", "gzip"),), body=base64.b64encode(b"\x1f\x8b\x08").decode()
        ).items()


@pytest.mark.slow
def test_grade_of_three_patches(toy: SeededService, buggy: Path) -> None:
    case = toy.case("unknown-name")
    assert grade(buggy, toy, case, SANDBOX).result is GradeResult.FAILED
    path = buggy / "toy/app.py"
    broken = path.read_text()
    path.write_text(broken.replace("    return {", GUARD + "    return {"))
    assert grade(buggy, toy, case, SANDBOX).result is GradeResult.PASSED
    path.write_text("import os\n\nos._exit(0)\n" + broken)
    assert grade(buggy, toy, case, SANDBOX).result is GradeResult.FAILED


@pytest.mark.slow
def test_configuration_of_the_patched_repository_does_not_steer_the_oracle(toy: SeededService, buggy: Path) -> None:
    (buggy / "conftest.py").write_text("def pytest_collection_modifyitems(items):\n    items.clear()\n")
    (buggy / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (buggy / "pytest.py").write_text("raise SystemExit(0)\n")
    assert grade(buggy, toy, toy.case("unknown-name"), SANDBOX).result is GradeResult.FAILED


@pytest.mark.slow
def test_valid_case_passes_every_check(toy: SeededService) -> None:
    report = check_case(toy, toy.case("unknown-name"), SANDBOX)
    assert [(check.name, check.detail) for check in report.checks if not check.passed] == []
    assert tuple(check.name for check in report.checks) == CHECKS
    assert report.valid
    assert all(check.passed for check in check_service(toy, SANDBOX))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bug_yaml", "oracle", "failed"),
    [
        (BUG_YAML.replace("/price/salt", "/price/tea"), ORACLE, {"crashes", "captured"}),
        (BUG_YAML.replace("exception: TypeError", "exception: KeyError"), ORACLE, {"crashes"}),
        (BUG_YAML.replace("lines: [17, 17]", "lines: [400, 413]"), ORACLE, set(CHECKS)),
        (BUG_YAML, ORACLE.replace("answer.status_code == 404", "answer.status_code != 500"), {"unmasked"}),
        (BUG_YAML, ORACLE.replace('{"price": 4}', '{"price": 5}'), {"green"}),
    ],
    ids=["no crash", "other exception", "cause out of file", "oracle too kind", "oracle wrong"],
)
def test_faults_of_a_case_are_found(tmp_path: Path, bug_yaml: str, oracle: str, failed: set[str]) -> None:
    service = read_service(write_toy(tmp_path / "toy", tmp_path / "scratch", bug_yaml=bug_yaml, oracle=oracle))
    report = check_case(service, service.case("unknown-name"), SANDBOX)
    assert not report.valid
    passed = {check.name for check in report.checks if check.passed}
    assert failed & passed == set()
