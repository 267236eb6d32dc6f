"""A value that the message of the crash names in the place of the old one is not made up; any other one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper, post

SOURCE = """STEPS = {"day": "D", "month": "3M"}


def means(series, step):
    return series.resample(STEPS[step]).mean()
"""
MESSAGE = "Invalid frequency: 3M: 'M' is no longer supported for offsets. Please use 'ME' instead."


def judged(folder: Path, change: tuple[str, str], message: str = MESSAGE):
    stage = on_paper(SOURCE, 5, folder, exception="ValueError", message=message)
    return MadeUpValueGate().check(stage.case(stage.candidate(change)))


def test_what_the_library_names_is_let_through(tmp_path: Path) -> None:
    assert judged(tmp_path, ('"3M"', '"3ME"')).passed


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"3M"', '"3MS"'), MESSAGE),
        (('"3M"', '"ME"'), MESSAGE),
        (('"D"', '"ME"'), MESSAGE),
        (('"3M"', '"3QE"'), "Invalid frequency: 3M"),
    ],
)
def test_what_it_does_not_name_is_refused(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert not judged(tmp_path, change, message).passed


def test_a_client_cannot_name_it(tmp_path: Path) -> None:
    stage = on_paper(SOURCE, 5, tmp_path, exception="ValueError", message=MESSAGE)
    case = stage.case(stage.candidate(('"3M"', '"3ME"')))
    case.lab.trigger = post("/series", {"step": "'M' is no longer supported. Please use '3ME' instead."})
    assert not MadeUpValueGate().check(case).passed


LINK = 'def back():\n    return redirect(url_for("shelf"))\n'
MOVED = "Could not build url for endpoint 'shelf'. Did you mean 'books.shelf' instead?"


@pytest.mark.parametrize(
    ("new", "message", "passes"),
    [
        ('"books.shelf"', MOVED, True),
        ('"books.desk"', MOVED, False),
        ('"books.shell"', MOVED.replace("books.shelf", "books.shell"), False),
    ],
)
def test_a_view_that_moved_is_named_by_the_framework(tmp_path: Path, new, message, passes) -> None:
    stage = on_paper(LINK, 2, tmp_path, exception="BuildError", message=message)
    assert MadeUpValueGate().check(stage.case(stage.candidate(('"shelf"', new)))).passed is passes
