"""Where values come from: definitions of names, call sites of functions, and which of them the client sends."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from arbase.repair.static.framework import injected, is_handler, is_main, parameter_kind
from arbase.repair.static.source import COMPREHENSIONS, Codebase, SourceFile, last_name, own_nodes
from arbase.repair.static.taken import taken_from
from arbase.workspace.tree import Function

_REQUEST_PARTS = {
    "query": ("args", "GET", "query_params", "query", "rel_url"),
    "body": ("json", "form", "data", "body", "get_json", "POST", "files", "get_data", "values", "stream"),
    "header": ("headers", "cookies", "META", "authorization"),
    "path": ("path_params", "view_args", "match_info"),
}
_PART_KINDS = {name: kind for kind, names in _REQUEST_PARTS.items() for name in names}
MAX_DEPTH = 9
MAX_CALLERS = 8
MAX_LINKS = 3


@dataclass(frozen=True)
class Definition:
    """One place that gives a name its value. `value` is None for loop variables, imports and the like."""

    name: str
    statement: ast.stmt
    value: ast.expr | None
    element_of: ast.expr | None = None


@dataclass(frozen=True)
class CallSite:
    """One call of a function."""

    file: SourceFile
    function: Function | None
    call: ast.Call


def parameters(function: Function) -> list[ast.arg]:
    """All named parameters in order."""
    spec = function.args
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]


def argument_of(call: ast.Call, function: Function, name: str, *, bound: bool) -> ast.expr | None:
    """The expression that a call passes for a parameter; None if it passes none. `bound`: `self` is not passed."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    names = [item.arg for item in [*function.args.posonlyargs, *function.args.args]]
    if bound and names:
        names = names[1:]
    if name in names and names.index(name) < len(call.args):
        found = call.args[names.index(name)]
        return None if isinstance(found, ast.Starred) else found
    return None


def rest_of(call: ast.Call, function: Function, name: str, *, bound: bool) -> list[ast.expr]:
    """What a call passes for `*name` or `**name`: all that is left of it when the others have theirs."""
    spec = function.args
    if spec.vararg is not None and spec.vararg.arg == name:
        own = len(spec.posonlyargs) + len(spec.args) - bound
        return [item.value if isinstance(item, ast.Starred) else item for item in call.args[own:]]
    if spec.kwarg is not None and spec.kwarg.arg == name:
        known = {item.arg for item in parameters(function)}
        return [word.value for word in call.keywords if word.arg not in known]
    return []


def is_method(file: SourceFile, function: Function) -> bool:
    """The first parameter is the instance or class."""
    if not isinstance(file.parent(function), ast.ClassDef):
        return False
    return not any(last_name(item) == "staticmethod" for item in function.decorator_list)


def definitions(file: SourceFile, function: Function | None, name: str) -> list[Definition]:
    """Every place in the function (or module) that binds `name`, in order of lines."""
    scope: ast.AST = function if function is not None else file.tree
    found: list[Definition] = []
    for node in own_nodes(scope):
        found.extend(_bindings(file, node, name))
    return sorted(found, key=lambda item: item.statement.lineno)


def _bindings(file: SourceFile, node: ast.AST, name: str) -> Iterator[Definition]:
    match node:
        case ast.Assign():
            yield from _assigned(node, name)
        case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
            yield Definition(name, node, value)
        case ast.AugAssign(target=ast.Name(id=found)) if found == name:
            yield Definition(name, node, node.value)
        case ast.NamedExpr(target=ast.Name(id=found)) if found == name:
            statement = file.statement_of(node)
            if statement is not None:
                yield Definition(name, statement, node.value)
        case ast.For() | ast.AsyncFor() if _binds(node.target, name):
            yield Definition(name, node, None, node.iter)
        case ast.With() | ast.AsyncWith():
            held = [item for item in node.items if item.optional_vars is not None and _binds(item.optional_vars, name)]
            yield from (Definition(name, node, item.context_expr) for item in held)
        case ast.Match() if any(name in _captured(case.pattern) for case in node.cases):
            yield Definition(name, node, None, node.subject)
        case ast.Import() | ast.ImportFrom() if name in [item.asname or item.name.split(".")[0] for item in node.names]:
            yield Definition(name, node, None)


def _captured(pattern: ast.pattern) -> set[str]:
    """The names that a pattern binds to the subject of its `match`, or to parts of it."""
    parts = list(ast.walk(pattern))
    named = {part.name for part in parts if isinstance(part, ast.MatchAs | ast.MatchStar) and part.name}
    return named | {part.rest for part in parts if isinstance(part, ast.MatchMapping) and part.rest}


def _assigned(node: ast.Assign, name: str) -> Iterator[Definition]:
    for target in node.targets:
        if isinstance(target, ast.Name) and target.id == name:
            yield Definition(name, node, node.value)
        elif _binds(target, name):
            yield Definition(name, node, _unpacked(target, node.value, name), node.value)


