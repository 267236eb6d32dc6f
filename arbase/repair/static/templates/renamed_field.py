"""A commit gave a field of a class another name, and what was stored before has the old one.

`cls(**values)` makes an object of what was stored years ago. The old name is read as the new one; to leave it out would
lose what was stored, and to put the field back would only move the crash to what is stored today.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import Definition, definitions, parameters
from arbase.repair.static.edit import Edit, insert_after, insert_before
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.parsing import parse

NAME = "renamed-field"
_SAID = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'")
# A new unit is more than a new name.
_UNITS = frozenset(
    "kg g lb lbs oz km m cm mm mi ft inch l ml ms s sec secs second seconds min mins minute minutes hour hours day days"
    " week weeks month months year years cent cents eur usd gbp chf euro euros percent pct ratio rate share utc local"
    " iso epoch net gross count total hz bytes kb mb gb celsius fahrenheit".split()
)
# What gives a mapping of one's own, which may be changed.
_FRESH = frozenset(("dict", "copy", "deepcopy", "loads", "load", "asdict", "model_dump"))


class RenamedField(Template):
    """`if "old" in values: values["new"] = values.pop("old")` where the mapping is made."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for the commit that renamed the field which the class no longer has."""
        frame, call, said = context.frame, context.crash.node, _SAID.search(context.crash.message)
        if said is None or context.crash.exception != "TypeError" or not isinstance(call, ast.Call):
            return
        spread = [word.value for word in call.keywords if word.arg is None]
        if len(spread) != 1 or not isinstance(spread[0], ast.Name) or frame.function is None:
            return
        values = spread[0].id
        if context.flow.sent(frame.file, frame.function, spread[0]):
            return
        place = context.statuses.classes.get(said[1])
        if place is None:
            return
        file, owner = place
        known = context.crash.described(values).get("keys", ())
        at = {one.sha: one.at for one in context.diagnosis.suspects}
        for sha, score, text in sorted(context.history.versions(file.path), key=lambda one: at[one[0]], reverse=True):
            pairs = _renamed(text, owner)
            if said[2] not in pairs:
                continue
            told = {old: new for old, new in pairs.items() if old == said[2] or old in known}
            edit = _read(context, values, told)
            if edit is not None:
                why = f"what was stored before commit {sha[:12]} has {said[2]} under its old name"
                idea = Idea(NAME, 0.85 + 0.1 * score, why, f"commit:{sha}")
                yield edited(context, idea, frame.file, edit)
            return


def _renamed(before: str, owner: ast.ClassDef) -> dict[str, str]:
    """Old name -> new name of the fields that stand in the same place of the class, with the same type and default."""
    try:
        once = [node for node in ast.walk(parse(before)) if isinstance(node, ast.ClassDef) and node.name == owner.name]
    except (SyntaxError, ValueError):
        return {}
    if len(once) != 1:
        return {}
    then, now = _fields(once[0]), _fields(owner)
    names, known = [name for name, _ in then], [name for name, _ in now]
    if len(then) != len(now):
        return {}
    return {
        old: new
        for (old, kind), (new, same) in zip(then, now, strict=True)
        if old != new and kind == same and old not in known and new not in names
        if not _UNITS & (set(old.split("_")) ^ set(new.split("_")))
    }


def _fields(owner: ast.ClassDef) -> list[tuple[str, str]]:
    """The fields in order, each with its type and default as text."""
    found = []
    for node in owner.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.append(
                    (name, f"{ast.unparse(node.annotation)} = {ast.unparse(node.value) if node.value else ''}")
                )
    return found


def _read(context: Context, values: str, told: dict[str, str]) -> Edit | None:
    """Behind the copy that the function makes of what was stored; else a copy with the new names in front of all."""
    frame = context.frame
    file, function = frame.file, frame.function
    made = definitions(file, function, values)
    if function is None or len(made) > 1:
        return None
    if made and _is_fresh(made[0]) and file.parent(made[0].statement) is function:
        lines = [line for old, new in told.items()
                 for line in (f'if "{old}" in {values}:', f'\t{values}["{new}"] = {values}.pop("{old}")')]  # fmt: skip
        return insert_after(file, made[0].statement, lines)
    if made or values not in {one.arg for one in parameters(function)} or len(told) != 1:
        return None
    old, new = next(iter(told.items()))
    uses = (one for one in function.body if _mentions(one, values))
    first = next(uses, None)
    text = f'{{"{new}" if name == "{old}" else name: value for name, value in {values}.items()}}'
    return insert_before(file, first, (f"{values} = {text}",)) if first is not None else None


def _is_fresh(made: Definition) -> bool:
    match made.value:
        case ast.Call() as call:
            return last_name(call.func) in _FRESH
        case ast.Dict() | ast.DictComp():
            return True
    return False


def _mentions(statement: ast.stmt, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(statement))
