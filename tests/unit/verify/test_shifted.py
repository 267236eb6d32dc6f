"""An index that is made one less everywhere."""

from __future__ import annotations

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.shifted import ShiftedIndexGate
from tests.unit.verify.doubles import ScriptedReplayer, Stage, on_paper


def _stage(source: str, tmp_path) -> Stage:
    """A stage whose one request calls `main()`; the index is named `n` wherever it is described."""
    line = source[: source.index("[n]")].count("\n") + 1

    def described(error: IndexError) -> Raised:
        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        values = last.tb_frame.f_locals if last is not None else {}
        return Raised(
            exception="IndexError",
            message=str(error),
            trace=(CodeLocation(path="app.py", line=line, function="f"),),
            variables={"n": {"type": "int", "repr": repr(values.get("n"))}},
        )

    def answer(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
        space: dict[str, object] = {}
        exec(overlay.get("app.py") or source, space)
        try:
            return Observation(variant="", stimulus=0, status=200, body=repr(space["main"]()))  # type: ignore[operator]
        except IndexError as error:
            return Observation(variant="", stimulus=0, status=500, raised=described(error))

    seen = answer({}, Stimulus())
    assert seen.raised is not None
    built = on_paper(source, line, tmp_path, exception="IndexError", variables=seen.raised.variables)
    built.replayer = ScriptedReplayer(answer)
    return built


NAMES = "NAMES = ['a', 'b', 'c']\n\n\n"
PICK = NAMES + "def f(n):\n    return NAMES[n]\n\n\n"
REFUSED = {
    "a guard is too lenient": (
        NAMES + "def f(n):\n    if n > len(NAMES):\n        return ''\n    return NAMES[n]\n\n\n"
        "def main():\n    return f(3)\n",
        "lets the length through",
    ),
    "others were read before": (PICK + "def main():\n    return [f(n) for n in (1, 3)]\n", "n was 1 before it was 3"),
    "the first is read after it": (
        PICK + "def main():\n    return [f(n) for n in (3, 0)]\n",
        "the index was 0 in a run",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_shift_that_other_reads_speak_against_is_refused(tmp_path, case):
    source, reason = case
    built = _stage(source, tmp_path)
    result = ShiftedIndexGate().check(built.case(built.candidate(("[n]", "[n - 1]"))))
    assert not result.passed
    assert reason in result.reason


PASSING = {
    "only the one too far was read": PICK + "def main():\n    return f(3)\n",
    "the docstring says so": PICK.replace("(n):\n", '(n):\n    """The name of a place; they count from one."""\n')
    + "def main():\n    return [f(n) for n in (1, 3)]\n",
    "the same is read so elsewhere": PICK
    + "def before(k):\n    return NAMES[k - 1]\n\n\ndef main():\n    return [f(n) for n in (1, 3)]\n",
    "a bound at one": NAMES
    + "def f(n):\n    if not 1 <= n <= len(NAMES):\n        return ''\n    return NAMES[n]\n\n\n"
    "def main():\n    return f(3)\n",
}


@pytest.mark.parametrize("source", PASSING.values(), ids=PASSING)
def test_a_shift_of_what_is_numbered_from_one_passes(tmp_path, source):
    built = _stage(source, tmp_path)
    assert ShiftedIndexGate().check(built.case(built.candidate(("[n]", "[n - 1]")))).passed
