"""Where values come from: definitions of names, call sites of functions, and which of them the client sends."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from arbase.repair.static.framework import injected, is_handler, is_main, parameter_kind
from arbase.repair.static.source import COMPREHENSIONS, Codebase, Function, SourceFile, last_name, own_nodes

_REQUEST_PARTS = {
    "query": ("args", "GET", "query_params", "query", "rel_url"),
    "body": ("json", "form", "data", "body", "get_json", "POST", "files", "get_data", "values", "stream"),
    "header": ("headers", "cookies", "META", "authorization"),
    "path": ("path_params", "view_args", "match_info"),
}
_PART_KINDS = {name: kind for kind, names in _REQUEST_PARTS.items() for name in names}
# Methods whose result is the object's own content in another form, and functions that make a value of their argument.
_CONVERTING = frozenset(
    """strip lstrip rstrip lower upper casefold title replace split rsplit partition rpartition splitlines removeprefix
    removesuffix decode encode get getlist pop keys values items copy model_dump dict json get_json get_data to_dict
    isoformat date time astimezone group groups read body form""".split()
)
_CONSTRUCTING = frozenset(
    """int float str bool bytes list tuple set dict sorted reversed enumerate sum min max len abs round Decimal loads
    fromisoformat strptime fromtimestamp UUID quote unquote unquote_plus b64decode urlsafe_b64decode b32decode unhexlify
    fromhex timedelta parse_qs parse_qsl urlsplit urlparse zip map filter unescape""".split()
)
MAX_DEPTH = 9
MAX_CALLERS = 8


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
        case ast.Import() | ast.ImportFrom() if name in [item.asname or item.name.split(".")[0] for item in node.names]:
            yield Definition(name, node, None)


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
        compound = isinstance(item.statement, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith)
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
        """Which parts of a request, as sent, a look-up asks with: its arguments, and those of its whole chain."""
        found: set[str] = set()
        for part in ast.walk(call):
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
        for part in _taken_from(node) if walk.sent else ast.walk(node):
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
            for part in _taken_from(node.value)
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
        if argument is None:
            return found
        if is_main(function, argument):
            return found | {"argument"}
        if is_handler(file, function) or function.name in self._injected:
            return found | parameter_kind(function, argument)
        for site in self.call_sites(function.name)[:MAX_CALLERS]:
            given = argument_of(site.call, function, node.id, bound=is_method(file, function))
            if given is not None:
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


def _taken_from(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression whose value is in it: of `rows[key]` the rows, of `x.strip()` the x."""
    pending = [node]
    while pending:
        part = pending.pop()
        yield part
        match part:
            case ast.Subscript(value=value) | ast.Attribute(value=value):
                pending.append(value)
            case ast.Call(func=ast.Attribute(attr=name) as function, args=args, keywords=words):
                if name in _CONVERTING:
                    pending.append(function)
                if name in _CONSTRUCTING:
                    pending.extend((*args, *(word.value for word in words)))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=words):
                if name in _CONSTRUCTING or name[:1].isupper():
                    pending.extend((*args, *(word.value for word in words)))
            case ast.Call() | ast.Lambda():
                pass
            case ast.IfExp(body=body, orelse=orelse):
                pending.extend((body, orelse))
            case ast.ListComp(elt=elt, generators=loops) | ast.SetComp(elt=elt, generators=loops):
                pending.extend((elt, *(loop.iter for loop in loops)))
            case ast.GeneratorExp(elt=elt, generators=loops):
                pending.extend((elt, *(loop.iter for loop in loops)))
            case _:
                pending.extend(ast.iter_child_nodes(part))


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
