"""A client is not blamed for a text that the crashed reader was given and that it did not send."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.unsent import unsent_text
from tests.unit.verify.doubles import ScriptedReplayer, Stage, get, on_paper

SOURCE = """
from decimal import Decimal


def kept(rows):
    return [Decimal(row.strip()) for row in rows]


def paint(amounts, closed):
    amounts[closed] = 0.0
    return amounts


def cut(parts):
    day, month = parts
    return day


def show(amounts, closed):
    return paint(amounts, closed)
"""
READ = "    return [Decimal(row.strip()) for row in rows]"


def line_of(text: str) -> int:
    return SOURCE.splitlines().index(text) + 1


def unsent(shown: dict[str, object], target: str, folder: Path) -> str:
    paper = on_paper(SOURCE, line_of(READ), folder, exception="InvalidOperation")
    seen = Raised(exception="decimal.InvalidOperation", message="[...]", trace=(), variables={"row": shown})
    reproduction = paper.diagnosis.reproduction.model_copy(update={"stimulus": get(target)})
    diagnosis = paper.diagnosis.model_copy(update={"reproduction": reproduction})
    replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=500, raised=None if overlay else seen)
    )
    stage = Stage(paper.scene, paper.service, replayer, diagnosis)
    return unsent_text(stage.case(stage.candidate((READ, f"{READ}  # read"))))


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("np.float64(90.727)", "/usage?meter=H-30", "'np.float64(90.727)'"),
        ("12,5x", "/usage?amount=12,5x", ""),
        ("2026-03-01", "/usage?month=2026-03", ""),
        ("", "/usage", ""),
    ],
)
def test_a_text_of_which_no_word_came_with_the_request(text: str, target: str, told: str, tmp_path: Path) -> None:
    assert unsent({"type": "str", "repr": repr(text)}, target, tmp_path) == told


def test_what_is_no_text_or_was_cut_is_not_judged(tmp_path: Path) -> None:
    assert unsent({"type": "float", "repr": "nan"}, "/usage", tmp_path) == ""
    assert unsent({"type": "str", "repr": "'cut in the mid"}, "/usage", tmp_path) == ""


@pytest.mark.parametrize(
    ("crashed", "passes"), [("    amounts[closed] = 0.0", False), ("    day, month = parts", True)]
)
def test_a_value_error_without_a_reader_is_an_accident(crashed: str, passes: bool, tmp_path: Path) -> None:
    """`assignment destination is read-only` is nobody's input; what takes a text apart reads it."""
    call = "    return paint(amounts, closed)\n"
    told = f"    try:\n    {call}    except ValueError as error:\n        raise Unreadable('closed') from error\n"
    stage = on_paper(SOURCE, line_of(crashed), tmp_path, exception="ValueError")
    result = SwallowGate().check(stage.case(stage.candidate((call, told))))
    assert result.passed is passes, result.reason
