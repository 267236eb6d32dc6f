"""A function that calls itself without end: the data has a cycle."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import argument_of, is_method, parameters
from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import Value
from arbase.workspace.tree import Function

NAME = "recursion"
SEEN = "seen"
_KINDS: dict[type[ast.expr], str] = {ast.Set: "set()", ast.List: "[]", ast.Dict: "{}", ast.SetComp: "set()"}
_KINDS_CALLED = {"set": "set()", "list": "[]", "dict": "{}"}
_CYCLE = re.compile(
    r"\b(?:cycl\w+|circ(?:le|ular)\w*|comes? round|(?:met|seen|passed|visited) (?:already|before|twice)"
    r"|already (?:met|seen|passed|visited)|its own \w+)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\b(?:rais\w*|refus\w*|errors?|reject\w*|forbid\w*|invalid)\b", re.IGNORECASE)
_KEYS = ("id", "pk", "key", "name", "code", "number")


class Recursion(Template):
    """Remember what was passed on the way, and end as the function ends where nothing is left."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the function of the trace that calls itself, by what changes from call to call."""
        if context.crash.exception != "RecursionError":
            return
        yield from self._by_getattr(context)
        frame = next((item for item in reversed(context.crash.frames) if own_calls(item.file, item.function)), None)
        if frame is None or frame.function is None:
            return
        file, function = frame.file, frame.function
        calls = own_calls(file, function)
        named = [item.arg for item in parameters(function) if item.arg not in ("self", "cls")]
        if SEEN in named or function.args.vararg or function.args.kwarg or _is_wrapped(function):
            return
        moving = [name for name in named if any(self._moves(file, function, call, name) for call in calls)]
        for name in moving:
            for key in self._keys(context, function, name)[:1] if tells_of_cycles(function) else ():
                edits = _as_at_the_root(file, function, calls, (name, key))
                if edits:
                    why = f"{name} comes round again, and {function.name} says what becomes of a cycle"
                    draft = edited(context, Idea(NAME, 0.88, why, f"{file.path}:{function.lineno}"), file, *edits)
                    yield dataclasses.replace(draft, location=frame.location)
            for key in self._keys(context, function, name):
                for value in context.values.for_nothing(file, function)[:2] or _merged(file, function, calls):
                    edits = self._edits(file, function, calls, key, (name, value.text))
                    if edits:
                        idea = Idea(NAME, 0.6 + 0.2 * value.score, f"{name} comes round again: the data has a cycle")
                        yield Draft(
                            template=NAME,
                            edits=tuple((file.path, edit) for edit in edits),
                            prior=round(idea.prior, 4),
                            rationale=f"{idea.why}; {value.why}.",
                            precedent=value.place,
                            location=frame.location,
                        )

    @staticmethod
    def _by_getattr(context: Context) -> Iterator[Draft]:
        """`__getattr__` asks for an attribute that only `__init__` makes: a copy is looked at before it has any."""
        frame = next((one for one in reversed(context.crash.frames) if one.function is not None), None)
        function = frame.function if frame is not None else None
        if frame is None or function is None or function.name != "__getattr__" or len(function.args.args) != 2:
            return
        own, name = (item.arg for item in function.args.args)
        asked = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)
                 and isinstance(node.value, ast.Name) and node.value.id == own}  # fmt: skip
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        if len(asked) != 1 or not body or "__dict__" in asked:
            return
        (kept,) = asked
        lines = (f'if {name} == "{kept}":', f"\traise AttributeError({name})")
        edit = insert_before(frame.file, body[0], lines)
        if edit is not None:
            why = f"{kept} is not there yet while a copy is made, and asking for it asks here again"
            yield Draft(NAME, ((frame.file.path, edit),), 0.88, f"{why}.", "", frame.location)

    @staticmethod
    def _moves(file: SourceFile, function: Function, call: ast.Call, name: str) -> bool:
        given = argument_of(call, function, name, bound=is_method(file, function))
        return given is not None and not (isinstance(given, ast.Name) and given.id == name)

    @staticmethod
    def _keys(context: Context, function: Function, name: str) -> list[str]:
        """What tells one value from another: itself where it is plain, else the attribute or entry that names it."""
        argument = next(item for item in parameters(function) if item.arg == name)
        declared = last_name(argument.annotation) if argument.annotation is not None else ""
        declared = declared or context.crash.type_of(name).rpartition(".")[2]
        if declared in ("str", "int", "UUID") or context.crash.type_of(name) in ("str", "int"):
            return [name]
        used = {
            part.attr
            for part in ast.walk(function)
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == name
        }
        if declared in context.statuses.classes:
            owner = context.statuses.classes[declared][1]
            fields = {last_name(item.target) for item in owner.body if isinstance(item, ast.AnnAssign)}
            fields |= {last_name(item.targets[0]) for item in ast.walk(owner) if isinstance(item, ast.Assign)}
            return [f"{name}.{key}" for key in _KEYS if key in fields][:1]
        return [f"{name}.{key}" for key in _KEYS if key in used][:1] or ([] if used else [name])

    def _edits(
        self, file: SourceFile, function: Function, calls: list[ast.Call], key: str, ends: tuple[str, str]
    ) -> list[Edit]:
        name, value = ends
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        edits = [_parameter(file, function)]
        following = _given_on(file, function, calls, name)
        if following is not None:
            # The next one is part of the answer: it must not come in twice.
            met = key.replace(name, following[1].id, 1)
            lines = (f"{SEEN} |= {{{key}}}", f"if {met} in {SEEN}:", f"\treturn {value}")
            guard = insert_before(file, following[0], lines)
        else:
            guard = insert_before(file, body[0], (f"if {key} in {SEEN}:", f"\treturn {value}"))
        if guard is None:
            return []
        for call in calls:
            end = file.span(call)[1] - 1
            passed = SEEN if following is not None else f"{SEEN} | {{{key}}}"
            edits.append(Edit(end, end, f", {SEEN}={passed}"))
        return [*edits, guard]


