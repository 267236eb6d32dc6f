"""What the web frameworks say by decorators and calls: handlers, their parameters, and the status of an answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property

from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.repair.static.status_numbers import is_error, number, refuses
from arbase.workspace.tree import FUNCTIONS, Function

ROUTES = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "route", "api_route", "websocket"))
VERBS = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "dispatch"))
VIEWS = ("View", "MethodView", "Resource", "APIView", "ViewSet", "HTTPEndpoint", "RequestHandler")
_PLACEHOLDER = re.compile(r"[{<](?:[\w.]+(?:\([^)]*\))?:)?(\w+)(?::\w+)?[}>]")
_NAMED = {
    "Http404": 404,
    "NotFound": 404,
    "HttpResponseNotFound": 404,
    "HttpResponseBadRequest": 400,
    "BadRequest": 400,
    "Conflict": 409,
    "Forbidden": 403,
    "HttpResponseForbidden": 403,
    "Unauthorized": 401,
    "UnprocessableEntity": 422,
    "PermissionDenied": 403,
    "SuspiciousOperation": 400,
    "RequestEntityTooLarge": 413,
    "Gone": 410,
    "HTTPNotFound": 404,
    "HTTPBadRequest": 400,
}
_MARKERS = {
    "Header": "header",
    "Cookie": "header",
    "Query": "query",
    "Path": "path",
    "Body": "body",
    "Form": "body",
    "File": "body",
}
_PLAIN = frozenset(("str", "int", "float", "bool", "date", "datetime", "UUID", "Decimal", "list", "List", "Optional"))
# What stands for a program's own report of bad input among the statuses of HTTP.
REPORTED = 422
MOST_LINES = 3
_INJECTORS = frozenset(("Depends", "Security"))
_RAISERS = frozenset(
    ("HTTPException", "abort", "HttpResponse", "JsonResponse", "JSONResponse", "Response", "HTTPError")
)
_STATUS_WORDS = frozenset(("status_code", "status", "code", "http_status"))


def route_of(function: Function) -> str | None:
    """The path of a handler's route; None for a function that serves no route."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute):
            path = _first_text(decorator)
            if decorator.func.attr in ROUTES and path is not None and (path == "" or path.startswith("/")):
                return path
    return None


def is_handler(file: SourceFile, function: Function | None) -> bool:
    """The function answers requests: a decorated route, or a verb of a view class, or a Django view."""
    if function is None:
        return False
    if route_of(function) is not None:
        return True
    owner = file.parent(function)
    if isinstance(owner, ast.ClassDef):
        return function.name in VERBS and any(last_name(base).endswith(VIEWS) for base in owner.bases)
    return takes_request(function) and file.class_of(function) is None and _answers(function)


def takes_request(function: Function) -> bool:
    """The first parameter is the request, by its name or its declared type, as in Django, Starlette and aiohttp."""
    first = next((item for item in function.args.args if item.arg not in ("self", "cls")), None)
    if first is None:
        return False
    return first.arg in ("request", "req") or last_name(first.annotation).endswith("Request")


def _answers(function: Function) -> bool:
    """A function of a request that returns a response object, as its annotation or its `return` says."""
    if last_name(function.returns).endswith("Response"):
        return True
    for node in ast.walk(function):
        made = last_name(node.value.func) if isinstance(node, ast.Return) and isinstance(node.value, ast.Call) else ""
        if made in _RAISERS | {"render", "redirect"}:
            return True
    return False


def path_parameters(function: Function) -> frozenset[str]:
    """The names in the placeholders of the route."""
    return frozenset(_PLACEHOLDER.findall(route_of(function) or ""))


def injected(codebase: Codebase) -> frozenset[str]:
    """The functions that FastAPI calls for `Depends(f)`: their parameters come from the request as a handler's do."""
    return frozenset(
        last_name(node.args[0])
        for file in codebase.sources
        for node in file.nodes
        if isinstance(node, ast.Call) and last_name(node.func) in _INJECTORS and node.args
    )


def is_main(function: Function, argument: ast.arg) -> bool:
    """The parameter is a program's command line."""
    return function.name in ("main", "run", "cli") and argument.arg in ("argv", "args", "arguments")


def parameter_kind(function: Function, argument: ast.arg) -> set[str]:
    """Which part of the request a handler's parameter is; empty for dependencies and the request itself."""
    default = default_of(function, argument)
    marker = ""
    for source in (default, argument.annotation):
        for node in ast.walk(source) if source is not None else ():
            if isinstance(node, ast.Call | ast.Name | ast.Attribute):
                name = last_name(node)
                marker = marker or _MARKERS.get(name, "")
                if name in ("Depends", "Security", "Request", "HttpRequest", "Response", "BackgroundTasks"):
                    return set()
    if marker:
        return {marker}
    if argument.arg in ("self", "cls", "request", "req") or last_name(argument.annotation).endswith("Request"):
        return set()
    if argument.arg in path_parameters(function) or (route_of(function) is None and takes_request(function)):
        # A view that a table of routes names gets what the path holds behind the request.
        return {"path"}
    if argument.annotation is None:
        return {"path"}
    names = {last_name(node) for node in ast.walk(argument.annotation) if isinstance(node, ast.Name | ast.Attribute)}
    return {"body"} if any(name[:1].isupper() and name not in _PLAIN for name in names) else {"query"}


