"""Gate 6, continued: nothing stands in for a row that the service itself deletes from under others."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gates.set_together import fields_of_none
from arbase.workspace.cascades import past_cascades


class LeftBehindGate(Gate):
    """The models say that no line is without its order, and take the lines along; a statement deletes past them.

    To bear None where the order is read leaves lines of nothing in every list, count and export.
    """

    name = "left behind"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that leaves such a statement, where what was None is what it deletes."""
        if "None" in case.crash.message and not case.restored:
            old = {path: code.tree for path, code in case.repository.codes.items()}
            new = {**old, **{file.path: file.new.tree for file in case.files if file.new is not None}}
            for field in fields_of_none(case):
                for left in past_cascades(new, field) if past_cascades(old, field) else ():
                    return self.refuses(
                        f"{left.path}: {left.function.name} still deletes {left.parent} by a statement, which leaves "
                        f"every {left.child} without its {field}"
                    )
        return self.passes("nothing that was None is deleted past what the models take along")
