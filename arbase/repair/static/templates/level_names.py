"""A level of logging in small letters, as people write it in settings: its name is in capitals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.edit import bracketed
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "level-names"
_LEVELS = frozenset(("DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "FATAL", "NOTSET"))
_CALLS = frozenset(("setLevel", "basicConfig", "log", "disable"))


class LevelNames(Template):
    """`logger.setLevel(level.upper())`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the level exists but for its letters' size."""
        crash, frame = context.crash, context.frame
        if crash.exception != "ValueError" or not re.match(r"Unknown level: ", crash.message):
            return
        word = next(iter(quoted(crash.message)), "")
        if word.upper() not in _LEVELS or word in _LEVELS:
            return
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _CALLS:
                continue
            named = [item.value for item in call.keywords if item.arg == "level"]
            given = named[0] if named else call.args[0] if call.args and last_name(call.func) == "setLevel" else None
            if given is None:
                continue
            file = frame.file
            text = f'"{word.upper()}"' if isinstance(given, ast.Constant) else f"{bracketed(file, given)}.upper()"
            idea = Idea(NAME, 0.92, "levels have their names in capitals")
            yield replaced(context, idea, file, given, text)
            return