def _binds(target: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(target)) and not isinstance(
        target, ast.Subscript | ast.Attribute
    )


def _unpacked(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for inner, given in zip(target.elts, value.elts, strict=False):
            if isinstance(inner, ast.Name) and inner.id == name:
                return given
    return None


def reaching(file: SourceFile, function: Function | None, name: str, line: int) -> list[Definition]:
    """The definitions of a name that may be in force at `line`, nearest first.

    Coarse on purpose: textual order and loops, without a control-flow graph; a definition in the same block above the
    use hides those before it.
    """
    before = [item for item in definitions(file, function, name) if item.statement.lineno < line]
    before.reverse()
    user = file.statement_at(line)
    around = {id(node) for node in file.ancestors(user)} if user is not None else set()
    kept: list[Definition] = []
    for item in before:
        kept.append(item)
        parent = file.parent(item.statement)
        compound = isinstance(item.statement, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith | ast.Match)
        if parent is not None and id(parent) in around and not compound:
            break
    return kept


def comprehension_source(file: SourceFile, node: ast.AST, name: str) -> ast.expr | None:
    """What a comprehension around `node` iterates over to bind `name`."""
    for outer in [node, *file.ancestors(node)]:
        if isinstance(outer, COMPREHENSIONS):
            for loop in outer.generators:
                if _binds(loop.target, name):
                    return loop.iter
        if isinstance(outer, ast.stmt):
            return None
    return None


Seen = Callable[[SourceFile, "Function | None", ast.AST], frozenset[str]]
"""What the reproduction showed of an expression where reading the code does not tell."""


class Flow:
    """Call sites and client data over the whole repository."""

    def __init__(self, codebase: Codebase, seen: Seen | None = None) -> None:
        self._codebase = codebase
        self._seen = seen

    @cached_property
    def _calls(self) -> dict[str, list[CallSite]]:
        found: dict[str, list[CallSite]] = {}
        for file in self._codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.Call) and last_name(node.func):
                    found.setdefault(last_name(node.func), []).append(CallSite(file, file.function_of(node), node))
        return found

    def call_sites(self, name: str) -> list[CallSite]:
        """Where a function of this name is called, tests left out."""
        return self._calls.get(name, [])

    def kinds(self, file: SourceFile, function: Function | None, node: ast.AST) -> frozenset[str]:
        """Which parts of a request an expression depends on: `path`, `query`, `body`, `header`; empty if on none."""
        return frozenset(self._kinds(_Place(file, function), node, _Walk(set(), sent=False), 0))

    def sent(self, file: SourceFile, function: Function | None, node: ast.AST) -> frozenset[str]:
        """Which parts of a request an expression is taken from, as sent or converted.

        What was looked up by something that the client sent is not the client's: it chose the record, but did not
        write it.
        """
        found = frozenset(self._kinds(_Place(file, function), node, _Walk(set(), sent=True), 0))
        return found or (self._seen(file, function, node) if self._seen is not None else found)

    def asked(self, file: SourceFile, function: Function | None, call: ast.AST) -> frozenset[str]:
        """Which parts of a request, as sent, a look-up asks with: its arguments, and those of its whole chain.

        `result = session.execute(query)` and `result.scalar()` are one look-up as well, with a name in between.
        """
        found: set[str] = set()
        for part in [node for link in _links(file, function, call) for node in ast.walk(link)]:
            given: list[ast.expr] = []
            if isinstance(part, ast.Call):
                given = [*part.args, *(word.value for word in part.keywords)]
            elif isinstance(part, ast.comprehension):
                given = part.ifs
            for item in given:
                if not isinstance(item, ast.GeneratorExp | ast.ListComp | ast.Lambda):
                    found |= self.sent(file, function, item)
        return frozenset(found)

    def _kinds(self, place: _Place, node: ast.AST, walk: _Walk, depth: int) -> set[str]:
        found: set[str] = set()
        for part in taken_from(node) if walk.sent else ast.walk(node):
            if isinstance(part, ast.Attribute) and part.attr in _PART_KINDS and _is_request(part.value):
                found.add(_PART_KINDS[part.attr])
            elif isinstance(part, ast.Attribute) and part.attr in ("argv", "parse_args"):
                found.add("argument")
            elif walk.sent and isinstance(part, ast.Call) and depth <= MAX_DEPTH:
                for given in self._handed_through(part):
                    found |= self._kinds(place, given, walk, depth + 1)
                found |= self._given_back(part, walk, depth)
            elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and depth <= MAX_DEPTH:
                key = (place.file.path, id(place.function), part.id)
                if key not in walk.seen:
                    walk.seen.add(key)
                    found |= self._of_name(place, part, walk, depth + 1)
        return found

    @cached_property
    def _functions(self) -> dict[str, list[tuple[SourceFile, Function]]]:
        found: dict[str, list[tuple[SourceFile, Function]]] = {}
        for file in self._codebase.sources:
            for function in file.functions:
                found.setdefault(function.name, []).append((file, function))
        return found

    def _handed_through(self, call: ast.Call) -> list[ast.expr]:
        """The arguments that the called function gives back in another form: `decode(content)`."""
        known = self._functions.get(last_name(call.func), [])
        if len(known) != 1:
            return []
        file, function = known[0]
        back = {
            part.id
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and node.value is not None
            for part in taken_from(node.value)
            if isinstance(part, ast.Name)
        }
        names = [item.arg for item in parameters(function) if item.arg in back]
        given = [argument_of(call, function, name, bound=is_method(file, function)) for name in names]
        return [item for item in given if item is not None]

    def _given_back(self, call: ast.Call, walk: _Walk, depth: int) -> set[str]:
        """Of a function that reads the request by itself, what it gives back: `body = await read_json(request)`."""
        known = self._functions.get(last_name(call.func), [])
        if len(known) != 1 or is_handler(*known[0]):
            return set()
        place = _Place(*known[0])
        key = (place.file.path, id(place.function), "")
        if key in walk.seen:
            return set()
        walk.seen.add(key)
        returned = [node.value for node in own_nodes(known[0][1]) if isinstance(node, ast.Return) and node.value]
        return set().union(*(self._kinds(place, value, walk, depth + 1) for value in returned))

    def is_given_by_framework(self, file: SourceFile, function: Function) -> bool:
        """A handler, or what one depends on: its parameters come from the request."""
        return is_handler(file, function) or function.name in self._injected

    @cached_property
    def _injected(self) -> frozenset[str]:
        return injected(self._codebase)

    def _of_name(self, place: _Place, node: ast.Name, walk: _Walk, depth: int) -> set[str]:
        file, function = place.file, place.function
        found: set[str] = set()
        if function is None:
            return found
        source = comprehension_source(file, node, node.id)
        if source is not None:
            found |= self._kinds(place, source, walk, depth)
        for item in definitions(file, function, node.id):
            for value in (item.value, item.element_of):
                if value is not None:
                    found |= self._kinds(place, value, walk, depth)
        argument = next((item for item in parameters(function) if item.arg == node.id), None)
        if argument is not None and is_main(function, argument):
            return found | {"argument"}
        if argument is not None and self.is_given_by_framework(file, function):
            return found | parameter_kind(function, argument)
        bound = is_method(file, function)
        for site in self.call_sites(function.name)[:MAX_CALLERS]:
            one = argument_of(site.call, function, node.id, bound=bound) if argument is not None else None
            for given in [one] if one is not None else rest_of(site.call, function, node.id, bound=bound):
                found |= self._kinds(_Place(site.file, site.function), given, walk, depth)
        return found


