"""The suite `grouping`: arbase's fingerprint against true groups, pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arbase.evaluation.alerts.gather import Gatherer
from arbase.evaluation.alerts.rows import files_of, read_rows
from arbase.evaluation.alerts.score import grouping_f1, grouping_of
from arbase.evaluation.measure import Measure
from arbase.evaluation.runner import Case, CaseRecord, Suite


class GroupingSuite(Suite):
    """One case is one file of events or incidents; groups of one name in several files are one group."""

    name = "grouping"

    def __init__(self, data: Path) -> None:
        self._data = data

    def cases(self) -> Sequence[Case]:
        """The files."""
        return [Case(file.name, str(file)) for file in files_of(self._data)]

    def run(self, case: Case) -> dict[str, Any]:
        """Events by stream, true group and fingerprint."""
        gatherer = Gatherer()
        for row in read_rows(Path(case.payload)):
            gatherer.add(row)
        table = grouping_of(gatherer.incidents())
        return {"table": [[*key, count] for key, count in table.items()]}

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """Pairwise F1 over all files."""
        table: Counter[tuple[str, str, str]] = Counter()
        for record in records:
            for scope, group, digest, count in record.result.get("table", ()):
                table[scope, group, digest] += count
        return {"grouping_f1": grouping_f1(table)}
