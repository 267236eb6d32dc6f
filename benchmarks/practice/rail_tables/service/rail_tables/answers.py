"""Results of questions, kept for those who ask the same again."""

from __future__ import annotations

import threading
from collections import OrderedDict

from rail_tables import cursors, select
from rail_tables.questions import Question
from rail_tables.tables import Warehouse


class Answers:
    """The last ``size`` results. A new revision of the tables makes them worthless."""

    def __init__(self, warehouse: Warehouse, size: int) -> None:
        self._warehouse = warehouse
        self._size = size
        self._kept: OrderedDict[tuple, dict] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = 0

    def to(self, question: Question, order: str) -> dict:
        """``rows`` in order, ``total`` and ``facets`` of a question."""
        tables = self._warehouse.tables
        name = (tables.revision, question, order)
        with self._lock:
            if name in self._kept:
                self.hits += 1
                self._kept.move_to_end(name)
                return self._kept[name]
        rows = cursors.ordered(select.matching(tables.observations, question), order)
        result = {"rows": rows, "total": len(rows), "facets": select.facets(tables.observations, question)}
        with self._lock:
            self._kept[name] = result
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return result


def narrowed(result: dict, names: list[str]) -> dict:
    """The result with the facets of these names alone."""
    return {**result, "facets": {name: values for name, values in result["facets"].items() if name in names}}