def default_of(function: Function, argument: ast.arg) -> ast.expr | None:
    """The default of a parameter, if it has one."""
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    if argument in positional:
        index = positional.index(argument) - (len(positional) - len(spec.defaults))
        return spec.defaults[index] if index >= 0 else None
    return spec.kw_defaults[spec.kwonlyargs.index(argument)] if argument in spec.kwonlyargs else None


class Statuses:
    """Which HTTP status an expression or exception class of this repository stands for."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._resolving: set[str] = set()
        self._handled: dict[str, int] | None = None

    @cached_property
    def classes(self) -> dict[str, tuple[SourceFile, ast.ClassDef]]:
        """The repository's classes by name; the first of a name counts."""
        found: dict[str, tuple[SourceFile, ast.ClassDef]] = {}
        for file in self._codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, (file, node))
        return found

    @cached_property
    def functions(self) -> dict[str, tuple[SourceFile, Function]]:
        """The repository's functions by name; a name that is used twice stands for none."""
        found: dict[str, tuple[SourceFile, Function]] = {}
        twice: set[str] = set()
        for file in self._codebase.sources:
            for node in file.functions:
                if node.name in found:
                    twice.add(node.name)
                found[node.name] = (file, node)
        return {name: place for name, place in found.items() if name not in twice}

    @cached_property
    def refusing(self) -> tuple[tuple[SourceFile, Function], ...]:
        """The functions that raise an error answer by themselves."""
        return tuple(
            (file, function)
            for file in self._codebase.sources
            for function in file.functions
            if any(
                isinstance(node, ast.Raise | ast.Expr) and is_error(self.of_statement(node))
                for node in own_nodes(function)
            )
        )

    @property
    def handled(self) -> dict[str, int]:
        """Statuses of exception classes by what handles them: registered handlers and `except` in handlers.

        While it is found out, what is known so far is the answer: a handler may raise what another one handles.
        """
        if self._handled is None:
            self._handled = {}
            self._find_handled(self._handled)
        return self._handled

    def _find_handled(self, found: dict[str, int]) -> None:
        for file in self._codebase.sources:
            for name, function in _registered(file, self.functions):
                status = self._status_of_function(function, name)
                if status is not None:
                    found.setdefault(name, status)
        for file in self._codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.ExceptHandler) and node.type is not None:
                    status = next((self.of_statement(item) for item in node.body if self.of_statement(item)), None)
                    for kind in node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]:
                        name = last_name(kind)
                        if is_error(status) and status is not None and name in self.classes:
                            found.setdefault(name, status)

        self._find_reported(found)

    def _find_reported(self, found: dict[str, int]) -> None:
        """Own exceptions that a program reports and ends with, or counts and goes on: its way of refusing an input."""
        for file in self._codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.ExceptHandler) or node.type is None:
                    continue
                goes_on = (
                    isinstance(node.body[-1], ast.Continue | ast.AugAssign | ast.Expr) and len(node.body) <= MOST_LINES
                )
                if not _ends_program(node) and not goes_on:
                    continue
                for kind in node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]:
                    if last_name(kind) in self.classes and self.of_class(last_name(kind)) is None:
                        found.setdefault(last_name(kind), REPORTED)

    def of_class(self, name: str) -> int | None:
        """The status that an exception class ends in, through its handlers, its own text or its bases."""
        if name in self._resolving:
            return None
        if name in self.handled:
            return self.handled[name]
        if name not in self.classes:
            return _NAMED.get(name)
        self._resolving.add(name)
        try:
            node = self.classes[name][1]
            return self._in_class(node) or next(
                (status for base in node.bases if (status := self.of_class(last_name(base))) is not None), None
            )
        finally:
            self._resolving.discard(name)

    def of_statement(self, statement: ast.stmt) -> int | None:
        """The error status of `raise X(...)`, `abort(...)`, `return ..., 404`, `return JSONResponse(..., 404)`."""
        match statement:
            case ast.Raise(exc=ast.Call() as call):
                return self.of_call(call)
            case ast.Raise(exc=ast.Name() | ast.Attribute() as name):
                return self.of_class(last_name(name))
            case ast.Return(value=ast.Tuple(elts=[_, status, *_])):
                return _error(number(status))
            case ast.Return(value=ast.Call() as call):
                return self.of_call(call)
            case ast.Expr(value=ast.Call() as call) if last_name(call.func) == "abort":
                return self.of_call(call)
            case ast.Expr(value=ast.Call() as call) if self._only_raises(last_name(call.func)):
                return self.of_call(call)
        return None

    def of_call(self, call: ast.Call) -> int | None:
        """The error status of a call that makes an exception or an answer."""
        name = last_name(call.func)
        for keyword in call.keywords:
            if keyword.arg in _STATUS_WORDS and is_error(number(keyword.value)):
                return number(keyword.value)
        if name in _RAISERS or name in self.classes or name in self.functions:
            given = next((number(item) for item in call.args if is_error(number(item))), None)
            if given is not None:
                return given
        status = self.of_class(name)
        if status is not None:
            return _error(status)
        if name in self.functions and name not in self._resolving:
            self._resolving.add(name)
            try:
                return self._status_of_function(self.functions[name][1], "")
            finally:
                self._resolving.discard(name)
        return None

    def _only_raises(self, name: str) -> bool:
        place = self.functions.get(name)
        return place is not None and isinstance(place[1].body[-1], ast.Raise)

    def _status_of_function(self, function: Function, exception: str) -> int | None:
        """The one error status that a function answers or raises with; of `exc.status_code` the class tells."""
        found = []
        for node in ast.walk(function):
            if isinstance(node, ast.Return | ast.Raise):
                status = self.of_statement(node)
                if status is not None:
                    found.append(status)
                elif exception and self._reads_status(node) and exception in self.classes:
                    own = self._in_class(self.classes[exception][1])
                    found.extend([own] if own is not None else [])
        return found[0] if len(set(found)) == 1 else None

    def _reads_status(self, node: ast.AST) -> bool:
        return any(isinstance(part, ast.Attribute) and part.attr in _STATUS_WORDS for part in ast.walk(node))

    def _in_class(self, node: ast.ClassDef) -> int | None:
        """`status_code = 404` in the class, or given to `super().__init__`, or the default of `__init__`.

        503 is told as well: a class that says that the service is at fault does not have the 400 of its base.
        """
        for item in ast.walk(node):
            match item:
                case ast.Assign(targets=[ast.Tuple() as names], value=ast.Tuple() as values):
                    pairs = zip(names.elts, values.elts, strict=False)
                    told = (number(value) for name, value in pairs if last_name(name) in _STATUS_WORDS)
                    if status := next(filter(refuses, told), None):
                        return status
                case (
                    ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value)
                ):
                    if last_name(target) in _STATUS_WORDS and refuses(number(value)):
                        return number(value)
                case ast.Call(func=ast.Attribute(attr="__init__")):
                    given = [*item.args, *(word.value for word in item.keywords if word.arg in _STATUS_WORDS)]
                    status = next((number(value) for value in given if refuses(number(value))), None)
                    if status is not None:
                        return status
        return self._by_default(node)

    @staticmethod
    def _by_default(node: ast.ClassDef) -> int | None:
        """404 of `def __init__(self, message, status=404)`."""
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                for argument in (*item.args.args, *item.args.kwonlyargs):
                    default = default_of(item, argument) if argument.arg in _STATUS_WORDS else None
                    if refuses(number(default)):
                        return number(default)
        return None


