"""Fixes that know a word of a former form, as another reader of the same texts does: other words were never stored.

The failing value was handed to a function and came of what is stored, not of a request. What is made up in its place is
no neighbour then: no reader of the repository knows such a text.
"""

from __future__ import annotations

import ast
import re

from arbase.replay.interface import Observation
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code
from arbase.workspace.former_marks import line_of_mark

NO_NUMBER = re.compile(r"(?:invalid literal for int\(\) with base 10|could not convert string to float): '([^']*)'$")


def was_never_stored(case: GateCase, before: Observation) -> bool:
    """The observation is a crash of the trigger's kind on another word, and the patch only knows the trigger's.

    Only where the trigger calls a function by itself, and another function of the repository asks for the word.
    """
    words = case.lab.trigger.command
    told = NO_NUMBER.search(case.crash.message)
    other = NO_NUMBER.search(before.raised.message) if before.raised is not None else None
    if words[1:2] != ("-c",) or told is None or other is None or other[1] == told[1]:
        return False
    return _asks_for(case, told[1]) and any(
        line_of_mark(function, told[1]) for code in case.repository.codes.values() for function in code.functions
    )


def _asks_for(case: GateCase, mark: str) -> bool:
    """All that the patch brings in is a comparison with the word in front of what failed."""
    if len(case.files) != 1:
        return False
    file = case.files[0]

    def compared(code: Code) -> list[ast.Compare]:
        return code.every(ast.Compare)

    new = file.fresh(compared)
    match new:
        case [ast.Compare(ops=[ast.Eq() | ast.NotEq()], comparators=[ast.Constant(value=said)])]:
            return said == mark and not file.gone(compared)
    return False
