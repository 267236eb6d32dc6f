"""None for what is missing: only where docstrings do not say something else, and where they say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

LABEL = '''def label(parcel):
    """Into the box, else to the door."""
    if parcel.small:
        return {"to": parcel.box.upper()}
    return {"to": parcel.door}


def other(parcel):
    return {"at": None if parcel.at is None else parcel.at.isoformat()}
'''
BOX = ("parcel.box.upper()", "parcel.box.upper() if parcel.box is not None else None")
TRIP = '''def trip(stops):
    """The stops; with none there is no first."""
    return {"first": stops[0], "last": stops[-1]}
'''


@pytest.mark.parametrize(
    ("source", "edit", "passes"),
    [
        (LABEL, BOX, False),
        (LABEL.replace(", else", " or"), BOX, True),
        (TRIP, ("stops[0]", "stops[0] if stops else None"), True),
        (TRIP, ("stops[-1]", "stops[-1] if stops else None"), False),
        (TRIP, ("stops[0]", "stops[0] if stops else ''"), False),
    ],
)
def test_what_docstrings_say_decides(tmp_path: Path, source, edit, passes):
    line = 4 if source is not TRIP else 3
    stage = on_paper(source, line, tmp_path, exception="AttributeError" if line == 4 else "IndexError")
    assert MadeUpValueGate().check(stage.case(stage.candidate(edit))).passed is passes