@dataclass(frozen=True)
class _Place:
    file: SourceFile
    function: Function | None


@dataclass(frozen=True)
class _Walk:
    """What was seen already, and whether only values count that the client itself sent."""

    seen: set[tuple[str, int, str]]
    sent: bool


def _links(file: SourceFile, function: Function | None, call: ast.AST) -> Iterator[ast.AST]:
    """A look-up, and what gave the names their values that its chain of calls begins with."""
    for _ in range(MAX_LINKS):
        yield call
        root = call
        while isinstance(root, ast.Call | ast.Attribute | ast.Await):
            root = root.func if isinstance(root, ast.Call) else root.value
        if root is call or not isinstance(root, ast.Name) or function is None:
            return
        known = definitions(file, function, root.id)
        made = known[0].value if len(known) == 1 and isinstance(known[0].statement, ast.Assign) else None
        if made is None:
            return
        call = made


def _is_request(node: ast.AST) -> bool:
    return last_name(node) in ("request", "req", "flask_request")


def is_bound_at(file: SourceFile, function: Function | None, name: str, line: int) -> bool:
    """A name has a value at `line`: a parameter, a definition above, or a name of the module or of Python."""
    if function is not None:
        spec = function.args
        extra = [item.arg for item in (spec.vararg, spec.kwarg) if item is not None]
        if name in [*(item.arg for item in parameters(function)), *extra]:
            return True
        if any(item.statement.lineno < line for item in definitions(file, function, name)):
            return True
    return name in module_names(file)


def module_names(file: SourceFile) -> frozenset[str]:
    """The names that the module's own text binds at its top level."""
    found: set[str] = set()
    pending: list[ast.stmt] = list(file.tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
            continue
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                found.add(part.id)
        pending.extend(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))
        for handler in getattr(node, "handlers", ()):
            pending.extend(handler.body)
    return frozenset(found)
