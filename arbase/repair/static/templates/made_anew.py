"""What an object works out of a part of it once, when it is made, and does not when the part changes later on.

An index of positions in a table, a mapping of the items of a list: a method takes a row out, and the index still has
the old positions. What `__init__` makes of the part is made again behind the change, in the words of `__init__`.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import module_names, parameters
from arbase.repair.static.edit import Edit, bracketed, insert_after, replace
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "made-anew"
FRAMES = 3
_CHANGES = frozenset(
    """append extend insert remove pop clear sort reverse add discard update popitem setdefault appendleft
    popleft""".split()
)
Reads = dict[str, frozenset[str]]


class Part(NamedTuple):
    """A statement of `__init__` that gives an attribute its value, and what that value is worked out of."""

    name: str
    statement: ast.Assign | ast.AnnAssign
    value: ast.expr
    reads: frozenset[str]


class MadeAnew(Template):
    """`self._places = self._index()` behind `self.parts = self.parts[...]` too."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each statement that changes a part and leaves what was worked out of it as it is."""
        if context.crash.exception not in ("IndexError", "KeyError"):
            return
        for frame in reversed(context.crash.frames[-FRAMES:]):
            owner = frame.file.class_of(frame.function) if frame.function is not None else None
            if owner is None or frame.function is None:
                continue
            made = _Made(frame.file, owner)
            used = made.reads.get(frame.function.name, frozenset())
            found = False
            for change, name in made.forgetful(used):
                edits = _edits(frame.file, made, change, name)
                if edits:
                    found = True
                    derived = ", ".join(one.name for one in made.derived(name))
                    place = f"{frame.file.path}:{made.parts[name].statement.lineno}"
                    why = f"{derived} of {owner.name} made of {name} is left as it was when that changes"
                    idea = Idea(NAME, 0.87, why, place)
                    yield edited(context, idea, frame.file, *edits)
            if found:
                return


class _Made:
    """What `__init__` of a class makes, and what its methods read and change."""

    def __init__(self, file: SourceFile, owner: ast.ClassDef) -> None:
        self.file = file
        self.methods = {one.name: one for one in owner.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
        self.reads = _reads(self.methods)
        init = self.methods.get("__init__")
        self.init = init
        self.parts = {one.name: one for one in _parts(init, self.reads)} if init is not None else {}

    def derived(self, name: str) -> list[Part]:
        """What is worked out of the part, and of that in turn, in the order in which it is made."""
        known, found = {name}, []
        for part in self.parts.values():
            if part.name != name and part.reads & known:
                known.add(part.name)
                found.append(part)
        return found

    def forgetful(self, used: frozenset[str]) -> Iterator[tuple[ast.stmt, str]]:
        """Statements that change a part, in methods that leave alone what is worked out of it; both are `used`."""
        for name in self.parts:
            derived = {one.name for one in self.derived(name)}
            if name not in used or not derived & used:
                continue
            changed = {method.name: _changes(method) for method in self.methods.values() if method.name != "__init__"}
            # What somebody keeps up by himself is more than what `__init__` makes of the part.
            if any(derived & set(known) and name not in known for known in changed.values()):
                continue
            for method, known in changed.items():
                after = set().union(*(changed.get(one, {}) for one in _calls(self.methods[method])))
                if name in known and len(known[name]) == 1 and not derived & (set(known) | after):
                    yield known[name][0], name


def _reads(methods: dict[str, Function]) -> Reads:
    """The attributes that each method reads, those of the methods that it calls among them."""
    own = {name: _attributes(method) for name, method in methods.items()}
    found = dict(own)
    for _ in methods:
        found = {name: known.union(*(found[one] for one in own[name] if one in found)) for name, known in found.items()}
    return found


def _attributes(node: ast.AST) -> frozenset[str]:
    """What is read of `self`."""
    read = (part for part in ast.walk(node) if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load))
    return frozenset(name for part in read if (name := _of_self(part)))


def _of_self(node: ast.AST | None) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name
    return ""


def _parts(init: Function, reads: Reads) -> Iterator[Part]:
    """The attributes that `__init__` gives a value once and for all, not in a branch."""
    for statement in init.body:
        match statement:
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                name = _of_self(target)
                own = _attributes(value)
                if name:
                    yield Part(name, statement, value, own.union(*(reads.get(one, frozenset()) for one in own)))


def _changes(method: Function) -> dict[str, list[ast.stmt]]:
    """The attributes that a method gives a new value or changes in place, and the statements that do so."""
    found: dict[str, list[ast.stmt]] = {}
    for node in own_nodes(method):
        names: list[str] = []
        match node:
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                names = [_of_self(_base(one)) for one in targets]
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                names = [_of_self(_base(target))]
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=held, attr=attr))) if attr in _CHANGES:
                names = [_of_self(_base(held))]
        for name in names:
            if name and isinstance(node, ast.stmt):
                found.setdefault(name, []).append(node)
    return found


def _base(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node


def _calls(method: Function) -> frozenset[str]:
    return frozenset(_of_self(node.func) for node in ast.walk(method) if isinstance(node, ast.Call))


def _edits(file: SourceFile, made: _Made, change: ast.stmt, name: str) -> tuple[Edit, ...]:
    """The statements of `__init__` behind the change, whose value comes in the form that `__init__` gives it."""
    lines: list[str] = []
    for part in made.derived(name):
        names = {one.id for one in ast.walk(part.value) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
        bound = {one.id for one in ast.walk(part.value) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        given = {one.arg for one in parameters(made.init)} - {"self"} if made.init is not None else set()
        text = file.segment(part.value)
        if (names - bound) & given or (names - bound - {"self"}) & _locals(made.init) or "\n" in text:
            return ()
        lines.append(f"self.{part.name} = {text}")
    behind = insert_after(file, change, lines) if lines else None
    if behind is None:
        return ()
    formed = _in_form(file, made, change, name)
    return (behind, formed) if formed is not None else (behind,)


def _locals(function: Function | None) -> set[str]:
    nodes = ast.walk(function) if function is not None else ()
    return {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _in_form(file: SourceFile, made: _Made, change: ast.stmt, name: str) -> Edit | None:
    """`self.parts = rows` as `self.parts = rows.reset_index(drop=True)`, where `__init__` does so."""
    value, part = getattr(change, "value", None), made.parts[name].value
    if not isinstance(change, ast.Assign) or not isinstance(value, ast.expr) or isinstance(part, ast.Name):
        return None
    given = {one.arg for one in parameters(made.init)} - {"self"} if made.init is not None else set()
    names = [one for one in ast.walk(part) if isinstance(one, ast.Name)]
    known = module_names(file).union(dir(builtins))
    taken = [one for one in names if one.id in given]
    if len(taken) != 1 or any(one.id not in known and one not in taken for one in names) or len(names) > 2:
        return None
    start, _ = file.span(part)
    first, last = (at - start for at in file.span(taken[0]))
    text, whole = file.segment(part), bracketed(file, value)
    written = file.segment(value)
    # Whoever changes the part may have given it that form already.
    if (written.startswith(text[:first]) and written.endswith(text[last:])) or "\n" in text:
        return None
    whole = written if text[last : last + 1] == ")" and text[first - 1 : first] == "(" else whole
    return replace(file, value, f"{text[:first]}{whole}{text[last:]}")
