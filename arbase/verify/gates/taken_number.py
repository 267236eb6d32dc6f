"""Gate 7, continued: a number that the service took itself and that is taken is no row to write over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.numbered import counted_itself
from arbase.verify.syntax import Code, called_name

_IN_SQL = re.compile(
    r"\bON\s+CONFLICT\b|\bON\s+DUPLICATE\s+KEY\b|\b(?:OR|INSERT)\s+(?:REPLACE|IGNORE)\b|\bREPLACE\s+INTO\b",
    re.IGNORECASE,
)
_CALLS = frozenset(
    (
        "merge",
        "update_or_create",
        "get_or_create",
        "on_conflict_do_update",
        "on_conflict_do_nothing",
        "on_duplicate_key_update",
        "prefix_with",
    )
)
_OPTIONS = frozenset(("ignore_conflicts", "update_conflicts"))


class TakenNumberGate(Gate):
    """The next number of a series was worked out wrongly and belongs to another row, say another customer's note.

    Where the fix lets the new row take the place of that one, or leaves the new one out, something is lost; another
    number was free.
    """

    name = "taken number"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where the fix writes over the row that has the number, or drops the new one."""
        how = next((found for file in case.files if file.new is not None for found in _added(file.old, file.new)), "")
        number = counted_itself(case) if how and not case.restored else ""
        if number:
            return self.refuses(f"`{how}` gives up one of two rows for {number}: another number is free")
        return self.passes("no row is given up for a number that the service took itself")


def _added(old: Code | None, new: Code) -> Iterator[str]:
    """The ways to write over a row, or to leave one out, that the code has more often than before."""
    before = list(_ways(old)) if old is not None else []
    for way in _ways(new):
        if way in before:
            before.remove(way)
        else:
            yield way


def _ways(code: Code) -> Iterator[str]:
    for text in code.every(ast.Constant):
        if isinstance(text.value, str) and (found := _IN_SQL.search(text.value)):
            yield " ".join(found[0].upper().split())
    for call in code.every(ast.Call):
        if called_name(call) in _CALLS:
            yield called_name(call)
        yield from (str(word.arg) for word in call.keywords if word.arg in _OPTIONS)
