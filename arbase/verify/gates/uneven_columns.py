"""Gate 6, continued: a model gets its columns, also those that its table lacks at times."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.uneven_columns import taken_as_given
from arbase.workspace.uneven_columns import OTHER_COLUMNS


class UnevenColumnsGate(Gate):
    """Columns were other ones than a model was fitted with, and the patch chooses by the model's names.

    Where a condition makes a column, the model may know one as well that the table lacks: then the choice fails, or
    fills in a value of which nothing says that it is the lacking one's.
    """

    name = "columns at times"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first choice that takes a column as given which is not."""
        if OTHER_COLUMNS.search(case.crash.message) and not case.restored:
            for file in case.files:
                for fault in taken_as_given(case, file):
                    return self.refuses(f"{file.path}: {fault}")
        return self.passes("no column is taken as given that a table lacks at times")