def _parameter(file: SourceFile, function: Function) -> Edit:
    """`, seen=frozenset()` behind the last parameter."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    defaults = [*function.args.defaults, *(item for item in function.args.kw_defaults if item is not None)]
    last = max(file.span(item)[1] for item in [*arguments, *defaults])
    return Edit(last, last, f", {SEEN}=frozenset()")


def tells_of_cycles(function: Function) -> bool:
    """Its docstring says what becomes of a cycle, and not that there is none."""
    said = ast.get_docstring(function) or ""
    return bool(_CYCLE.search(said)) and not _REFUSED.search(said)


def _as_at_the_root(file: SourceFile, function: Function, calls: list[ast.Call], moving: tuple[str, str]) -> list[Edit]:
    """`if parent is None or parent in seen`: what was met already ends the way as one without a parent does."""
    name, key = moving
    given = argument_of(calls[0], function, name, bound=is_method(file, function)) if len(calls) == 1 else None
    for check in function.body:
        match check:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=asked), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                body=[ast.Return()],
                orelse=[],
            ) if asked == name or (isinstance(given, ast.Name) and asked == given.id):
                pass
            case _:
                continue
        end = file.span(check.test)[1]
        last = file.span(calls[0])[1] - 1
        met = key if asked == name else key.replace(name, asked, 1)
        edits = [_parameter(file, function), Edit(end, end, f" or {met} in {SEEN}")]
        if asked == name:
            return [
                *edits,
                *(Edit(at, at, f", {SEEN}={SEEN} | {{{key}}}") for at in [file.span(one)[1] - 1 for one in calls]),
            ]
        kept = insert_before(file, check, (f"{SEEN} |= {{{key}}}",))
        return [*edits, kept, Edit(last, last, f", {SEEN}={SEEN}")] if kept is not None else []
    return []


def _given_on(
    file: SourceFile, function: Function, calls: list[ast.Call], name: str
) -> tuple[ast.stmt, ast.Name] | None:
    """The statement that answers with what it also goes on with: `return [parent, *above(parent)]`."""
    if len(calls) != 1:
        return None
    given = argument_of(calls[0], function, name, bound=is_method(file, function))
    statement = file.statement_of(calls[0])
    if not isinstance(given, ast.Name) or not isinstance(statement, ast.Return):
        return None
    inside = {id(part) for part in ast.walk(calls[0])}
    read = [part for part in ast.walk(statement) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    others = [part for part in read if part.id == given.id]
    return (statement, given) if any(id(part) not in inside for part in others) else None


def _merged(file: SourceFile, function: Function, calls: list[ast.Call]) -> list[Value]:
    """What adds nothing to the container into which the function puts all that it gets from itself."""
    names = set()
    for call in calls:
        match file.parent(call):
            case ast.AugAssign(target=ast.Name(id=name), op=ast.BitOr() | ast.Add()):
                names.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="update" | "extend")):
                names.add(name)
            case _:
                return []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and last_name(node.targets[0]) in names and len(names) == 1:
            kind = _KINDS.get(type(node.value), _KINDS_CALLED.get(last_name(getattr(node.value, "func", None)), ""))
            place = f"{file.path}:{node.lineno}"
            return [Value(kind, place, 0.6, f"{kind} adds nothing to what {place} gathers")] if kind else []
    return []


def own_calls(file: SourceFile, function: Function | None) -> list[ast.Call]:
    """The calls of a function to itself."""
    if function is None:
        return []
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and last_name(node.func) == function.name
        and (isinstance(node.func, ast.Name) or is_method(file, function))
        and (node.args or node.keywords)
    ]


def _is_wrapped(function: Function) -> bool:
    """A cached function must not get another parameter."""
    return any("cache" in ast.unparse(item) for item in function.decorator_list)
