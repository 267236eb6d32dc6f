"""The clock at the moment of the event, as code, for a module that reads it by `datetime` or `time`.

Only what the module itself named is replaced, so the interpreter and its libraries keep the real clock. Everything but
the moment is the class or module that it stands for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

from arbase.investigate.captured import AnyFunction

LABEL = "the clock"
READS = frozenset(("now", "utcnow", "today", "time"))
CLASS = '''class Clock:
    """A class or module of the standard library at the moment of the event, and as it is in all else."""

    def __init__(self, real, **then):
        self.real = real
        self.__dict__.update(then)

    def __getattr__(self, name):
        return getattr(self.real, name)

    def __call__(self, *args, **kwargs):
        return self.real(*args, **kwargs)

    def __instancecheck__(self, value):
        return isinstance(value, self.real)
'''
NOW = '''def now(tz=None):
    """The moment of the event as `datetime.now` tells it."""
    return MOMENT.astimezone(tz) if tz else MOMENT.replace(tzinfo=None)
'''
THEN = "Clock(datetime.datetime, now=now, utcnow=now, today=now)"
TODAY = "Clock(datetime.date, today=lambda: MOMENT.date())"
DAYS = f"Clock(datetime, datetime={THEN}, date={TODAY})"
BY_NAME = {("datetime", "datetime"): THEN, ("datetime", "date"): TODAY, ("time", "time"): "MOMENT.timestamp"}
BY_MODULE = {"datetime": DAYS, "time": "Clock(time, time=MOMENT.timestamp)"}


def clock(
    parsed: ast.Module, function: AnyFunction, module: str, moment: datetime
) -> tuple[list[str], list[str], list[str]]:
    """Imports, definitions and the lines that set the clock of `module`; all empty where `function` reads none.

    What it calls of its own module is looked at as well.
    """
    lines = [f"{module}.{name} = {stands}" for name, stands in _read(parsed, list(_reached(parsed, function)))]
    if not lines:
        return [], [], []
    at = moment.astimezone(UTC)
    parts = f"{at.year}, {at.month}, {at.day}, {at.hour}, {at.minute}, {at.second}, {at.microsecond}"
    text = "\n".join(lines)
    imports = ["import datetime", *(["import time"] if "Clock(time," in text else [])]
    definitions = [f"MOMENT = datetime.datetime({parts}, tzinfo=datetime.timezone.utc)\n"]
    definitions += [CLASS] if "Clock(" in text else []
    return imports, [*definitions, *([NOW] if "now=now" in text else [])], lines


def _reached(parsed: ast.Module, function: AnyFunction) -> Iterator[ast.AST]:
    """The nodes of a function and of those in the module that it names, and so on."""
    known = {node.name: node for node in ast.walk(parsed) if isinstance(node, AnyFunction)}
    known.pop(function.name, None)
    pending: list[AnyFunction] = [function]
    while pending:
        for node in ast.walk(pending.pop()):
            yield node
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name in known:
                pending.append(known.pop(name))


def _read(parsed: ast.Module, nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """The names through which the nodes read the clock, with what is put in their place."""
    asked = {ast.unparse(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr in READS}
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    for node in parsed.body:
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                name, stands = alias.asname or alias.name, BY_NAME.get((node.module or "", alias.name))
                if stands and name in (called if alias.name == "time" else asked):
                    yield name, stands
        elif isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name
                if alias.name in BY_MODULE and any(one.partition(".")[0] == name for one in asked):
                    yield name, BY_MODULE[alias.name]
