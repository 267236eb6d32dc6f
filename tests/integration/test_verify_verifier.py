"""The verifier as a whole, on a real service in a real sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.fix import FileEdit, Patch, VerifiedFix
from arbase.domain.outcome import Declined, Done, Outcome
from arbase.domain.progress import Progress
from arbase.verify.proof import Prover
from arbase.verify.proving import proving_tests
from arbase.verify.settings import VerifySettings
from arbase.verify.verifier import RedGreenVerifier
from tests.integration.scenes import BUGS, JOB, MISSING_HOUSE, Edits
from tests.unit.verify.doubles import Scene, Stage, stage

OLD_TEST = "from job import total\n\n\ndef test_nothing_costs_nothing():\n    assert total([]) == 0\n"


def job(**changes: object) -> Scene:
    facts = {"files": {**JOB.scene.files, "tests/test_job.py": OLD_TEST}, "test": ("python", "-m", "pytest", "-q")}
    return Scene(**{**JOB.scene.__dict__, **facts, **changes})


def verify(built: Stage, *edits: Edits, told: list[Progress] | None = None) -> Outcome[VerifiedFix]:
    candidates = [built.candidate(*edit, template=f"candidate {number}") for number, edit in enumerate(edits)]
    verifier = RedGreenVerifier(built.replayer, VerifySettings())
    heard = told if told is not None else []
    return verifier.verify(iter(candidates), built.diagnosis, built.service, heard.append)


def test_right_fix_is_verified_with_its_proof(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    told: list[Progress] = []
    wrong = JOB.wrong["skip the row"]
    outcome = verify(built, wrong, JOB.right["the key that the data has"], told=told)
    assert isinstance(outcome, Done), outcome
    fix = outcome.value
    assert [run.name for run in fix.proof.runs] == [
        "tests before the fix",
        "tests with the fix",
        "tests with the fix reverted",
        "suite before the fix",
        "suite with the fix",
    ]
    assert all(run.as_expected for run in fix.proof.runs)
    assert all(gate.passed for gate in fix.proof.gates)
    assert (fix.proof.changed_lines, fix.proof.covered_lines) == (1, 1)
    assert fix.candidate.tests.paths == ("tests/test_regression.py",)
    assert fix.base_commit == built.commits[-1]
    assert {"baseline", "candidate", "gate", "proof"} <= {progress.kind for progress in told}
    # The user's checkout is as it was.
    assert (built.tree / "job.py").read_text() == built.scene.files["job.py"]
    assert not (built.tree / "tests/test_regression.py").exists()


def test_refused_candidates_are_told_with_the_gate_that_refused(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    outcome = verify(built, *JOB.wrong.values())
    assert isinstance(outcome, Declined)
    assert len(outcome.details) == len(JOB.wrong)
    assert any("swallow" in line for line in outcome.details)


def test_each_candidate_is_judged_as_if_there_were_no_other(tmp_path: Path) -> None:
    rows = '[{"price": 2.0, "amount": 3, "weight": 5}]\n'
    built = stage(job(files={**JOB.scene.files, "rows.json": rows}), tmp_path / "repository")
    edits = (
        ("skips", JOB.wrong["skip the row"]),
        ("amount", (('row["count"]', 'row["amount"]'),)),
        ("weight", (('row["count"]', 'row["weight"]'),)),
    )
    candidates = [built.candidate(*edit, template=name) for name, edit in edits]
    verifier = RedGreenVerifier(built.replayer, VerifySettings())
    alone = list(verifier.each(iter(candidates), built.diagnosis, built.service, lambda told: None))
    assert [(one.candidate.template, bool(one.refused_by)) for one in alone] == [
        ("skips", True),
        ("amount", False),
        ("weight", False),
    ]
    assert alone[0].refused_by == "swallow"
    assert alone[0].reason


def test_nothing_is_judged_where_the_reproduction_does_not_fail(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    reproduction = built.diagnosis.reproduction
    assert reproduction is not None
    stimulus = reproduction.stimulus.model_copy(update={"command": ("python", "-c", "print(1)")})
    quiet = built.diagnosis.model_copy(update={"reproduction": reproduction.model_copy(update={"stimulus": stimulus})})
    verifier = RedGreenVerifier(built.replayer, VerifySettings())
    assert list(verifier.each([built.candidate()], quiet, built.service, lambda told: None)) == []


def test_several_behaviours_are_left_to_a_human(tmp_path: Path) -> None:
    rows = '[{"price": 2.0, "amount": 3, "weight": 5}]\n'
    built = stage(job(files={**JOB.scene.files, "rows.json": rows}), tmp_path / "repository")
    outcome = verify(built, (('row["count"]', 'row["amount"]'),), (('row["count"]', 'row["weight"]'),))
    assert isinstance(outcome, Declined)
    assert outcome.reason == "several behaviours pass: a human must choose"
    assert len(outcome.details) == 2
    assert all("+        result" in line for line in outcome.details)


def test_what_the_own_tests_refuse_is_no_choice_for_a_human(tmp_path: Path) -> None:
    rows = '[{"price": 2.0, "amount": 3, "weight": 5}]\n'
    asks = "\n\ndef test_nobody_weighs():\n    import inspect\n    assert 'weight' not in inspect.getsource(total)\n"
    files = {**JOB.scene.files, "rows.json": rows, "tests/test_job.py": OLD_TEST + asks}
    built = stage(job(files=files), tmp_path / "repository")
    outcome = verify(built, (('row["count"]', 'row["weight"]'),), (('row["count"]', 'row["amount"]'),))
    assert isinstance(outcome, Done), outcome
    assert outcome.value.candidate.template == "candidate 1"


def test_reproduction_that_does_not_fail_or_fails_otherwise_is_not_believed(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    crash = built.crash.model_copy(update={"exception": "ValueError"})
    honest = built.diagnosis
    built.diagnosis = honest.model_copy(update={"crash": crash})
    outcome = verify(built, JOB.right["the key that the data has"])
    assert isinstance(outcome, Declined)
    assert "ValueError" in outcome.reason
    assert honest.reproduction is not None
    stimulus = honest.reproduction.stimulus.model_copy(update={"command": ("python", "-c", "print(1)")})
    reproduction = honest.reproduction.model_copy(update={"stimulus": stimulus})
    built.diagnosis = honest.model_copy(update={"reproduction": reproduction})
    outcome = verify(built, JOB.right["the key that the data has"])
    assert isinstance(outcome, Declined)
    assert "did not fail" in outcome.reason


def test_diagnosis_without_reproduction_is_declined(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    built.diagnosis = built.diagnosis.model_copy(update={"reproduction": None})
    assert isinstance(verify(built, JOB.right["the key that the data has"]), Declined)


def test_setup_command_runs_once_and_its_failure_is_told(tmp_path: Path) -> None:
    setup = ("python", "-c", "import sys; print('no data here'); sys.exit(3)")
    built = stage(job(setup=setup), tmp_path / "repository")
    outcome = verify(built, JOB.right["the key that the data has"])
    assert isinstance(outcome, Declined)
    assert "exit status 3" in outcome.reason
    assert "no data here" in outcome.reason


def test_nothing_to_verify_is_declined(tmp_path: Path) -> None:
    built = stage(job(), tmp_path / "repository")
    outcome = verify(built)
    assert isinstance(outcome, Declined)
    assert "no candidate" in outcome.reason


# These would pass a judge who believes the exit status. The gates refuse them unread; the proof must do so as well.
ENDS = {
    "leaves at once": "import os\nos._exit(0)\n",
    "system exit": "import sys\nsys.exit(0)\n",
    "leaves when all is said": "import atexit, os\natexit.register(os._exit, 0)\n",
    "leaves in a thread": "import os, threading, time\nthreading.Timer(0.0, os._exit, (0,)).start()\ntime.sleep(1)\n",
    "kills its group": "import os, signal\nos.killpg(0, signal.SIGKILL)\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDS)
def test_process_that_ends_early_proves_nothing(name: str, tmp_path: Path) -> None:
    test = "from job import total\n\n\ndef test_total():\n    assert total([{'price': 1.0, 'amount': 2}]) == 2\n"
    built = stage(job(), tmp_path / "repository")
    before = built.scene.files["job.py"]
    candidate = built.candidate().model_copy(
        update={
            "patch": Patch(edits=(FileEdit(path="job.py", before=before, after=ENDS[name] + before),)),
            "tests": Patch(edits=(FileEdit(path="tests/test_new.py", before=None, after=test),)),
        }
    )
    tests, _ = proving_tests(candidate, None)
    prover = Prover(built.replayer.sandbox, built.service, built.tree, built.crash)
    findings = prover.prove(candidate, tests, lambda run: None)
    assert findings.refusal
    assert findings.runs[0].as_expected
    outcome = RedGreenVerifier(built.replayer, VerifySettings()).verify(
        iter([candidate]), built.diagnosis, built.service, lambda progress: None
    )
    assert isinstance(outcome, Declined)


@pytest.mark.slow
@pytest.mark.parametrize("name", BUGS)
def test_right_fix_is_found_among_the_wrong_ones(name: str, tmp_path: Path) -> None:
    bug = BUGS[name]
    built = stage(bug.scene, tmp_path / "repository")
    outcome = verify(built, *bug.wrong.values(), *bug.right.values())
    assert isinstance(outcome, Done), outcome
    rights = [built.candidate(*edits).patch for edits in bug.right.values()]
    assert outcome.value.candidate.patch in rights


@pytest.mark.slow
def test_candidates_that_behave_alike_are_decided_for_the_simplest(tmp_path: Path) -> None:
    built = stage(MISSING_HOUSE.scene, tmp_path / "repository")
    outcome = verify(built, *MISSING_HOUSE.right.values())
    assert isinstance(outcome, Done), outcome
    assert outcome.value.proof.gates[-1].reason.startswith("all 2 passing candidates behave alike, ")
