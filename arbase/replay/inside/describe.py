"""Describes values of a crashed frame: what they are and what they hold, in bounded time and size.

A description has `type` and `repr`, and where it applies `keys` (mappings), `length`, `attributes` (public names of an
object), `element` (the first of a sequence), `columns` and `dtypes` (data frames), `shape` (arrays). Classes of the
repository may lie or raise in every method, so nothing here trusts an answer.
"""

from __future__ import annotations

import itertools
import re
import time
from types import FunctionType, ModuleType
from typing import Any

from .guard import caught, without_root

TEXT = 200
ITEMS = 20
NAMES = 100
_SCALARS = (int, float, complex, bool, type(None), str, bytes)
_CONTAINERS = (list, tuple, set, frozenset)
_SLOW = 0.05
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_slow_types: set[type] = set()


class Describer:
    """Describes values until its seconds are used up; after that only their types."""

    def __init__(self, root: str, seconds: float = 0.25) -> None:
        self._root = root
        self._until = time.monotonic() + seconds

    def describe(self, value: Any, depth: int = 1) -> dict[str, Any]:
        """The description of `value`; elements are described down to `depth`."""
        found: dict[str, Any] = {"type": type_name(type(value))}
        if time.monotonic() > self._until:
            return dict(found, repr="<not looked at: out of time>")
        found["repr"] = without_root(brief(value), self._root)
        for add in (self._length, self._keys, self._table, self._attributes):
            caught(add, value, found)
        if depth > 0 and type(value) in (list, tuple) and value:
            found["element"] = self.describe(value[0], depth - 1)
        if depth > 0 and type(value) is dict and value:
            found["values"] = {
                str(key): type_name(type(item)) for key, item in itertools.islice(value.items(), ITEMS) if _plain(key)
            }
        return found

    def _length(self, value: Any, found: dict[str, Any]) -> None:
        if hasattr(type(value), "__len__"):
            length = len(value)
            if type(length) is int:
                found["length"] = length

    def _keys(self, value: Any, found: dict[str, Any]) -> None:
        kind = type(value)
        if issubclass(kind, dict):
            keys: Any = dict.keys(value)
        elif hasattr(kind, "keys") and hasattr(kind, "__getitem__") and not hasattr(kind, "dtypes"):
            keys = value.keys()
        else:
            return
        found["keys"] = [key if _plain(key) else brief(key) for key in itertools.islice(keys, NAMES)]

    def _table(self, value: Any, found: dict[str, Any]) -> None:
        kind = type(value)
        if kind.__module__.split(".")[0] not in ("pandas", "numpy", "polars"):
            return
        shape = getattr(value, "shape", None)
        if isinstance(shape, tuple):
            found["shape"] = [int(size) for size in shape]
        if hasattr(kind, "columns"):
            columns = list(itertools.islice(value.columns, NAMES))
            found["columns"] = [name if _plain(name) else brief(name) for name in columns]
            found["dtypes"] = {str(name): str(kept) for name, kept in zip(columns, list(value.dtypes)[:NAMES])}
        elif hasattr(kind, "dtype"):
            found["dtype"] = str(value.dtype)

    def _attributes(self, value: Any, found: dict[str, Any]) -> None:
        kind = type(value)
        if kind in _SCALARS or kind in _CONTAINERS or kind is dict or isinstance(value, FunctionType):
            return
        names = dict.fromkeys(_own_names(value))
        for base in kind.__mro__ if not isinstance(value, (type, ModuleType)) else ():
            if base is not object:
                names.update(dict.fromkeys(vars(base)))
        found["attributes"] = [name for name in names if isinstance(name, str) and name[:1] != "_"][:NAMES]


def type_name(kind: type) -> str:
    """The class's qualified name with its module, without the module for builtins."""
    module, name = kind.__dict__.get("__module__"), kind.__qualname__
    return name if module in (None, "builtins") or not isinstance(module, str) else module + "." + name


def brief(value: Any, depth: int = 3) -> str:
    """A repr of bounded length that runs foreign `__repr__` only where there is no other way."""
    kind = type(value)
    if kind in (str, bytes):
        return repr(value) if len(value) <= TEXT else repr(value[:TEXT]) + "..."
    if kind is int and value.bit_length() > 512:
        return f"<int of {value.bit_length()} bits>"
    if kind in _SCALARS:
        return repr(value)
    if kind is dict or kind in _CONTAINERS:
        return _container(value, depth)
    if kind in _slow_types:
        return f"<{kind.__name__} whose repr is slow>"
    started = time.monotonic()
    text, failure = caught(repr, value)
    if time.monotonic() - started > _SLOW:
        _slow_types.add(kind)
    if failure is not None or type(text) is not str:
        return f"<{kind.__name__} whose repr fails>"
    text = _ADDRESS.sub(" at 0x", text[: TEXT + 1])
    return text if len(text) <= TEXT else text[:TEXT] + "..."


def _container(value: Any, depth: int) -> str:
    kind = type(value)
    if depth <= 0:
        return "..."
    more = ", ..." if len(value) > ITEMS else ""
    if kind is dict:
        pairs = itertools.islice(list(value.items()), ITEMS)
        text = (
            "{" + ", ".join(brief(key, depth - 1) + ": " + brief(item, depth - 1) for key, item in pairs) + more + "}"
        )
    else:
        items = ", ".join(brief(item, depth - 1) for item in itertools.islice(list(value), ITEMS)) + more
        if kind is list:
            text = "[" + items + "]"
        elif kind is tuple:
            text = "(" + items + ("," if len(value) == 1 else "") + ")"
        else:
            text = kind.__name__ + "(" + ("{" + items + "}" if value else "") + ")"
    return text if len(text) <= 5 * TEXT else text[: 5 * TEXT] + "..."


def _plain(key: Any) -> bool:
    return type(key) in (str, int, bool) and len(str(key)) <= TEXT


def _own_names(value: Any) -> list[str]:
    names, failure = caught(object.__getattribute__, value, "__dict__")
    return list(names) if failure is None and isinstance(names, dict) else []