def _ends_program(handler: ast.ExceptHandler) -> bool:
    """The handler returns a small positive number, or leaves the program with one or with a text."""
    match handler.body[-1]:
        case ast.Return(value=ast.Constant(value=int() as status)):
            return 0 < status < 128
        case (
            ast.Raise(exc=ast.Call(func=ast.Name(id="SystemExit")))
            | ast.Expr(value=ast.Call(func=ast.Attribute(attr="exit") | ast.Name(id="exit")))
        ):
            return True
    return False


def _error(status: int | None) -> int | None:
    return status if is_error(status) else None


def _first_text(call: ast.Call) -> str | None:
    values = [*call.args[:1], *(word.value for word in call.keywords if word.arg in ("path", "rule"))]
    return next((item.value for item in values if isinstance(item, ast.Constant) and isinstance(item.value, str)), None)


def _registered(file: SourceFile, functions: dict[str, tuple[SourceFile, Function]]) -> Iterator[tuple[str, Function]]:
    """Exception class names and the functions that handle them: decorators and `add_exception_handler`."""
    for node in file.nodes:
        if isinstance(node, FUNCTIONS):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and last_name(decorator.func) in (
                    "exception_handler",
                    "errorhandler",
                    "app_errorhandler",
                ):
                    yield from ((last_name(item), node) for item in decorator.args if last_name(item))
        elif isinstance(node, ast.Call) and len(node.args) == 2:
            adds = last_name(node.func) in ("add_exception_handler", "register_error_handler")
            if adds and last_name(node.args[1]) in functions:
                yield last_name(node.args[0]), functions[last_name(node.args[1])][1]
