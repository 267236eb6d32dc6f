"""Mutations: small edits of one function, each of a kind, with how typical the kind is of real faults.

The kinds follow what studies of small fixes find (Karampatsis and Sutton 2020, "How often do single-statement bugs
occur?"; Pan et al. 2009): wrong operators and comparisons, off by one, wrong or swapped names, missing calls, guards
and statements. The weights are ours; only their order matters.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile
from arbase.workspace.tree import FUNCTIONS, Function

LONGEST_TEXT = 40
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,}")


@dataclass(frozen=True)
class Mutation:
    """Edits in offsets of the file; `line` is where it is judged to be, `signature` if it changes a default value."""

    edits: tuple[Edit, ...]
    kind: str
    weight: float
    line: int
    signature: bool = False


class Scope:
    """A function under repair and what is in scope in it."""

    def __init__(self, file: SourceFile, function: Function) -> None:
        self.file = file
        self.function = function
        self._names: dict[int, frozenset[str]] = {}

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the body, nested functions included, docstrings and annotations left out."""
        found: list[ast.AST] = []
        pending: list[ast.AST] = [*self.function.body]
        while pending:
            node = pending.pop(0)
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                continue
            found.append(node)
            for name, value in ast.iter_fields(node):
                if name in ("annotation", "returns", "type_comment", "decorator_list", "ctx"):
                    continue
                if isinstance(value, ast.AST):
                    pending.append(value)
                elif isinstance(value, list):
                    pending.extend(item for item in value if isinstance(item, ast.AST))
        return tuple(found)

    @cached_property
    def expressions(self) -> tuple[ast.expr, ...]:
        """Expressions that are read, without those that are part of a format string."""
        strings = [node for node in self.nodes if isinstance(node, ast.JoinedStr)]
        hidden = {id(inner) for node in strings for inner in ast.walk(node) if inner is not node}
        return tuple(
            node
            for node in self.nodes
            if isinstance(node, ast.expr)
            and id(node) not in hidden
            and not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        )

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """Every statement of the body."""
        return tuple(node for node in self.nodes if isinstance(node, ast.stmt))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, of nested functions as well, in order."""
        functions = [self.function, *(node for node in self.nodes if isinstance(node, FUNCTIONS))]
        names = [
            argument.arg
            for function in functions
            for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        ]
        return tuple(name for name in dict.fromkeys(names) if name not in ("self", "cls"))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Parameters and local variables, in order of appearance."""
        stored = [node for node in self.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        return tuple(dict.fromkeys([*self.parameters, *(node.id for node in stored if node.id != "_")]))

    @cached_property
    def containers(self) -> frozenset[str]:
        """Names that are used as sequences or mappings: iterated over, subscripted, appended to, measured."""
        found: set[str] = set()
        for node in self.nodes:
            match node:
                case ast.Subscript(value=ast.Name(id=name)) | ast.For(iter=ast.Name(id=name)):
                    found.add(name)
                case ast.comprehension(iter=ast.Name(id=name)):
                    found.add(name)
                case ast.Call(
                    func=ast.Name(id="len" | "sorted" | "set" | "list" | "sum" | "reversed"), args=[ast.Name(id=name)]
                ):
                    found.add(name)
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=name), attr="append" | "add" | "pop" | "extend" | "join")
                ):
                    found.add(name)
                case ast.Assign(
                    targets=[ast.Name(id=name)], value=ast.List() | ast.Dict() | ast.Set() | ast.ListComp()
                ):
                    found.add(name)
        return frozenset(found)

    @cached_property
    def loop_targets(self) -> tuple[str, ...]:
        """Names that a loop gives their values."""
        loops = [node.target for node in self.nodes if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension)]
        names = [inner.id for target in loops for inner in ast.walk(target) if isinstance(inner, ast.Name)]
        return tuple(dict.fromkeys(name for name in names if name != "_"))

    @cached_property
    def told(self) -> tuple[tuple[str, ...], str]:
        """Words of the docstrings and of texts in the file, and the punctuation of the function's docstring."""
        docstring = ast.get_docstring(self.function) or ""
        texts = [node.value for node in ast.walk(self.file.tree)
                 if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
        words = dict.fromkeys(word for text in texts for word in _WORD.findall(text))
        marks = dict.fromkeys(mark for mark in docstring if mark in string.punctuation and mark not in "'\"`>\\")
        return tuple(words), "".join(marks)

    def names_at(self, node: ast.AST) -> frozenset[str]:
        """The names that occur in the innermost function around a node."""
        for outer in self.file.ancestors(node):
            if isinstance(outer, FUNCTIONS):
                if id(outer) not in self._names:
                    inside = [one.id for one in ast.walk(outer) if isinstance(one, ast.Name)]
                    given = [one.arg for one in ast.walk(outer) if isinstance(one, ast.arg)]
                    self._names[id(outer)] = frozenset([*inside, *given])
                return self._names[id(outer)]
        return frozenset(self.names)

    @cached_property
    def indices(self) -> tuple[str, ...]:
        """Names that count: given their values by `range` or `enumerate`, or used as a subscript."""
        found: list[str] = []
        for node in self.nodes:
            match node:
                case (
                    ast.For(target=target, iter=ast.Call(func=ast.Name(id="range" | "enumerate")))
                    | ast.comprehension(target=target, iter=ast.Call(func=ast.Name(id="range" | "enumerate")))
                ):
                    first = target.elts[0] if isinstance(target, ast.Tuple) and target.elts else target
                    found += [first.id] if isinstance(first, ast.Name) else []
                case ast.Subscript(slice=ast.Name(id=name)):
                    found.append(name)
        return tuple(dict.fromkeys(found))

    @cached_property
    def computed(self) -> tuple[str, ...]:
        """Calls and subscripts of the function that give a value, the short ones first."""
        found = set()
        for node in self.expressions:
            match node:
                case ast.Call() if not isinstance(self.file.parent(node), ast.Expr):
                    found.add(self.text(node))
                case ast.Subscript(slice=index) if not isinstance(index, ast.Slice):
                    found.add(self.text(node))
        short = [text for text in found if len(text) <= LONGEST_TEXT and "\n" not in text]
        return tuple(sorted(short, key=lambda text: (len(text), text)))

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """`self.x` texts and other attributes of names as this function and its class have them."""
        owner = self.file.class_of(self.function)
        nodes = ast.walk(owner) if owner is not None else iter(self.nodes)
        found = [
            f"{node.value.id}.{node.attr}"
            for node in nodes
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and not isinstance(self.file.parent(node), ast.Call)
            and (node.value.id in ("self", "cls") or node.value.id in self.names)
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Conditions that could hold here: those of the function, and simple ones over its names."""
        own = [self.text(node) for node in self.expressions if isinstance(node, ast.Compare)]
        plain = [
            text for name in self.names for text in (f"not {name}", f"{name} is None", name, f"{name} is not None")
        ]
        attributes = [text for name in self.attributes for text in (f"not {name}", f"{name} is None", name)]
        numbers = [f"{name} {op} 0" for name in self.names if name not in self.containers for op in ("<", "==", ">")]
        parity = [f"{name} % 2 {op} 0" for name in self.loop_targets for op in ("==", "!=")]
        return tuple(dict.fromkeys([*own, *plain, *attributes, *numbers, *parity]))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions of the module, the methods of the own class included."""
        return tuple(node for node in self.file.functions if node is not self.function)

    @cached_property
    def own_functions(self) -> tuple[str, ...]:
        """Functions at the top of the module that take one argument."""
        return tuple(
            one.name for one in self.file.functions
            if one is not self.function and len(one.args.args) == 1 and one in self.file.tree.body
        )  # fmt: skip

    def text(self, node: ast.AST) -> str:
        """The source of a node."""
        return self.file.segment(node)

    def replace(self, node: ast.AST, text: str, kind: str, weight: float) -> Mutation:
        """Another text in the place of a node."""
        start, end = self.file.span(node)
        return Mutation((Edit(start, end, text),), kind, weight, getattr(node, "lineno", self.function.lineno))

    def swap(self, first: ast.AST, second: ast.AST, kind: str, weight: float) -> Mutation:
        """Two nodes in each other's place."""
        one, other = self.file.span(first), self.file.span(second)
        edits = (Edit(*one, self.text(second)), Edit(*other, self.text(first)))
        return Mutation(edits, kind, weight, getattr(first, "lineno", self.function.lineno))

    def between(self, left: ast.expr, right: ast.expr, text: str, kind: str, weight: float) -> Mutation | None:
        """Another operator between two operands; None where brackets or comments stand in the way."""
        start, end = self.file.span(left)[1], self.file.span(right)[0]
        gap = self.file.text[start:end]
        core = gap.strip("() \t\\\r\n")
        if not core or "#" in core or any(letter in "([{" for letter in core):
            return None
        at = start + gap.index(core)
        return Mutation((Edit(at, at + len(core), text),), kind, weight, left.lineno)


def grouped(scope: Scope, node: ast.expr) -> str:
    """The text of an operand, in brackets where it would fall apart."""
    text = scope.text(node)
    loose = ast.BinOp | ast.BoolOp | ast.Compare | ast.IfExp | ast.Lambda | ast.UnaryOp | ast.Await | ast.Yield
    return f"({text})" if isinstance(node, loose) else text


def present(mutations: Iterable[Mutation | None]) -> Iterator[Mutation]:
    """Those that could be made."""
    return (mutation for mutation in mutations if mutation is not None)
