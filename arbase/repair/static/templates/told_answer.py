"""What the docstring gives for what is not there: `"guest" for orders without one`, `None before the first game`.

The function tells the answer, and nothing in it gives that answer yet. What is not there may come out of a call, which
gets a name, or may have been passed on to another function, which knows nothing of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Crash
from arbase.repair.static.dataflow import is_bound_at, parameters
from arbase.repair.static.edit import Edit, bracketed, insert_before, replace
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.lacking import Lacking, above, lacking
from arbase.repair.static.values import allows_none
from arbase.workspace.promises import ABSENT
from arbase.workspace.told_answers import Told, gives_already, is_of_blanks, speaks_of, told_for_nothing
from arbase.workspace.tree import Function

NAME = "told-answer"
STEPS = 3
_NAMES = ("found", "given", "known")
_KINDS = {
    "str": (str,), "int": (int,), "float": (int, float), "bool": (bool,), "list": (list,), "dict": (dict,),
    "tuple": (tuple,), "set": (set,),
}  # fmt: skip


class Spot(NamedTuple):
    """The expression that is the answer, or an entry of it under `key`."""

    kind: str
    node: ast.expr
    key: str = ""


class ToldAnswer(Template):
    """`if x is None: return "guest"`, `x if x else 0` in an entry of the answer, `table.get(key, 20)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what was missing in the crashed function, or in one that handed it over."""
        lack = _told_of(context.crash)
        if lack is None or lack.frame.function is None:
            return
        told = told_for_nothing(ast.get_docstring(lack.frame.function))
        if told is not None and gives_already(lack.frame.function, told.text):
            return
        if told is None:
            told = _declared(context, lack)
            prior, why = 0.62, "is declared to give None at times"
        else:
            prior, why = 0.9, f"says that it gives {told.text} then"
        spot = _spot(lack.frame.file, lack.node)
        if told is None or spot is None or not _fits(lack.frame.function, spot, told) or not _is_meant(lack, told):
            return
        name = lack.frame.function.name
        place = f"{lack.frame.file.path}:{lack.frame.function.lineno}"
        shown = lack.frame.file.segment(lack.part)
        idea = Idea(NAME, prior, f"{shown} may be nothing, and {name} {why}", place)
        for edits in _edits(lack, spot, told):
            yield edited(context, idea, lack.frame.file, *edits)


def _told_of(crash: Crash) -> Lacking | None:
    """What was missing, in the innermost function that has something to say of it."""
    found = lacking(crash)
    for _ in range(STEPS):
        function = found.frame.function if found is not None else None
        if found is None or function is None:
            return None
        if ABSENT.search(ast.get_docstring(function) or "") or allows_none(function.returns):
            return found
        found = above(crash, found)
    return None


def _declared(context: Context, lack: Lacking) -> Told | None:
    """None, where the function is declared so and what is missing comes out of a call or has no name."""
    function = lack.frame.function
    if function is None or lack.frame is not context.frame or lack.is_plain or not allows_none(function.returns):
        return None
    # Only where that is asked for which the function itself is asked for.
    own = {one.arg for one in parameters(function)} - {"self", "cls"}
    given = {last_name(one) for one in lack.part.args} if isinstance(lack.part, ast.Call) else set()
    sent = context.flow.asked(lack.frame.file, function, lack.part)
    known = sent or is_handler(lack.frame.file, function) or gives_already(function, "None")
    return None if known or not own & given else Told("None", "", "")


def _is_meant(lack: Lacking, told: Told) -> bool:
    """What the words say is missing is what was missing, as far as both have names."""
    part = lack.part
    if lack.by_key and isinstance(part, ast.Constant):
        return speaks_of(told.sentence, str(part.value)) or speaks_of(lack.name, str(part.value))
    if lack.gone == "{} is None" and is_of_blanks(told):
        return False
    if isinstance(part, ast.Attribute | ast.Subscript) and last_name(part):
        owners = [last_name(one) for one in ast.walk(part.value) if isinstance(one, ast.Name | ast.Attribute)]
        others = any(speaks_of(told.condition, one) for one in owners)
        return not others or speaks_of(told.condition, last_name(part))
    return True


def _spot(file: SourceFile, node: ast.expr) -> Spot | None:
    """Where the value of the expression ends: as the answer, as an entry of it, or in a name."""
    current: ast.expr = node
    while True:
        parent = file.parent(current)
        match parent:
            case ast.Return():
                return Spot("answer", current)
            case ast.Assign() | ast.AnnAssign():
                return Spot("name", current)
            case ast.Dict(keys=keys, values=values) if current in values:
                key = keys[values.index(current)]
                text = str(key.value) if isinstance(key, ast.Constant) and len(values) > 1 else ""
                plain = len(values) == 1 or bool(text)
                return Spot("entry", current, text) if plain and _is_answered(file, parent) else None
            case ast.DictComp(value=value) if value is current:
                return Spot("entry", current) if _is_answered(file, parent) else None
            case ast.ListComp(elt=element) if element is current:
                return Spot("element", current) if _is_answered(file, parent) else None
            case ast.Attribute() | ast.Await() | ast.BinOp() | ast.Call():
                current = parent
            case ast.Subscript(value=value) if value is current:
                current = parent
            case ast.comprehension():
                outer = file.parent(parent)
                first = isinstance(outer, COMPREHENSIONS) and outer.generators[0].iter is current
                if not first or not isinstance(outer, ast.expr):
                    return None
                current = outer
            case _:
                return None


def _is_answered(file: SourceFile, node: ast.expr) -> bool:
    return isinstance(file.parent(node), ast.Return)


def _fits(function: Function, spot: Spot, told: Told) -> bool:
    """The literal is of the type that the function is declared to give, and the sentence is about the entry."""
    if spot.kind == "entry":
        return not spot.key or speaks_of(told.sentence, spot.key)
    value = _value(told.text)
    if spot.kind == "element":
        return isinstance(value, str | int | float) and bool(told.sentence)
    if spot.kind == "name" and any(
        isinstance(one, ast.Return)
        and isinstance(one.value, ast.Dict | ast.Tuple)
        and not isinstance(value, type(None))
        for one in ast.walk(function)
    ):
        return False
    declared = function.returns
    if value is None:
        return declared is None or allows_none(declared)
    outer = declared.value if isinstance(declared, ast.Subscript) else declared
    wanted = _KINDS.get(outer.id) if isinstance(outer, ast.Name) else None
    return wanted is None or type(value) in wanted


def _value(text: str) -> object:
    return set() if text == "set()" else ast.literal_eval(text)


def _edits(lack: Lacking, spot: Spot, told: Told) -> Iterator[tuple[Edit, ...]]:
    frame, file = lack.frame, lack.frame.file
    direct = _direct(lack, spot, told) if spot.node is lack.node else None
    if direct is not None:
        yield (direct,)
        return
    taking = isinstance(lack.node, ast.Call) and lack.node is lack.part and last_name(lack.node.func) == "next"
    if lack.is_plain:
        if spot.kind in ("answer", "name"):
            if is_hoistable(frame, lack.part) and not _in_loop(file, frame.statement):
                test = lack.asked(bracketed(file, lack.part), gone=True)
                guard = insert_before(file, frame.statement, (f"if {test}:", f"\treturn {told.text}"))
                if guard is not None:
                    yield (guard,)
        else:
            test = lack.asked(bracketed(file, lack.part), gone=False)
            text = f"{file.segment(spot.node)} if {test} else {told.text}"
            yield (replace(file, spot.node, in_brackets(file, spot.node, text)),)
        return
    name = next((one for one in _NAMES if not is_bound_at(file, frame.function, one, 1 << 30)), "")
    if not name or not lack.is_movable or spot.kind == "element" or _in_loop(file, frame.statement):
        return
    whole = file.parent(lack.part)
    moved = whole if isinstance(whole, ast.Await) else lack.part
    value = f"next({_generator(file, lack.part)}, None)" if taking else file.segment(moved)
    lines = [f"{name} = {value}"]
    if spot.kind != "entry":
        lines += [f"if {lack.asked(name, gone=True)}:", f"\treturn {told.text}"]
        used = Edit(*_with_brackets(file, moved), name)
    else:
        start, end = file.span(spot.node)
        first, last = _with_brackets(file, moved)
        inner = file.text[start:first] + name + file.text[last:end]
        text = f"{inner} if {lack.asked(name, gone=False)} else {told.text}"
        used = replace(file, spot.node, in_brackets(file, spot.node, text))
    stored = insert_before(file, frame.statement, tuple(lines))
    if stored is not None:
        yield (stored, used)


def _direct(lack: Lacking, spot: Spot, told: Told) -> Edit | None:
    """The default that the look-up itself takes, where what it gives is all of the answer."""
    file, node = lack.frame.file, lack.node
    match node:
        case ast.Subscript(value=table, slice=key) if lack.by_key:
            return replace(file, node, f"{file.segment(table)}.get({file.segment(key)}, {told.text})")
        case ast.Call() if lack.part is node and last_name(node.func) == "next":
            return replace(file, node, f"next({_generator(file, node)}, {told.text})")
        case ast.Call(args=[ast.expr()]) if last_name(node.func) in ("max", "min") and not lack.is_plain:
            end = file.span(node)[1] - 1
            return Edit(end, end, f", default={told.text}")
        case ast.Call(args=[_, _]) if last_name(node.func) == "reduce" and spot.kind == "answer":
            return None
    return None


def _with_brackets(file: SourceFile, node: ast.expr) -> tuple[int, int]:
    """The span of what is read from, with the brackets around it: `(await x).y`."""
    start, end = file.span(node)
    wide = isinstance(file.parent(node), ast.Attribute | ast.Subscript)
    return (
        (start - 1, end + 1)
        if wide and file.text[start - 1] == "(" and file.text[end : end + 1] == ")"
        else (start, end)
    )


def _generator(file: SourceFile, call: ast.expr) -> str:
    """What `next` goes through, in brackets of its own."""
    given = call.args[0] if isinstance(call, ast.Call) else call
    text = file.segment(given)
    return f"({text})" if isinstance(given, ast.GeneratorExp) and not text.startswith("(") else text


def _in_loop(file: SourceFile, statement: ast.stmt) -> bool:
    for outer in file.ancestors(statement):
        if isinstance(outer, ast.For | ast.AsyncFor | ast.While):
            return True
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
    return False
