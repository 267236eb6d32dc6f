"""On every seeded bug: the lazy non-fixes are refused by reading the patch alone, whatever the code then does."""

from pathlib import Path

import pytest

from arbase.domain.diagnosis import CrashSpec, Diagnosis
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.triage import CodeLocation
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.seeded.history import build_history
from arbase.evaluation.seeded.mutants import delete, mask
from arbase.replay.interface import Replayer
from arbase.settings import load_service
from arbase.verify.gates.interface import GateCase
from arbase.verify.gates.order import STATIC
from arbase.verify.history import GitArchive, History
from arbase.verify.lab import Lab
from arbase.verify.precedent import Repository

SERVICES = Path(__file__).resolve().parents[2] / "benchmarks" / "services"
CASES = [
    pytest.param(folder, bug.parent.name, id=f"{folder.name}-{bug.parent.name}")
    for folder in sorted(SERVICES.iterdir())
    if folder.is_dir()
    for bug in sorted((folder / "bugs").glob("*/bug.yaml"))
]
pytestmark = pytest.mark.slow


class Unused(Replayer):
    """These gates read; whoever runs something fails the test."""

    def observe(self, tree, service, variants, stimuli, *, trace=(), seconds_each=10.0):
        raise AssertionError("a static gate ran code")

    def record(self, tree, service, *, limit=200):
        raise AssertionError("a static gate ran code")


def refusals(root, case, after):
    """The gates that refuse this new text of the crashing file."""
    crash_place = case.bug.crash
    before = (root / crash_place.file).read_text()
    edit = FileEdit(path=crash_place.file, before=before, after=after)
    candidate = CandidateFix(patch=Patch(edits=(edit,)), tests=Patch(), engine="lazy", stream="mask")
    location = CodeLocation(path=crash_place.file, line=case.bug.root_cause.lines[0], function=crash_place.function)
    crash = CrashSpec(exception=crash_place.exception, message="", location=location)
    diagnosis = Diagnosis(incident_id="i", crash=crash, hypotheses=())
    service = load_service(root)
    gates = GateCase(
        candidate=candidate,
        diagnosis=diagnosis,
        crash=crash,
        service=service,
        repository=Repository(root),
        history=History(GitArchive(root, "HEAD")),
        lab=Lab(Unused(), root, service, diagnosis, crash),
    )
    return [result for gate in STATIC if not (result := gate.check(gates)).passed]


@pytest.mark.parametrize(("folder", "bug"), CASES)
def test_hiding_the_crash_or_dropping_the_feature_is_refused(folder, bug, tmp_path):
    seeded = read_service(folder)
    case = seeded.case(bug)
    root = tmp_path / "repository"
    build_history(seeded, root, case)
    source = (root / case.bug.crash.file).read_text()
    # A comprehension has no body of its own to hide.
    crashing = case.bug.crash.function
    function = case.bug.root_cause.function if crashing.startswith("<") else crashing
    for lazy in (
        mask(source, function),
        mask(source, function).replace("return {}", "return None"),
        mask(source, function).replace("except Exception", "except BaseException"),
        delete(source, function),
        delete(source, function, "return {}"),
    ):
        assert refusals(root, case, lazy), f"this passes every gate that reads:\n{lazy}"


def test_there_are_cases():
    assert len(CASES) >= 12
