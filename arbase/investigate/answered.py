"""What a function was answered by whatever it talked to, as far as the locals of its frame tell.

`row = session.execute(query).fetchone()` with a captured `row` says what `fetchone` answered; so do loops, `with` and
`await`. A name counts only where it was bound once until the crash: else its value is not that answer. A call whose
answer nobody keeps may answer anything.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from arbase.investigate.captured import AnyFunction

LOOPS = (ast.For, ast.AsyncFor, ast.While)
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
LISTED = ("list", "tuple")
Step = tuple[str, str]


@dataclass(eq=False)
class Known:
    """What is known of one value: `name` is the local that holds it, the rest what was made of it.

    `answers` are those of calls, one after the other; `unordered` where they came in a loop. `nobody_kept` marks an
    answer that was thrown away, `awaited` one that was awaited.
    """

    name: str = ""
    names: tuple[str, ...] = ()
    attributes: dict[str, Known] = field(default_factory=dict)
    items: dict[str, Known] = field(default_factory=dict)
    answers: list[Known] = field(default_factory=list)
    rows: list[Known] = field(default_factory=list)
    entered: Known | None = None
    awaited: bool = False
    unordered: bool = False
    nobody_kept: bool = False

    @property
    def told(self) -> bool:
        """Whether a captured local says anything of it."""
        inner = [*self.attributes.values(), *self.items.values(), *self.answers, *self.rows]
        inner += [self.entered] if self.entered is not None else []
        return bool(self.name or self.names) or any(one.told for one in inner)

    @property
    def is_function(self) -> bool:
        """It was called and nothing else."""
        return bool(self.answers) and not (self.attributes or self.items or self.rows or self.entered)

    def step(self, kind: str, word: str, *, looped: bool) -> Known:
        """What one step further is known."""
        if kind == "attribute":
            return self.attributes.setdefault(word, Known())
        if kind == "item":
            return self.items.setdefault(word, Known())
        self.answers.append(Known())
        self.unordered = self.unordered or looped
        return self.answers[-1]

    def calls(self) -> list[Known]:
        """The answers in the order of the calls; one stands for all; empty where the order is not known."""
        kept = [one for one in self.answers if not one.nobody_kept]
        if len(kept) < 2:
            return kept or self.answers[:1]
        names = Counter(name for one in kept for name in one.attributes)
        if all(one.attributes and not one.name and not one.names for one in kept) and max(names.values()) == 1:
            attributes = {name: inner for one in kept for name, inner in one.attributes.items()}
            return [Known(attributes=attributes, awaited=kept[0].awaited)]
        return [] if self.unordered or len(kept) < len(self.answers) else kept


@dataclass(frozen=True)
class _Site:
    """A place where something was answered: `how` is value, rows, entered or nobody_kept."""

    how: str
    asked: ast.expr
    target: ast.expr | None
    line: int
    looped: bool


class Heard:
    """What the locals of a frame of `function`, which failed at `line`, tell of the names that it asked."""

    def __init__(self, function: AnyFunction, line: int, variables: dict[str, Any]) -> None:
        self._line = line
        self._variables = variables
        self._known: dict[str, Known] = {}
        self._bound = Counter(
            node.id
            for node in own_nodes(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno <= line
        )
        self._bound.update(node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg))
        for site in _sites(function, looped=False):
            self._hear(site)

    @property
    def names(self) -> list[str]:
        """The names that something was asked of."""
        return list(self._known)

    def of(self, name: str) -> Known:
        """What is known of the value of a name."""
        return self._known.setdefault(name, Known())

    def _hear(self, site: _Site) -> None:
        asked = site.asked
        if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Name) and asked.func.id in LISTED:
            asked = asked.args[0] if len(asked.args) == 1 and not asked.keywords else asked
        found = _steps(asked)
        answer = self._answer(site)
        if found is None or answer is None or not (found[1] or site.how in ("rows", "entered")):
            return
        base, steps = found
        node = self.of(base)
        for kind, word in steps:
            if kind == "await":
                node.awaited = True
            else:
                node = node.step(kind, word, looped=site.looped)
        if site.how == "rows":
            node.rows = [answer]
        elif site.how == "entered":
            node.entered = answer
        elif site.how == "nobody_kept":
            node.nobody_kept = True
        else:
            node.name, node.names = answer.name, answer.names

    def _answer(self, site: _Site) -> Known | None:
        """The locals that hold the answer; None where none does."""
        if site.how == "nobody_kept":
            return Known()
        if site.line > self._line:
            return None
        if site.how == "entered" and site.target is None:
            return Known(nobody_kept=True)
        if isinstance(site.target, ast.Name) and self._holds(site.target.id):
            return Known(name=site.target.id)
        if isinstance(site.target, ast.Tuple) and site.target.elts:
            names = [part.id for part in site.target.elts if isinstance(part, ast.Name)]
            if len(names) == len(site.target.elts) and all(self._holds(name) for name in names):
                return Known(names=tuple(names))
        return None

    def _holds(self, name: str) -> bool:
        return name in self._variables and self._bound[name] == 1


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """What is inside a function, in the order of the source, without the functions inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, INNER):
            yield child
            yield from own_nodes(child)


def _sites(node: ast.AST, *, looped: bool) -> Iterator[_Site]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, INNER):
            continue
        match child:
            case ast.Assign(targets=[target], value=value):
                yield _Site("value", value, target, child.lineno, looped)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield _Site("value", value, target, child.lineno, looped)
            case ast.NamedExpr(target=target, value=value):
                yield _Site("value", value, target, child.lineno, looped)
            case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
                yield _Site("rows", value, target, child.lineno, looped)
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    yield _Site("entered", item.context_expr, item.optional_vars, child.lineno, looped)
            case ast.Expr(value=(ast.Call() | ast.Await(value=ast.Call())) as value):
                yield _Site("nobody_kept", value, None, child.lineno, looped)
        yield from _sites(child, looped=looped or isinstance(child, LOOPS))


def _steps(asked: ast.expr) -> tuple[str, list[Step]] | None:
    """The name that an expression starts from, and the steps from it; None where it is no such path."""
    steps: list[Step] = []
    while not isinstance(asked, ast.Name):
        match asked:
            case ast.Attribute(value=value, attr=name):
                steps.append(("attribute", name))
            case ast.Call(func=value):
                steps.append(("call", ""))
            case ast.Await(value=ast.Call() as value):
                steps.append(("await", ""))
            case ast.Subscript(value=value, slice=ast.Constant(value=key)):
                steps.append(("item", repr(key)))
            case _:
                return None
        asked = value
    return asked.id, steps[::-1]
