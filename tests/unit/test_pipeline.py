from pathlib import Path

import pytest

from arbase.checkpoint import Checkpoint
from arbase.domain.errors import SandboxError
from arbase.domain.incident import IncidentState
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.domain.verdict import Queue
from tests.fakes import (
    ScriptedClassifier,
    ScriptedDeliverer,
    ScriptedInvestigator,
    ScriptedRepair,
    ScriptedTriage,
    ScriptedVerifier,
    an_incident,
    scripted_pipeline,
)

SERVICE = Service(name="shop", repository=Path("/nowhere"))


class MemoryCheckpoint(Checkpoint):
    def __init__(self):
        self.kept = {}

    def load(self, incident_id, stage):
        return self.kept.get((incident_id, stage))

    def save(self, incident_id, stage, outcome):
        self.kept[incident_id, stage] = outcome


def run(pipeline, observe=unobserved):
    return pipeline.run(an_incident(), SERVICE, (), observe)


def test_an_incident_goes_all_the_way_to_a_proposal():
    journey = run(scripted_pipeline())
    assert journey.state is IncidentState.AWAITING_REVIEW
    assert isinstance(journey.proposal, Done)


@pytest.mark.parametrize(
    ("queue", "state"), [(Queue.DISCARDED, IncidentState.DISCARDED), (Queue.BACKLOG, IncidentState.BACKLOG)]
)
def test_what_is_put_aside_is_not_investigated(queue, state):
    investigator = ScriptedInvestigator()
    journey = run(scripted_pipeline(classifier=ScriptedClassifier(queue=queue), investigator=investigator))
    assert journey.state is state
    assert investigator.calls == 0


def test_without_reproduction_nothing_is_repaired():
    repairer = ScriptedRepair()
    journey = run(scripted_pipeline(investigator=ScriptedInvestigator(reproduced=False), repairer=repairer))
    assert journey.state is IncidentState.DIAGNOSED
    assert isinstance(journey.fix, Declined)
    assert "the request does not fail here" in journey.fix.reason
    assert repairer.calls == 0


def test_a_refused_fix_leaves_a_diagnosis():
    verifier = ScriptedVerifier(Declined(reason="no candidate passes"))
    deliverer = ScriptedDeliverer()
    journey = run(scripted_pipeline(verifier=verifier, deliverer=deliverer))
    assert journey.state is IncidentState.DIAGNOSED
    assert deliverer.calls == 0


def test_the_harness_stops_at_the_verified_fix():
    journey = run(scripted_pipeline(deliverer=None))
    assert isinstance(journey.fix, Done)
    assert journey.proposal is None


class VerifierThatTellsThePlace(ScriptedVerifier):
    def verify(self, candidates, diagnosis, service, observe):
        found = super().verify(candidates, diagnosis, service, observe)
        place = CodeLocation(path="shop/rows.py", line=9, function="rows")
        return Done(value=found.value.model_copy(update={"places": (place,)}))


def test_the_diagnosis_that_is_delivered_knows_what_the_verified_fix_changes():
    heard = []

    class Listening(ScriptedDeliverer):
        def deliver(self, fix, diagnosis, incident, service, observe):
            heard.append(diagnosis)
            return super().deliver(fix, diagnosis, incident, service, observe)

    journey = run(scripted_pipeline(verifier=VerifierThatTellsThePlace(), deliverer=Listening()))
    assert journey.diagnosis.value == heard[0]
    assert heard[0].functions[0] == ("shop/rows.py", "rows")


def test_who_cannot_tell_does_not_discard():
    assert run(scripted_pipeline(triage=ScriptedTriage(Declined(reason="empty")))).state is IncidentState.BACKLOG
    assert run(scripted_pipeline(classifier=ScriptedClassifier(Declined(reason="?")))).state is IncidentState.BACKLOG


STAGES = {
    "triage": ("triage", ScriptedTriage),
    "classifier": ("classify", ScriptedClassifier),
    "investigator": ("investigate", ScriptedInvestigator),
    "verifier": ("verify", ScriptedVerifier),
    "deliverer": ("deliver", ScriptedDeliverer),
}


@pytest.mark.parametrize("name", STAGES)
def test_a_broken_stage_is_a_failure_not_a_refusal(name):
    stage, double = STAGES[name]
    kept = MemoryCheckpoint()
    journey = run(scripted_pipeline(**{name: double(SandboxError("no bwrap"))}, checkpoint=kept))
    assert journey.state is IncidentState.FAILED
    assert "SandboxError: no bwrap" in kept.kept["0123456789ab", stage]


def test_a_defect_in_a_stage_is_a_failure_that_says_where():
    journey = run(scripted_pipeline(verifier=ScriptedVerifier(RecursionError("too deep"))))
    assert journey.state is IncidentState.FAILED
    assert isinstance(journey.fix, Failed)
    assert "defect in verify: RecursionError: too deep" in journey.fix.error
    assert any("fakes.py" in place for place in journey.fix.details)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("name", STAGES)
def test_a_killed_run_goes_on_with_the_stage_that_was_interrupted(name):
    kept = MemoryCheckpoint()
    doubles = {other: double() for other, (_, double) in STAGES.items()}
    doubles[name].answer = Killed()
    with pytest.raises(Killed):
        run(scripted_pipeline(**doubles, checkpoint=kept))
    doubles[name].answer = None
    journey = run(scripted_pipeline(**doubles, checkpoint=kept))
    assert journey.state is IncidentState.AWAITING_REVIEW
    assert {other: double.calls for other, double in doubles.items()} == {
        other: 2 if other == name else 1 for other in STAGES
    }


def test_a_failure_is_tried_again_and_a_refusal_is_not():
    kept = MemoryCheckpoint()
    verifier = ScriptedVerifier(Failed(error="disk full"))
    run(scripted_pipeline(verifier=verifier, checkpoint=kept))
    verifier.answer = Declined(reason="no candidate passes")
    run(scripted_pipeline(verifier=verifier, checkpoint=kept))
    run(scripted_pipeline(verifier=verifier, checkpoint=kept))
    assert verifier.calls == 2


def test_who_watches_sees_every_stage_begin_and_end():
    seen = []
    run(scripted_pipeline(), lambda progress: seen.append((progress.stage, progress.kind)))
    for stage, _ in STAGES.values():
        assert (stage, "started") in seen
        assert (stage, "done") in seen
