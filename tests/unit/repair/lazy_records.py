"""Records that load nothing later, as Django's do within a coroutine: relations have to be named by the query."""

from __future__ import annotations

from typing import Any, Self


class SynchronousOnlyOperation(Exception):
    """As Django names it."""


class ForeignKey:
    """A relation to one record of `model`, which is there if the query named it."""

    def __init__(self, model: Any, related_name: str = "") -> None:
        self.model, self.related_name = model, related_name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        if self.related_name:
            setattr(self.model, self.related_name, property(lambda one: Related(owner, one, self.related_name)))

    def __get__(self, one: Any, owner: type) -> Any:
        loaded: set[str] = one.__dict__["loaded"]
        if not any(f"{path}__".startswith(f"{self.name}__") for path in loaded):
            raise SynchronousOnlyOperation("You cannot call this from an async context")
        prefix = f"{self.name}__"
        return self.model({path.removeprefix(prefix) for path in loaded if path.startswith(prefix)})


class Manager:
    """A query that knows what it loads."""

    def __init__(self, model: Any = None, loaded: tuple[str, ...] = ()) -> None:
        self.model, self.loaded = model, loaded

    def __get__(self, one: Any, owner: type) -> Manager:
        return Manager(owner)

    def filter(self, **_: object) -> Self:
        """All of them."""
        return self

    def select_related(self, *paths: str) -> Manager:
        """Loads these along."""
        return Manager(self.model, (*self.loaded, *paths))

    prefetch_related = select_related

    def first(self) -> Any:
        """One record."""
        return self.model(set(self.loaded))


class Related:
    """The records that point to one."""

    def __init__(self, model: Any, one: Any, name: str) -> None:
        self.model, self.one, self.name = model, one, name

    def all(self) -> list[Any]:
        """Those that were loaded along."""
        if self.name not in self.one.loaded:
            raise SynchronousOnlyOperation("You cannot call this from an async context")
        return [self.model(set())]


class Model:
    """A record."""

    objects = Manager()
    name = "Jonas"

    def __init__(self, loaded: set[str]) -> None:
        self.loaded = loaded
