"""A redacted signature: which values are sent for the service to compare, and what becomes of its answer."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Frame, RaisedException
from arbase.investigate.regression import write_test
from arbase.investigate.requests import changed, parts_of, stimulus_of, without
from arbase.investigate.signatures import DUMMY, settled, with_dummies
from arbase.investigate.stimulus import Rebuilt
from arbase.investigate.styles import Style
from arbase.replay.interface import Observation, Recorded
from tests.fakes import an_event
from tests.small_services import described

HIDDEN = Rebuilt(stimulus=Stimulus(method="POST", target="/hook", headers=(("x-sig", "[Filtered]"), ("accept", "x"))))


def sent(value: str, status: int = 200, target: str = "/hook", name: str = "x-sig") -> Recorded:
    return Recorded(stimulus=Stimulus(method="POST", target=target, headers=((name, value),)), status=status)


def values(found: list[Rebuilt], name: str = "x-sig") -> list[str]:
    return [dict(one.stimulus.headers)[name] for one in found]


def token(payload: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(payload, separators=(",", ":")).encode()).decode().rstrip("=")


def seen(*signed: tuple[str, str]) -> Observation:
    return Observation(variant="head", stimulus=0, status=200, signed=signed)


def test_accepted_values_of_the_same_route_come_first_and_without_any_the_bare_dummy():
    recorded = [sent("v1=far", target="/other"), sent("no", 403), sent("v1=near")]
    found = with_dummies(HIDDEN, recorded, an_event())
    assert values(found) == ["v1=near", "v1=far", DUMMY, f"sha256={DUMMY}", f"v1={DUMMY}"]
    assert found[0].stimulus.signed == (("x-sig", "v1=near"),)
    assert found[0].secrets == ("x-sig",)
    assert values(with_dummies(HIDDEN, [], an_event()))[0] == DUMMY


def test_what_the_event_tells_is_not_replaced():
    assert with_dummies(Rebuilt(stimulus=Stimulus(headers=(("x-sig", "abc"),))), [sent("v1=near")], an_event()) == []


def test_the_payload_of_a_token_is_what_a_variable_of_the_event_held():
    hidden = Rebuilt(stimulus=Stimulus(headers=(("authorization", "Bearer [Filtered]"),)))
    own = {"rider": "7", "issued": "'2026-07-14'"}
    others = {"row": {"a": "1"}, "cut": {"rider": "7", "issued": "<Moment>"}, "hidden": {"rider": "'[Filtered]'"}}
    frame = Frame(path="auth.py", function="rider", line=3, variables={"payload": own, **others})
    event = an_event(exceptions=(RaisedException(type="KeyError", message="'device'", frames=(frame,)),))
    whole = token({"rider": 1, "issued": "2026-10-01", "device": None})
    found = with_dummies(hidden, [sent(f"Bearer {whole}:1x:{DUMMY}", name="authorization")], event)
    made = token({"rider": 7, "issued": "2026-07-14"})
    assert values(found, "authorization")[:2] == [f"Bearer {made}:1x:{DUMMY}", f"Bearer {whole}:1x:{DUMMY}"]
    assert values(found, "authorization")[2] == f"Bearer {DUMMY}"
    assert "what the variable payload held" in found[0].notes[-1]


def test_what_was_the_same_each_time_is_kept_for_the_test():
    stimulus = Stimulus(headers=(("x-sig", "a"), ("x-key", "b")), signed=(("x-sig", "a"),))
    right = settled(stimulus, [seen(("x-sig", "c"), ("x-key", "evil"))] * 3)
    assert right.headers == (("x-sig", "c"), ("x-key", "b"))
    assert right.signed == (("x-sig", "c"),)
    assert settled(stimulus, [seen(("x-sig", "c")), seen(("x-sig", "d"))]) == stimulus
    assert settled(stimulus, [seen(("x-sig", "two\nlines"))]) == stimulus
    assert settled(stimulus, [seen()]) == stimulus


def test_a_signature_goes_with_the_request_until_somebody_changes_it():
    stimulus = Stimulus(headers=(("x-sig", "a"),), body="e30=", signed=(("x-sig", "a"),))
    parts = parts_of(stimulus)
    assert stimulus_of(changed(parts, ("body",), "x")).signed == (("x-sig", "a"),)
    assert stimulus_of(changed(parts, ("header", "x-sig"), "b")).signed == ()
    assert stimulus_of(without(parts, [("header", "x-sig")])).signed == ()


def test_the_written_test_sends_the_very_bytes_that_were_signed(tmp_path: Path):
    body = base64.b64encode(b'{"b": 1, "a": 2}').decode()
    headers = (("x-sig", "a"), ("content-type", "application/json"))
    stimulus = Stimulus(method="POST", target="/hook", headers=headers, body=body, signed=(("x-sig", "a"),))
    write = {"incident_id": "1", "seen": "x"}
    service = described(tmp_path, "wsgi")
    assert """data=b'{"b": 1, "a": 2}'""" in write_test(stimulus, service, Style("flask"), **write)
    plain = stimulus.model_copy(update={"signed": ()})
    assert "json=" in write_test(plain, service, Style("flask"), **write)
