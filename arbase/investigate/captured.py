"""Captured values written down again as Python source.

They are an attacker's: only literals and calls of known types and of classes that the module names are written.
"""

from __future__ import annotations

import ast
import math
from typing import Any

from arbase.investigate.stimulus import REDACTED
from arbase.workspace.parsing import parse_expression

LONGEST = 20_000
DEPTH = 12
CUT = "..."
# Types whose printed form is the call that makes them, and what has to be imported for it.
KNOWN = {
    "datetime.datetime": "datetime",
    "datetime.date": "datetime",
    "datetime.time": "datetime",
    "datetime.timedelta": "datetime",
    "datetime.timezone": "datetime",
    "datetime.timezone.utc": "datetime",
    "zoneinfo.ZoneInfo": "zoneinfo",
    "collections.deque": "collections",
    "collections.OrderedDict": "collections",
    "collections.Counter": "collections",
    "Decimal": "decimal",
    "Fraction": "fractions",
    "UUID": "uuid",
    "set": "",
    "frozenset": "",
    "bytearray": "",
}
FROM = {"Decimal": "from decimal import Decimal", "Fraction": "from fractions import Fraction"}
FROM["UUID"] = "from uuid import UUID"
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


class Values:
    """Writes captured values as Python source and remembers what has to be imported for them."""

    def __init__(self, module: str, classes: frozenset[str]) -> None:
        self.imports: set[str] = set()
        self._module = module
        self._classes = classes

    def text(self, value: Any, depth: int = 0) -> str | None:
        """The source of a captured value; None for one that was cut, redacted or is no plain value."""
        if depth > DEPTH:
            return None
        if isinstance(value, dict):
            return self._mapping(value, depth)
        if isinstance(value, list):
            items = [self.text(item, depth + 1) for item in value]
            return None if None in items else f"[{', '.join(str(item) for item in items)}]"
        if isinstance(value, float) and not math.isfinite(value):
            return f'float("{value}")'
        if isinstance(value, str):
            return self._printed(value)
        return repr(value)

    def built(self, owner: ast.ClassDef | AnyFunction, value: Any) -> str | None:
        """An object of the class `owner`, as printed, or made without arguments where it asks for none."""
        if isinstance(value, str) and value.startswith(f"{owner.name}("):
            printed = self._printed(value)
            if printed is not None:
                return printed
        for node in owner.body:
            if isinstance(node, AnyFunction) and node.name == "__init__":
                spec = node.args
                required = len(spec.posonlyargs) + len(spec.args) - 1 - len(spec.defaults)
                return f"{owner.name}()" if required <= 0 and None not in spec.kw_defaults else None
        bare = isinstance(owner, ast.ClassDef) and not owner.bases and not owner.decorator_list
        return f"{owner.name}()" if bare else None

    def _mapping(self, value: dict[str, Any], depth: int) -> str | None:
        items = []
        for key, item in value.items():
            text = self.text(item, depth + 1)
            # Keys are told as text whatever they are; one that prints like another literal is that literal.
            name = self._printed(key) if key[:1] in "'\"(0123456789-" else repr(key)
            if text is None or name is None:
                return None
            items.append(f"{name}: {text}")
        return f"{{{', '.join(items)}}}"

    def _printed(self, text: str) -> str | None:
        if len(text) > LONGEST or REDACTED.search(text) or text.endswith(CUT):
            return None
        try:
            node = parse_expression(text).body
            plain = self._is_plain(node)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return ast.unparse(node) if plain else None

    def _is_plain(self, node: ast.expr) -> bool:
        """Literals, containers of them, and calls of known types and classes with plain arguments."""
        match node:
            case ast.Constant():
                return node.value is not Ellipsis
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
                return True
            case ast.List() | ast.Tuple() | ast.Set():
                return all(self._is_plain(item) for item in node.elts)
            case ast.Dict():
                keys = [key for key in node.keys if key is not None]
                return len(keys) == len(node.values) and all(self._is_plain(item) for item in (*keys, *node.values))
            case ast.Attribute():
                return self._knows(ast.unparse(node))
            case ast.Call():
                given = [*node.args, *(word.value for word in node.keywords)]
                named = all(word.arg for word in node.keywords)
                return named and self._knows(ast.unparse(node.func)) and all(self._is_plain(item) for item in given)
            case _:
                return False

    def _knows(self, name: str) -> bool:
        if name in self._classes:
            self.imports.add(f"from {self._module} import {name}")
            return True
        if name not in KNOWN:
            return False
        if KNOWN[name]:
            self.imports.add(FROM.get(name, f"import {KNOWN[name]}"))
        return True
