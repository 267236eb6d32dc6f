"""No stand-in is taken for a field that one of several writers forgot to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.set_together import SetTogetherGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
class Ride:
    cancelled_at = None


def cancel(ride, now):
    ride.status = "cancelled"
    ride.cancelled_at = now


def call_off(rides, now):
    for ride in rides:
        ride.status = "cancelled"


def shown(ride):
    return {"status": ride.status, "at": ride.cancelled_at.isoformat()}
"""
MESSAGE = "'NoneType' object has no attribute 'isoformat'"
MASK = ("ride.cancelled_at.isoformat()", "ride.cancelled_at.isoformat() if ride.cancelled_at else None")
MANY = SOURCE.replace(
    '    for ride in rides:\n        ride.status = "cancelled"\n', "    rides.update(status=Status.CANCELLED)\n"
)


def result(root: Path, source: str, *edits: tuple[str, str]):
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "isoformat" in text)
    stage = on_paper(source, line, root, exception="AttributeError", message=MESSAGE)
    return SetTogetherGate().check(stage.case(stage.candidate(*edits)))


@pytest.mark.parametrize("source", [SOURCE, MANY])
def test_none_is_not_borne_where_a_writer_forgot_the_field(tmp_path: Path, source: str) -> None:
    found = result(tmp_path, source, MASK)
    assert not found.passed
    assert (
        "call_off still sets status without cancelled_at, which cancel in app.py sets together with it" in found.reason
    )


@pytest.mark.parametrize(
    ("source", "edit"),
    [
        (
            SOURCE,
            ('        ride.status = "cancelled"', '        ride.status = "cancelled"\n        ride.cancelled_at = now'),
        ),
        (SOURCE, ('        ride.status = "cancelled"', "        cancel(ride, now)")),
        (MANY, ("status=Status.CANCELLED", "status=Status.CANCELLED, cancelled_at=now")),
    ],
)
def test_the_writer_may_be_mended(tmp_path: Path, source: str, edit: tuple[str, str]) -> None:
    assert result(tmp_path, source, edit).passed


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            SOURCE.replace('        ride.status = "cancelled"', '        ride.status = "open"'), id="another state"
        ),
        pytest.param(SOURCE.replace("    ride.cancelled_at = now\n", ""), id="nobody sets it"),
        pytest.param(SOURCE.replace("    ride.cancelled_at = now\n", "    ride.cancelled_at = None\n"), id="emptied"),
        pytest.param(
            SOURCE.replace('        ride.status = "cancelled"', '        ride.update(status="cancelled", **known)'),
            id="it cannot be seen",
        ),
        pytest.param(
            SOURCE + '\n\ndef refuse(ride):\n    ride.status = "cancelled"\n', id="more leave it out than set it"
        ),
        pytest.param(
            SOURCE.replace(
                "def call_off(rides, now):\n    for ride in rides:",
                "class Bus:\n    pass\n\n\ndef stop(bus: Bus):\n    if bus:",
            ).replace('        ride.status = "cancelled"', '        bus.status = "cancelled"'),
            id="another class without such a field",
        ),
    ],
)
def test_where_no_writer_is_known_to_forget_it_none_may_be_borne(tmp_path: Path, source: str) -> None:
    assert result(tmp_path, source, MASK).passed


def test_a_field_that_was_there_is_not_asked_for(tmp_path: Path) -> None:
    line = next(n for n, text in enumerate(SOURCE.splitlines(), 1) if "isoformat" in text)
    seen = {"ride.cancelled_at": {"type": "datetime.datetime", "repr": ""}}
    stage = on_paper(SOURCE, line, tmp_path, exception="AttributeError", message=MESSAGE, variables=seen)
    assert SetTogetherGate().check(stage.case(stage.candidate(MASK))).passed
