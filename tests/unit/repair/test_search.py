"""What is tried, in which order, and what passes: with a replayer that plays a script."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis, Reproduction, Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.progress import Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.edit import Edit
from arbase.repair.static.engine import StaticRepair
from arbase.repair.static.search import Bench, batches, prepared, stricter
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Draft, Template
from arbase.replay.interface import Observation, Raised, Replayer
from arbase.replay.prepared import PreparedTree
from arbase.sandbox.process import ProcessSandbox
from arbase.workspace.checkout import Export

APP = "a = 1\nb = 2\nc = 3\n"
TRIGGER = Stimulus(target="/trigger")
FINE = Stimulus(target="/fine")
REFUSED = Stimulus(target="/refused")


class Script(Replayer):
    """Answers by what app.py holds: `crashing` texts fail the trigger, `changing` texts change the other answers."""

    def __init__(self, tree: Path, crashing=(), changing=(), noisy=False) -> None:
        self.sandbox = ProcessSandbox()
        self.tree = tree
        self.crashing = crashing
        self.changing = changing
        self.noisy = noisy
        self.batches: list[int] = []

    @contextmanager
    def prepared(self, service, commit):
        yield PreparedTree(Export(self.tree, ""))

    def observe(self, tree, service, variants, stimuli, *, trace=(), seconds_each=10.0):
        self.batches.append(len(variants))
        return tuple(
            self._one(variant, index, stimulus, number)
            for number, variant in enumerate(variants)
            for index, stimulus in enumerate(stimuli)
        )

    def _one(self, variant, index, stimulus, number):
        text = variant.overlay.get("app.py", APP)
        if stimulus == TRIGGER and (text == APP or any(part in text for part in self.crashing)):
            raised = Raised(exception="KeyError", message="'x'", trace=(CodeLocation(path="app.py", line=1),))
            return Observation(variant=variant.name, stimulus=index, status=500, raised=raised)
        body = "changed" if any(part in text for part in self.changing) else "same"
        if self.noisy:
            body = f"{body} {number}"
        status = 400 if stimulus == REFUSED else 200
        return Observation(variant=variant.name, stimulus=index, status=status, body=body)

    def record(self, tree, service, *, limit=200):
        return ()


class Fixed(Template):
    """Offers the given texts for the first line."""

    name = "fixed"

    def __init__(self, *texts: str, prior: float = 0.8) -> None:
        self.texts = texts
        self.prior = prior

    def drafts(self, context):
        for index, text in enumerate(self.texts):
            yield Draft("fixed", (("app.py", Edit(0, 5, text)),), self.prior - 0.1 * index, "why")


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    return tmp_path


def diagnosis(*traffic: Stimulus, **more) -> Diagnosis:
    test = "def test_x():\n    assert response.status_code < 500\n"
    reproduction = Reproduction(stimulus=TRIGGER, attempts=3, failures=3, test_path="tests/test_x.py", test_source=test)
    return Diagnosis(incident_id="i", crash=None, hypotheses=(), reproduction=reproduction, traffic=traffic, **more)


def run(replayer, templates, found, told=None):
    engine = StaticRepair(replayer, templates)
    service = Service(name="shop", repository=replayer.tree)
    return list(engine.candidates(found, service, (told if told is not None else []).append))


def test_drafts_that_still_crash_are_dropped(tree):
    fixes = run(Script(tree, crashing=("a = 7",)), [Fixed("a = 7", "a = 8")], diagnosis())

    assert [fix.patch.edits[0].after for fix in fixes] == ["a = 8\nb = 2\nc = 3\n"]


def test_drafts_that_change_other_answers_are_dropped(tree):
    fixes = run(Script(tree, changing=("a = 7",)), [Fixed("a = 7", "a = 8")], diagnosis(FINE))

    assert [fix.patch.edits[0].after for fix in fixes] == ["a = 8\nb = 2\nc = 3\n"]


def test_answers_that_never_repeat_say_nothing(tree):
    fixes = run(Script(tree, changing=("a = 7",), noisy=True), [Fixed("a = 7")], diagnosis(FINE))

    assert len(fixes) == 1


def test_same_code_is_tried_once(tree):
    replayer = Script(tree)

    fixes = run(replayer, [Fixed("a = 7", "a =  7", "a = (7)")], diagnosis())

    assert len(fixes) == 1
    assert replayer.batches == [2, 1]


def test_protected_files_are_never_touched(tree):
    service = Service(name="shop", repository=tree, protected_paths=("app.*",))
    engine = StaticRepair(Script(tree), [Fixed("a = 7")])

    assert list(engine.candidates(diagnosis(), service, lambda progress: None)) == []


def test_nothing_is_offered_without_a_reproduction(tree):
    told: list[Progress] = []

    assert run(Script(tree), [Fixed("a = 7")], Diagnosis(incident_id="i", crash=None, hypotheses=()), told) == []
    assert [progress.kind for progress in told] == ["nothing"]


def test_broken_replay_ends_the_search_with_a_sentence(tree):
    class Broken(Script):
        def observe(self, *arguments, **options):
            raise ReplayError("the driver died")

    told: list[Progress] = []

    assert run(Broken(tree), [Fixed("a = 7")], diagnosis(), told) == []
    assert "the driver died" in told[-1].text


def test_much_less_likely_drafts_are_not_tried_once_one_passes(tree):
    replayer = Script(tree)
    many = [f"a = {number}" for number in range(10, 22)]  # the first batch

    fixes = run(replayer, [Fixed(*many, prior=2.0), Fixed("a = 99", prior=0.2)], diagnosis())

    assert len(fixes) >= 1
    assert all("99" not in (fix.patch.edits[0].after or "") for fix in fixes)


def test_best_first_and_counted(tree):
    told: list[Progress] = []

    fixes = run(Script(tree), [Fixed("a = 7", "a = 8", "a = 9")], diagnosis(), told)

    assert [fix.prior for fix in fixes] == sorted((fix.prior for fix in fixes), reverse=True)
    assert told[-1].data["passed"] == {"template": 3}


def test_engine_without_a_template_offers_what_the_others_have(tree):
    class Other(Fixed):
        def drafts(self, context):
            yield Draft("other", (("app.py", Edit(0, 5, "a = 8")),), 0.5, "why")

    engine = StaticRepair(Script(tree), [Fixed("a = 7"), Other()]).without(("fixed",))
    service = Service(name="shop", repository=tree)

    assert [fix.template for fix in engine.candidates(diagnosis(), service, lambda progress: None)] == ["other"]


def test_test_of_the_reproduction_comes_along(tree):
    (fix,) = run(Script(tree), [Fixed("a = 7")], diagnosis())

    assert fix.tests.paths == ("tests/test_x.py",)
    assert fix.tests.edits[0].before is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("assert response.status_code < 500", "assert response.status_code == 404"),
        ("assert int(statuses[-1][:3]) < 500", "assert int(statuses[-1][:3]) == 404"),
        ("assert all(item < 500 for item in sent)", "assert all(item < 500 for item in sent)"),
    ],
)
def test_known_status_makes_the_test_stricter(line, wanted):
    assert stricter(f"def test_x():\n    {line}\n", 404) == f"def test_x():\n    {wanted}\n"
    assert stricter(f"def test_x():\n    {line}\n", None) == f"def test_x():\n    {line}\n"


def test_first_batch_is_small(tree):
    drafts = [Draft("t", (("app.py", Edit(0, 5, f"a = {number}")),), 0.5, "") for number in range(2, 80)]
    trials = prepared(Codebase(tree), drafts, set())

    assert [len(batch) for batch in batches(trials)] == [12, 40, 26]


class Brief(Script):
    """Leaves out what a brief variant does not ask for, as the replayer does; tells how many stimuli were run."""

    ran = 0

    def _one(self, variant, index, stimulus, number):
        failing = super()._one(variant, 0, TRIGGER, number).crashed
        if variant.brief and index and failing:
            return Observation(variant=variant.name, stimulus=index, error="not run: the first stimulus failed")
        self.ran += 1
        return super()._one(variant, index, stimulus, number)


def test_other_requests_are_not_asked_where_the_trigger_still_fails(tree):
    replayer = Brief(tree, crashing=("a = 7", "a = 8", "a = 9"), changing=("a = 9",))
    bench = Bench(replayer, tree, Service(name="shop", repository=tree), diagnosis(FINE))
    bench.start()
    replayer.ran = 0
    drafts = [Draft("t", (("app.py", Edit(0, 5, f"a = {number}")),), 0.5, "") for number in (6, 7, 9)]

    cured, still, astray = bench.run(prepared(Codebase(tree), drafts, set()), {})

    assert replayer.ran == 4
    assert (cured.passed, still.passed, astray.passed) == (True, False, False)
    assert still.raised is not None
    # Whoever follows it wants to know whether it leaves the other answers alone.
    assert bench.harmless([still, astray], {}) == [still]


def test_few_successful_requests_are_compared(tree):
    replayer = Script(tree)
    traffic = (REFUSED, *(Stimulus(target=f"/fine/{number}") for number in range(9)))
    bench = Bench(replayer, tree, Service(name="shop", repository=tree), diagnosis(*traffic))
    bench.start()

    trial = prepared(Codebase(tree), [Draft("t", (("app.py", Edit(0, 5, "a = 7")),), 0.5, "")], set())
    seen = bench.run(trial, {})

    assert seen[0].passed
    assert bench.crashes()
