"""Names, keywords and values that a newer version of Python or a library no longer has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.successors import ATTRIBUTES, KEYWORDS, MODULES, VALUES
from arbase.workspace.frequencies import FREQUENCIES
from arbase.workspace.tree import dotted

NAME = "upgrade"
_PLAIN_SQL = re.compile(r"explicitly declared as text\(|Not an executable object: '")
_ABSTRACT = frozenset(
    "Mapping MutableMapping Sequence MutableSequence Set Iterable Iterator Callable Hashable Sized Container".split()
)


class Upgrade(Template):
    """The successor of the name."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For attributes of objects and of modules, keywords, values, and what has become another call."""
        if isinstance(context.crash.node, ast.Call):
            yield from self._keyword(context, context.crash.node)
            yield from self._value(context, context.crash.node)
            yield from self._call(context, context.crash.node)
        yield from self._attribute(context)

    @staticmethod
    def _keyword(context: Context, call: ast.Call) -> Iterator[Draft]:
        """A keyword that has another name now, or none."""
        file = context.frame.file
        if context.crash.exception != "TypeError" or "unexpected keyword" not in context.crash.message:
            return
        given = {word.arg for word in call.keywords}
        for word in call.keywords:
            new = KEYWORDS.get((last_name(call.func), word.arg or ""))
            if new is None or word.arg not in quoted(context.crash.message) or new in given:
                continue
            start = file.span(word)[0]
            if new:
                idea = Idea(NAME, 0.93, f"{last_name(call.func)} calls {word.arg} {new} now")
                yield edited(context, idea, file, Edit(start, start + len(word.arg or ""), new))
                continue
            rest = [file.segment(item) for item in [*call.args, *call.keywords] if item is not word]
            idea = Idea(NAME, 0.9, f"{last_name(call.func)} has no {word.arg} any more and does without it")
            yield replaced(context, idea, file, call, f"{file.segment(call.func)}({', '.join(rest)})")

    @staticmethod
    def _value(context: Context, call: ast.Call) -> Iterator[Draft]:
        """A value that has another name now: of an estimator (refused when it is fitted), or a frequency."""
        frequency = re.search(r"[Ii]nvalid frequency: '?(\d*)([A-Z]+)\b", context.crash.message)
        if frequency and frequency[2] in FREQUENCIES:
            old, new = frequency[1] + frequency[2], frequency[1] + FREQUENCIES[frequency[2]]
            for part in ast.walk(context.frame.statement):
                if isinstance(part, ast.Constant) and part.value == old:
                    quote = context.frame.file.segment(part)[:1]
                    idea = Idea(NAME, 0.93, f"pandas calls the frequency {old} {new} now")
                    yield replaced(context, idea, context.frame.file, part, f"{quote}{new}{quote}")
        if context.crash.exception not in ("InvalidParameterError", "ValueError", "KeyError"):
            return
        made = [node for frame in context.crash.frames for node in ast.walk(frame.function or frame.file.tree)]
        for one in dict.fromkeys([call, *(node for node in made if isinstance(node, ast.Call))]):
            owner = next(frame.file for frame in context.crash.frames if one in frame.file.nodes)
            for word in one.keywords:
                known = word.value.value if isinstance(word.value, ast.Constant) else None
                successor = VALUES.get((last_name(one.func), known)) if isinstance(known, str) else None
                if successor is not None and repr(known) in context.crash.message:
                    idea = Idea(NAME, 0.92, f"{last_name(one.func)} calls {known!r} {successor} now")
                    yield replaced(context, idea, owner, word.value, successor)

    @staticmethod
    def _call(context: Context, call: ast.Call) -> Iterator[Draft]:
        """What is written as another call now: text of SQL, lists of columns, fills, loading of YAML."""
        file, message = context.frame.file, context.crash.message
        name = last_name(call.func)
        first = call.args[0] if call.args else None
        if _PLAIN_SQL.search(message) and name in ("execute", "scalar", "scalars") and first is not None:
            idea = Idea(NAME, 0.92, "SQL that is a text is marked by text()", "", ("from sqlalchemy import text",))
            yield replaced(context, idea, file, first, f"text({file.segment(first)})")
        if name in ("select", "case") and isinstance(first, ast.List) and context.crash.exception == "ArgumentError":
            idea = Idea(NAME, 0.92, f"{name} takes its parts one by one")
            yield replaced(context, idea, file, first, ", ".join(file.segment(item) for item in first.elts))
        if name == "load" and "Loader" in message and isinstance(call.func, ast.Attribute):
            idea = Idea(NAME, 0.92, "yaml.load wants a loader, and safe_load is the one for data")
            yield replaced(context, idea, file, call.func, f"{file.segment(call.func.value)}.safe_load")
        if name == "fillna" and "unexpected keyword" in message and isinstance(call.func, ast.Attribute):
            fills = {"ffill": "ffill", "pad": "ffill", "bfill": "bfill", "backfill": "bfill"}
            for word in call.keywords:
                way = word.value.value if isinstance(word.value, ast.Constant) else None
                if word.arg == "method" and way in fills:
                    rest = [file.segment(item) for item in call.keywords if item is not word]
                    text = f"{file.segment(call.func.value)}.{fills[str(way)]}({', '.join(rest)})"
                    yield replaced(context, Idea(NAME, 0.93, f"fillna({way!r}) is {fills[str(way)]}"), file, call, text)
        if name == "sample" and "Population must be a sequence" in message and first is not None:
            idea = Idea(NAME, 0.85, "a sample is taken of a sequence; a set has no order")
            yield replaced(context, idea, file, first, f"sorted({file.segment(first)})")

    def _attribute(self, context: Context) -> Iterator[Draft]:
        """The successor of an attribute of an object or a module; rows that were appended to a table."""
        crash, file = context.crash, context.frame.file
        node = crash.node.func if isinstance(crash.node, ast.Call) else crash.node
        if crash.exception != "AttributeError" or not isinstance(node, ast.Attribute):
            return
        seen = crash.described(node.value) or crash.described("<object>")
        kind = str(seen.get("type", "")).rpartition(".")[2]
        if node.attr in ("decode", "encode") and kind == ("str" if node.attr == "decode" else "bytes"):
            yield from self._already(context, node, kind)
        if kind in ("DataFrame", "Series") and node.attr == "append":
            yield from self._appended(context, node)
        successor = ATTRIBUTES.get((kind, node.attr))
        if successor is not None:
            end = file.span(node)[1]
            idea = Idea(NAME, 0.9, f"{kind}.{node.attr} is called {successor} now")
            yield edited(context, idea, file, Edit(end - len(node.attr), end, successor))
        module = module_of(file, dotted(node.value))
        if (module, node.attr) in MODULES:
            new = MODULES[module, node.attr]
            text = f"{file.segment(node.value)}{new}" if new.startswith(".") else new
            yield replaced(context, Idea(NAME, 0.92, f"{module}.{node.attr} is gone"), file, node, text)
        elif module == "collections" and node.attr in _ABSTRACT:
            why = f"{node.attr} is in collections.abc now"
            idea = Idea(NAME, 0.92, why, "", ("import collections.abc",))
            yield replaced(context, idea, file, node, f"{file.segment(node.value)}.abc.{node.attr}")

    @staticmethod
    def _already(context: Context, node: ast.Attribute, kind: str) -> Iterator[Draft]:
        """`token.decode()` of what is a text already."""
        file = context.frame.file
        call = file.parent(node)
        if isinstance(call, ast.Call) and call.func is node:
            text = file.segment(node.value)
            yield replaced(context, Idea(NAME, 0.88, f"{text} is {kind} already"), file, call, text)

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


def module_of(file: SourceFile, name: str) -> str:
    """The module that a name stands for in a file."""
    for node in file.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return alias.name
    return ""
