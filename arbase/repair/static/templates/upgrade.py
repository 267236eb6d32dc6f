"""Names that a newer version of Python or a library no longer has."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, dotted
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "upgrade"
# What had the name, the name, and what has taken its place: documented removals with a plain successor.
_ATTRIBUTES: dict[tuple[str, str], str] = {
    ("DataFrame", "iteritems"): "items", ("Series", "iteritems"): "items", ("DataFrame", "ix"): "loc",
    ("dict", "iteritems"): "items", ("dict", "itervalues"): "values", ("dict", "iterkeys"): "keys",
    ("Thread", "isAlive"): "is_alive", ("array", "tostring"): "tobytes", ("ndarray", "tostring"): "tobytes",
    ("ndarray", "itemset"): "put", ("Styler", "applymap"): "map", ("DataFrame", "applymap"): "map",
    ("Index", "is_monotonic"): "is_monotonic_increasing", ("Series", "is_monotonic"): "is_monotonic_increasing",
}  # fmt: skip
_MODULES: dict[tuple[str, str], str] = {
    ("numpy", "float"): "float", ("numpy", "int"): "int", ("numpy", "bool"): "bool", ("numpy", "object"): "object",
    ("numpy", "str"): "str", ("numpy", "complex"): "complex", ("numpy", "product"): ".prod",
    ("numpy", "cumproduct"): ".cumprod", ("numpy", "NaN"): ".nan", ("numpy", "NAN"): ".nan", ("numpy", "Inf"): ".inf",
    ("numpy", "infty"): ".inf", ("numpy", "in1d"): ".isin", ("numpy", "trapz"): ".trapezoid",
    ("numpy", "float_"): ".float64", ("numpy", "unicode_"): ".str_", ("numpy", "string_"): ".bytes_",
    ("time", "clock"): ".perf_counter", ("inspect", "getargspec"): ".getfullargspec",
    ("base64", "encodestring"): ".encodebytes", ("base64", "decodestring"): ".decodebytes",
    ("string", "letters"): ".ascii_letters", ("pandas", "Int64Index"): ".Index", ("pandas", "Float64Index"): ".Index",
}  # fmt: skip
_ABSTRACT = frozenset(
    "Mapping MutableMapping Sequence MutableSequence Set Iterable Iterator Callable Hashable Sized Container".split()
)


class Upgrade(Template):
    """The successor of the name."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For attributes of objects and of modules, and for rows that were appended to a table."""
        crash, file = context.crash, context.frame.file
        node = crash.node.func if isinstance(crash.node, ast.Call) else crash.node
        if crash.exception != "AttributeError" or not isinstance(node, ast.Attribute):
            return
        seen = crash.described(node.value) or crash.described("<object>")
        kind = str(seen.get("type", "")).rpartition(".")[2]
        if kind in ("DataFrame", "Series") and node.attr == "append":
            yield from self._appended(context, node)
        successor = _ATTRIBUTES.get((kind, node.attr))
        if successor is not None:
            end = file.span(node)[1]
            idea = Idea(NAME, 0.9, f"{kind}.{node.attr} is called {successor} now")
            yield edited(context, idea, file, Edit(end - len(node.attr), end, successor))
        module = _module_of(file, dotted(node.value))
        if (module, node.attr) in _MODULES:
            new = _MODULES[module, node.attr]
            text = f"{file.segment(node.value)}{new}" if new.startswith(".") else new
            yield replaced(context, Idea(NAME, 0.92, f"{module}.{node.attr} is gone"), file, node, text)
        elif module == "collections" and node.attr in _ABSTRACT:
            why = f"{node.attr} is in collections.abc now"
            idea = Idea(NAME, 0.92, why, "", ("import collections.abc",))
            yield replaced(context, idea, file, node, f"{file.segment(node.value)}.abc.{node.attr}")

    def _appended(self, context: Context, node: ast.Attribute) -> Iterator[Draft]:
        """`table.append(row)` is `pd.concat([table, row])`; a mapping becomes a table of one row first."""
        file = context.frame.file
        call = file.parent(node)
        if not isinstance(call, ast.Call) or len(call.args) != 1:
            return
        alias = next(
            (
                item.asname or item.name
                for statement in file.tree.body
                if isinstance(statement, ast.Import)
                for item in statement.names
                if item.name == "pandas"
            ),
            "pd",
        )
        row = file.segment(call.args[0])
        if isinstance(call.args[0], ast.Dict) or context.crash.described(call.args[0]).get("type") == "dict":
            row = f"{alias}.DataFrame([{row}])"
        options = "".join(f", {file.segment(word)}" for word in call.keywords if word.arg != "sort")
        text = f"{alias}.concat([{file.segment(node.value)}, {row}]{options})"
        imports = () if alias != "pd" or "import pandas as pd" in file.text else ("import pandas as pd",)
        yield replaced(context, Idea(NAME, 0.88, "tables are joined by concat now", "", imports), file, call, text)


def _module_of(file: SourceFile, name: str) -> str:
    """The module that a name stands for in a file."""
    for node in file.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return alias.name
    return ""
