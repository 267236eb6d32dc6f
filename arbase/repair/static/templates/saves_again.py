"""What is saved has others saved, whose saving has it saved again: signals and `save` methods of Django without end.

What has the state already is not saved once more; a handler that only completes its own row writes the columns by
`update`, which sends no signal.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_method, parameters
from arbase.repair.static.edit import Edit, insert_before, replace, wrap
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "saves-again"
_SIGNALS = frozenset(("post_save", "pre_save"))
_PLAIN = (ast.Name, ast.Attribute, ast.Constant)


class SavesAgain(Template):
    """`if other.state == State.GONE: continue`, where all that is saved gets this state."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each handler or `save` of the trace that saves something."""
        if context.crash.exception != "RecursionError":
            return
        seen: set[int] = set()
        for frame in reversed(context.crash.frames):
            function, saved = frame.function, _saved(frame.statement)
            if function is None or not saved or id(function) in seen:
                continue
            seen.add(id(function))
            instance = _instance(context, frame.file, function)
            if not instance:
                continue
            given = _given(frame, saved)
            edit: Edit | None = None
            if saved == instance:
                edit = _by_update(frame, function, instance, given)
                why = f"saving {instance} sends the signal again, by which {function.name} runs"
            else:
                edit = _unless_done(frame, function, (saved, instance), given)
                why = f"{saved} may have what it is given already, and saving it again has {instance} saved again"
            if edit is not None:
                yield edited(context, Idea(NAME, 0.9, why), frame.file, edit)


def _saved(statement: ast.stmt) -> str:
    """The name of what a statement saves, without arguments that say how."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="save"), args=[], keywords=[])):
            return name
    return ""


def _instance(context: Context, file: SourceFile, function: Function) -> str:
    """The name of the row that was saved when the function runs; empty where it runs for other reasons."""
    names = [one.arg for one in parameters(function)]
    if function.name == "save" and is_method(file, function):
        return names[0] if names else ""
    if "instance" not in names:
        return ""
    for call in function.decorator_list:
        told = call.args[0] if isinstance(call, ast.Call) and last_name(call.func) == "receiver" and call.args else None
        if told is not None and any(last_name(part) in _SIGNALS for part in ast.walk(told)):
            return "instance"
    for site in context.flow.call_sites("connect"):
        match site.call:
            case ast.Call(func=ast.Attribute(value=signal), args=[handler, *_]):
                if last_name(signal) in _SIGNALS and last_name(handler) == function.name:
                    return "instance"
    return ""


def _given(frame: Frame, name: str) -> list[ast.Assign]:
    """The assignments to attributes of what is saved, right in front of its saving."""
    block = frame.file.block_of(frame.statement)
    found: list[ast.Assign] = []
    for statement in reversed(block[: block.index(frame.statement)]):
        match statement:
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=owner))]) if owner == name:
                found.insert(0, statement)
            case _:
                break
    return found


def _unless_done(frame: Frame, function: Function, names: tuple[str, str], given: list[ast.Assign]) -> Edit | None:
    """Pass over what has the state by which the function knows that it is to run, or all that it is given."""
    saved, instance = names
    file = frame.file
    plain = [one for one in given if isinstance(one.value, _PLAIN)]
    reached = [one for one in plain if _is_asked(function, instance, one)]
    about = reached[:1] or (plain if len(plain) == len(given) == 1 else [])
    if not about:
        return None
    left, right = file.segment(about[0].targets[0]), file.segment(about[0].value)
    loop = file.parent(frame.statement)
    if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and loop.target.id == saved:
        return insert_before(file, loop.body[0], (f"if {left} == {right}:", "\tcontinue"))
    return wrap(file, [*given, frame.statement], f"if {left} != {right}:", ())


def _is_asked(function: Function, instance: str, given: ast.Assign) -> bool:
    """The function runs on only for a row that has the same value there: `if instance.state != GONE: return`."""
    target = given.targets[0]
    for node in ast.walk(function):
        match node:
            case ast.Compare(left=ast.Attribute() as asked, ops=[ast.Eq() | ast.NotEq()], comparators=[value]):
                same = isinstance(target, ast.Attribute) and asked.attr == target.attr
                if same and last_name(asked.value) == instance and ast.dump(value) == ast.dump(given.value):
                    return True
    return False


def _by_update(frame: Frame, function: Function, instance: str, given: list[ast.Assign]) -> Edit | None:
    """`sender.objects.filter(pk=instance.pk).update(number=instance.number)` for a row that is stored already."""
    names = [one.attr for item in given for one in item.targets if isinstance(one, ast.Attribute)]
    known = [one.arg for one in parameters(function)]
    other = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and last_name(node.value) == instance
    ]
    if not names or len(other) != len(names) or len(set(names)) != len(names):
        return None
    if function.name == "save":
        fields = ", ".join(f'"{name}"' for name in names)
        return replace(frame.file, frame.statement, f"super().save(update_fields=[{fields}])")
    asks = [one for one in function.decorator_list for part in ast.walk(one) if last_name(part) == "pre_save"]
    if "sender" not in known or asks:
        return None
    columns = ", ".join(f"{name}={instance}.{name}" for name in names)
    text = f"sender.objects.filter(pk={instance}.pk).update({columns})"
    return replace(frame.file, frame.statement, text)
