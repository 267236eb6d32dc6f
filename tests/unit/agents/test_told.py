"""What agents are told: what helps, without what only costs tokens."""

from __future__ import annotations

import base64

import pytest

from arbase.agents.runs import Earlier, Runs, SendRequest, stimulus_of
from arbase.agents.told import described, incident_told, stimulus_shown
from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import WorkspaceError
from arbase.domain.event import Frame, RaisedException
from tests.fakes import an_event, an_incident
from tests.hostile import job_scene
from tests.unit.verify.doubles import stage


def library(name):
    return Frame(path=f"{name}/core.py", function="call", line=9, source_line="return self.next()", in_app=False)


def test_frames_of_libraries_between_the_own_ones_are_counted_and_what_raised_is_shown():
    own = Frame(path="shop.py", function="total", line=2, source_line="price(row)", variables={"row": "{'a': 1}"})
    frames = (library("flask"), library("flask"), library("werkzeug"), own, library("decimal"))
    raised = RaisedException(type="InvalidOperation", message="x", frames=frames)
    told = incident_told(an_incident(samples=(an_event(exceptions=(raised,)),)))
    assert "(3 frames of flask, werkzeug)" in told
    assert "own shop.py:2 in total" in told
    assert "row = {'a': 1}" in told
    assert "library decimal/core.py:9" in told
    assert "flask/core.py" not in told


def test_the_body_of_a_request_is_told_as_text():
    before = Stimulus(method="POST", target="/a", body=base64.b64encode(b'{"x": 1}').decode())
    shown = stimulus_shown(Stimulus(target="/b", before=(before,)))
    assert '{\\"x\\": 1}' in shown


def test_attributes_are_told_of_the_services_own_types_only():
    own = {"type": "shop.Order", "repr": "<Order>", "attributes": ["total", "rows"]}
    assert described(own) == "shop.Order <Order>; attributes total, rows"
    assert "update" not in described({"type": "collections.Counter", "repr": "{}", "attributes": ["update"]})
    assert len(described({"type": "str", "repr": "x" * 5000})) < 400


def test_requests_that_bring_about_a_state_go_before_with_their_bodies():
    earlier = Earlier(method="POST", target="/things", body='{"a": 1}')
    made = stimulus_of(SendRequest(target="/show", before=[earlier]))
    (before,) = made.before
    assert (before.method, before.target) == ("POST", "/things")
    assert ("content-type", "application/json") in before.headers
    with pytest.raises(WorkspaceError, match="begins with /"):
        stimulus_of(SendRequest(target="/show", before=[Earlier(target="http://elsewhere/")]))


@pytest.mark.slow
def test_the_output_of_tests_holds_no_noise_of_arbases_own(tmp_path):
    tmp_path.chmod(0o755)
    built = stage(job_scene(), tmp_path / "repository")
    (tests,) = Runs(built.replayer, built.tree, built.service, {}).testing(None)
    said, failed = tests({"paths": ["tests/test_job.py"]})
    assert not failed
    assert "exit status: 0" in said
    assert "1 passed" in said
    assert "arbase" not in said
    built.replayer.close()
