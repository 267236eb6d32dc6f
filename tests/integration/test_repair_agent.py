"""The fix agent with a scripted model: what it proposes is verified like every candidate."""

from __future__ import annotations

import json

import pytest

from arbase.domain.outcome import Declined, Done
from arbase.repair.agent import AgentRepair
from arbase.repair.cascade import CascadeRepair, Share
from arbase.repair.interface import RepairEngine
from arbase.verify.settings import VerifySettings
from arbase.verify.verifier import RedGreenVerifier
from tests.hostile import attempt, job_scene, seat_for
from tests.scripted_models import call, scripted, submit
from tests.unit.verify.doubles import stage

RIGHT = call("edit", path="job.py", old='row["count"]', new='row["amount"]')
SKIP = call(
    "edit",
    path="job.py",
    old="        result +=",
    new='        if "count" not in row:\n            continue\n        result +=',
)
BACK = call("undo", path="job.py")
GOOD = submit(cause="the data calls it amount", why_right="the data has this key everywhere")
TEST = "from job import total\n\n\ndef test_amount_counts():\n    assert total([{'price': 2.0, 'amount': 3}]) == 6.0\n"
WRITE = call("write_test", path="tests/test_amount.py", source=TEST)


@pytest.mark.slow
def test_a_fix_with_its_test_is_verified(tmp_path):
    tried = attempt(tmp_path, [call("read", path="job.py"), RIGHT, WRITE, call("reproduce"), GOOD])
    assert isinstance(tried.outcome, Done), tried.outcome
    fix = tried.outcome.value
    assert fix.candidate.engine == "agent"
    assert '+        result += row["price"] * row["amount"]' in fix.candidate.patch.diff
    assert "tests/test_amount.py" in fix.candidate.tests.paths
    ran = json.dumps(tried.asked[4].body["messages"][-1])
    assert "status: 0" in ran
    assert "6.0" in ran


@pytest.mark.slow
def test_a_refused_fix_goes_back_with_the_gates_reason_and_may_be_put_right(tmp_path):
    tried = attempt(tmp_path, [SKIP, GOOD, BACK, RIGHT, GOOD])
    assert isinstance(tried.outcome, Done), tried.outcome
    back = json.dumps(tried.asked[2].body["messages"][-1])
    assert "Your fix was refused" in back
    assert "swallow" in back or "evasion" in back or "intent" in back


def test_a_fix_that_stays_wrong_is_refused_the_agreed_number_of_times(tmp_path):
    def reply(asked):
        return (
            SKIP
            if asked.answered == 0
            else GOOD
            if asked.answered % 2
            else call("edit", path="job.py", old="continue", new="continue ")
        )

    tried = attempt(tmp_path, reply=reply, refusals=2)
    assert isinstance(tried.outcome, Declined)
    assert sum(one.kind == "candidate" and one.stage == "repair" for one in tried.told) <= 3
    assert tried.outcome.details


def test_a_test_that_does_not_fail_before_the_fix_is_refused(tmp_path):
    empty = "def test_nothing():\n    assert True\n"
    tried = attempt(tmp_path, [RIGHT, call("write_test", path="tests/test_x.py", source=empty), GOOD], refusals=0)
    assert isinstance(tried.outcome, Declined)
    assert "test_x" in json.dumps(tried.outcome.details) or "fail" in json.dumps(tried.outcome.details)


def test_an_honest_no_fix_is_declined_with_its_cause(tmp_path):
    tried = attempt(tmp_path, [submit(cause="the data is made elsewhere", why_right="not ours to fix", no_fix=True)])
    assert isinstance(tried.outcome, Declined)
    assert "the agent proposes no fix: the data is made elsewhere" in tried.lines


def test_an_agent_killed_between_turns_goes_on_with_its_edits(tmp_path):
    tmp_path.chmod(0o755)
    built = stage(job_scene(), tmp_path / "repository")
    for turns in ([RIGHT], [GOOD]):
        told = []
        with scripted(turns) as server:
            seat = seat_for(server, tmp_path / "home")
            engine = AgentRepair(seat, built.replayer, refusals=0)
            fixes = list(engine.candidates(built.diagnosis, built.service, told.append))
    built.replayer.close()
    assert len(fixes) == 1
    assert "amount" in fixes[0].patch.diff
    assert any(one.kind == "resumed" for one in told)


class Listed(RepairEngine):
    """An engine with ready candidates."""

    def __init__(self, *candidates):
        self._candidates = candidates

    def candidates(self, diagnosis, service, observe):
        return iter(self._candidates)


def cascade(tmp_path, static_edits, turns):
    tmp_path.chmod(0o755)
    built = stage(job_scene(), tmp_path / "repository")
    static = Listed(*[built.candidate(*edits, template=f"static {n}") for n, edits in enumerate(static_edits)])
    with scripted(turns) as server:
        agent = AgentRepair(seat_for(server, tmp_path / "home"), built.replayer, refusals=1)
        engine = CascadeRepair(static, agent, Share(10, 60.0))
        verifier = RedGreenVerifier(built.replayer, VerifySettings())
        candidates = engine.candidates(built.diagnosis, built.service, lambda told: None)
        outcome = verifier.verify(candidates, built.diagnosis, built.service, lambda told: None)
    built.replayer.close()
    return outcome, server


@pytest.mark.slow
def test_a_cascade_spends_nothing_on_what_the_static_engine_fixes(tmp_path):
    outcome, server = cascade(tmp_path, [(('row["count"]', 'row["amount"]'),)], [])
    assert isinstance(outcome, Done)
    assert outcome.value.candidate.engine == "static"
    assert server.answerer.asked == []


@pytest.mark.slow
def test_a_cascade_asks_the_model_when_every_static_fix_is_refused_and_tells_it_why(tmp_path):
    skip = (("        result +=", '        if "count" not in row:\n            continue\n        result +='),)
    outcome, server = cascade(tmp_path, [skip], [RIGHT, GOOD])
    assert isinstance(outcome, Done), outcome
    assert outcome.value.candidate.engine == "agent"
    assert "static 0" in json.dumps(server.answerer.asked[0].body["messages"][0])


@pytest.mark.slow
def test_an_agent_that_repeats_a_refused_change_is_told_so_and_may_do_better(tmp_path):
    skip = (("        result +=", '        if "count" not in row:\n            continue\n        result +='),)
    outcome, server = cascade(tmp_path, [skip], [SKIP, GOOD, BACK, RIGHT, GOOD])
    assert isinstance(outcome, Done), outcome
    assert "the same change was refused before" in json.dumps(server.answerer.asked[2].body)
