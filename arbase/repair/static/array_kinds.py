"""Which expressions give arrays of NumPy, and which give their elements, by what the code says of them."""

from __future__ import annotations

import ast
from typing import Literal

from arbase.repair.static.dataflow import Flow, argument_of, comprehension_source, definitions, is_method, parameters
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.workspace.tree import Function

Kind = Literal["array", "element", ""]
# Functions and methods that give one number of many; those of the second row give whole numbers whatever they read.
_FLOATING = frozenset("mean std var median average quantile percentile nanmean nanstd nanmedian sqrt corr".split())
_COUNTING = frozenset("argmax argmin idxmax idxmin nanargmax nanargmin count_nonzero".split())
_REDUCING = frozenset("sum max min prod any all ptp nansum nanmax nanmin dot trace amax amin".split())
_ARRAYS = frozenset(
    """to_numpy unique argsort astype cumsum predict flatten ravel reshape nonzero clip round diff
    searchsorted argwhere arange array asarray zeros ones full linspace flatnonzero where sort concatenate bincount
    digitize abs repeat""".split()
)
_OF_ARRAY = frozenset(("values", "codes", "labels_", "classes_", "T", "flat"))
_WHOLE = frozenset("flatnonzero argsort arange bincount digitize searchsorted argwhere nonzero codes".split())
_PICKS = frozenset(("iloc", "loc", "at", "iat"))
DEPTH = 6


class Arrays:
    """Looks through names, own functions and loops; with `flow` also through what calls pass for a parameter."""

    def __init__(self, codebase: Codebase, flow: Flow | None = None) -> None:
        self._codebase = codebase
        self._flow = flow

    def kind(self, file: SourceFile, function: Function, node: ast.expr | None, depth: int = 0) -> Kind:
        """`array`, `element`, or nothing where the code does not tell."""
        if node is None or depth > DEPTH:
            return ""
        match node:
            case ast.Call():
                return self._of_call(file, function, node, depth)
            case ast.Name():
                return self._of_name(file, function, node, depth)
            case ast.Attribute():
                return "array" if node.attr in _OF_ARRAY else ""
            case ast.Subscript():
                return self._of_part(file, function, node, depth)
            case ast.UnaryOp() if not isinstance(node.op, ast.Not):
                return self.kind(file, function, node.operand, depth + 1)
            case ast.BinOp():
                return self._of_any(file, function, [node.left, node.right], depth)
            case ast.Compare() if not isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot):
                return self._of_any(file, function, [node.left, *node.comparators], depth)
            case ast.IfExp():
                return self._of_any(file, function, [node.body, node.orelse], depth)
        return ""

    def is_whole(self, file: SourceFile, function: Function, node: ast.expr, depth: int = 0) -> bool:
        """The elements are whole numbers, whatever the data are: positions and counts."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and last_name(part.func) in _COUNTING | _WHOLE:
                return True
            if isinstance(part, ast.Name) and depth < DEPTH:
                given = definitions(file, function, part.id)
                sources = [comprehension_source(file, part, part.id), *(one.value or one.element_of for one in given)]
                if any(one is not None and self.is_whole(file, function, one, depth + 1) for one in sources):
                    return True
        return False

    def _of_any(self, file: SourceFile, function: Function, nodes: list[ast.expr], depth: int) -> Kind:
        kinds = {self.kind(file, function, node, depth + 1) for node in nodes}
        return "array" if "array" in kinds else "element" if "element" in kinds else ""

    def _of_call(self, file: SourceFile, function: Function, call: ast.Call, depth: int) -> Kind:
        name = last_name(call.func)
        place = callee_of(self._codebase.sources, call)
        if place is not None:
            returned = [node.value for node in own_nodes(place[1]) if isinstance(node, ast.Return)]
            return self._of_any(*place, [value for value in returned if value is not None], depth)
        if isinstance(call.func, ast.Name):
            # Python's own `round` and `abs` leave it to the number, which stays NumPy's; `round(x)` alone does not.
            keeps = (name == "round" and len(call.args) == 2) or (name == "abs" and len(call.args) == 1)
            return self.kind(file, function, call.args[0], depth + 1) if keeps else ""
        along = any(word.arg == "axis" for word in call.keywords)
        if name in _COUNTING | _REDUCING | _FLOATING:
            return "array" if along else "element"
        return "array" if name in _ARRAYS else ""

    def _of_name(self, file: SourceFile, function: Function, node: ast.Name, depth: int) -> Kind:
        for item in parameters(function):
            if (
                item.arg == node.id
                and item.annotation is not None
                and last_name(item.annotation) in ("ndarray", "NDArray")
            ):
                return "array"
            if item.arg == node.id and self._flow is not None:
                return self._of_parameter(file, function, node.id, depth)
        held = comprehension_source(file, node, node.id)
        if held is not None:
            return self._element_of(file, function, held, depth)
        for given in definitions(file, function, node.id):
            if isinstance(given.statement, ast.For | ast.AsyncFor):
                found = self._element_of(file, function, given.element_of, depth)
            else:
                found = self.kind(file, function, given.value, depth + 1) if given.value is not node else ""
            if found:
                return found
        return ""

    def _of_parameter(self, file: SourceFile, function: Function, name: str, depth: int) -> Kind:
        """What at least one call of the function passes: whatever takes that has to be made for it."""
        kinds: set[Kind] = set()
        for site in self._flow.call_sites(function.name) if self._flow is not None else ():
            given = argument_of(site.call, function, name, bound=is_method(file, function))
            if site.function is not None and callee_of(self._codebase.sources, site.call) == (file, function):
                kinds.add(self.kind(site.file, site.function, given, depth + 1))
        return "array" if "array" in kinds else "element" if "element" in kinds else ""

    def _element_of(self, file: SourceFile, function: Function, node: ast.expr | None, depth: int) -> Kind:
        """Of an array, of a list of its elements, or of several read side by side."""
        if isinstance(node, ast.Call) and last_name(node.func) in ("zip", "enumerate", "list", "sorted", "reversed"):
            kinds = [self._element_of(file, function, item, depth + 1) for item in node.args]
            return "element" if any(kinds) and depth < DEPTH else ""
        return "element" if self.kind(file, function, node, depth + 1) == "array" else ""

    def _of_part(self, file: SourceFile, function: Function, node: ast.Subscript, depth: int) -> Kind:
        many = isinstance(node.slice, ast.Slice | ast.Compare | ast.List)
        if isinstance(node.value, ast.Attribute) and node.value.attr in _PICKS:
            return "" if many else "element"
        if self.kind(file, function, node.value, depth + 1) != "array":
            return ""
        return "array" if many or self.kind(file, function, node.slice, depth + 1) == "array" else "element"


def is_mixed(file: SourceFile, function: Function, node: ast.expr) -> bool:
    """Another way through the code may give the expression a value that is not NumPy's."""
    if isinstance(node, ast.Name):
        return len(definitions(file, function, node.id)) > 1 or node.id in {one.arg for one in parameters(function)}
    return isinstance(node, ast.IfExp) or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name))


def is_floating(node: ast.expr) -> bool:
    """A mean or a quotient: no whole number, and of the one kind of floats that JSON takes."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div) or is_floating(node.left) or is_floating(node.right)
    return isinstance(node, ast.Call) and last_name(node.func) in _FLOATING
