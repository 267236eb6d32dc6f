"""As much of Django's models as a coroutine trips over: what asks the database may not be called in a running loop."""

from __future__ import annotations

import asyncio
from typing import Any


class SynchronousOnlyOperation(Exception):
    """The database was asked in a running loop."""


def _ask() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise SynchronousOnlyOperation("You cannot call this from an async context - use a thread or sync_to_async.")


class ForeignKey:
    """A relation to one other record, which is fetched when it is asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, record: Any, owner: type) -> Any:
        if record is None:
            return self
        if self.name not in record.loaded:
            _ask()
        return record.values[self.name]


class Query:
    """A queryset, or what `Model.objects` is."""

    def __init__(self, rows: list[dict[str, Any]], loaded: tuple[str, ...] = ()) -> None:
        self.rows, self.loaded = rows, loaded

    def __get__(self, record: Any, owner: type) -> Query:
        self.owner = owner
        return self

    def _like(self, rows: list[dict[str, Any]], loaded: tuple[str, ...]) -> Query:
        found = Query(rows, loaded)
        found.owner = self.owner
        return found

    def filter(self, **wanted: Any) -> Query:
        return self._like([row for row in self.rows if wanted.items() <= row.items()], self.loaded)

    def select_related(self, *names: str) -> Query:
        return self._like(self.rows, (*self.loaded, *names))

    def _record(self, row: dict[str, Any]) -> Any:
        record = self.owner()
        record.values, record.loaded = row, self.loaded
        return record

    def first(self) -> Any:
        _ask()
        return self._record(self.rows[0]) if self.rows else None

    async def afirst(self) -> Any:
        return self._record(self.rows[0]) if self.rows else None

    def __iter__(self) -> Any:
        _ask()
        return iter([self._record(row) for row in self.rows])

    async def __aiter__(self) -> Any:
        for row in self.rows:
            yield self._record(row)


class RelatedObjectDoesNotExist(AttributeError):
    """No record is on the other side of a one-to-one relation."""


class OtherSide:
    """The other side of a one-to-one relation: the record that is stored, and never None."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"_{name}"

    def __get__(self, record: Any, owner: type) -> Any:
        found = getattr(record, self.name, None)
        if found is None:
            raise RelatedObjectDoesNotExist(f"{owner.__name__} has no {self.name[1:]}.")
        return found


class MultipleObjectsReturned(Exception):
    """Several records where one is expected."""


class QuerySet:
    """Records and conditions on them: functions, and values of fields by their names."""

    def __init__(self, records: list[Any]) -> None:
        self.records = records

    def filter(self, *asked: Any, **wanted: Any) -> Any:
        found = [one for one in self.records if all(ask(one) for ask in asked)]
        for name, value in wanted.items():
            field, _, way = name.partition("__")
            found = [one for one in found if _holds(getattr(one, field), way, value)]
        return type(self)(found)

    def get(self, *asked: Any, **wanted: Any) -> Any:
        found = self.filter(*asked, **wanted).records
        if len(found) > 1:
            raise MultipleObjectsReturned(f"get() returned more than one -- it returned {len(found)}!")
        return found[0]

    def first(self) -> Any:
        return self.records[0] if self.records else None


class Q:
    """A condition; several are joined by a bar."""

    def __init__(self, **wanted: Any) -> None:
        self.asked = [lambda one: bool(QuerySet([one]).filter(**wanted).records)]

    def __call__(self, one: Any) -> bool:
        return any(ask(one) for ask in self.asked)

    def __or__(self, other: Q) -> Q:
        joined = Q()
        joined.asked = [*self.asked, *other.asked]
        return joined


def _holds(value: Any, way: str, wanted: Any) -> bool:
    if way == "isnull":
        return (value is None) is wanted
    if way in ("gte", "lte"):
        return value is not None and (value >= wanted if way == "gte" else value <= wanted)
    return bool(value == wanted)
