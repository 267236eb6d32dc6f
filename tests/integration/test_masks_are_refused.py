"""On every seeded bug: the lazy non-fixes are refused by reading the patch alone, whatever the code then does."""

from pathlib import Path

import pytest

from arbase.domain.diagnosis import CrashSpec, Diagnosis
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.triage import CodeLocation
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.seeded.history import build_history, build_workshop
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


@pytest.fixture(scope="module")
def workshops(tmp_path_factory):
    """Service folder -> its clean history, built once for all of its bugs."""
    built = {}

    def workshop(seeded):
        if seeded.folder not in built:
            built[seeded.folder] = tmp_path_factory.mktemp("workshop") / "clean"
            build_workshop(seeded, built[seeded.folder])
        return built[seeded.folder]

    return workshop


class Reader:
    """The gates that read, on one case: the repository and its history are read once for all non-fixes."""

    def __init__(self, root, case):
        self.crash_place = case.bug.crash
        self.before = (root / self.crash_place.file).read_text()
        location = CodeLocation(
            path=self.crash_place.file, line=case.bug.root_cause.lines[0], function=self.crash_place.function
        )
        self.crash = CrashSpec(exception=self.crash_place.exception, message="", location=location)
        self.diagnosis = Diagnosis(incident_id="i", crash=self.crash, hypotheses=())
        self.service = load_service(root)
        self.repository = Repository(root)
        self.history = History(GitArchive(root, "HEAD"))
        self.lab = Lab(Unused(), root, self.service, self.diagnosis, self.crash)

    def refusals(self, after):
        """The gates that refuse this new text of the crashing file."""
        edit = FileEdit(path=self.crash_place.file, before=self.before, after=after)
        candidate = CandidateFix(patch=Patch(edits=(edit,)), tests=Patch(), engine="lazy", stream="mask")
        gates = GateCase(
            candidate=candidate,
            diagnosis=self.diagnosis,
            crash=self.crash,
            service=self.service,
            repository=self.repository,
            history=self.history,
            lab=self.lab,
        )
        return [result for gate in STATIC if not (result := gate.check(gates)).passed]


@pytest.mark.parametrize(("folder", "bug"), CASES)
def test_hiding_the_crash_or_dropping_the_feature_is_refused(folder, bug, tmp_path, workshops):
    seeded = read_service(folder)
    case = seeded.case(bug)
    root = tmp_path / "repository"
    build_history(seeded, root, case, workshop=workshops(seeded))
    reader = Reader(root, case)
    # A comprehension has no body of its own to hide.
    crashing = case.bug.crash.function
    function = case.bug.root_cause.function if crashing.startswith("<") else crashing
    for lazy in (
        mask(reader.before, function),
        mask(reader.before, function).replace("return {}", "return None"),
        mask(reader.before, function).replace("except Exception", "except BaseException"),
        delete(reader.before, function),
        delete(reader.before, function, "return {}"),
    ):
        assert reader.refusals(lazy), f"this passes every gate that reads:\n{lazy}"


def test_there_are_cases():
    assert len(CASES) >= 12
