"""Values that a person wrote down: which expressions they are, and what each one is a value for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.tree import dotted

Use = Literal["return", "default", "assign", "parameter", "argument", "element", "number", "key"]

MAKERS = frozenset(
    ("dict", "list", "set", "tuple", "str", "int", "float", "bool", "bytes", "frozenset", "Decimal", "Fraction", "date",
     "datetime", "time", "timedelta", "defaultdict", "OrderedDict", "Counter", "SimpleNamespace")
)  # fmt: skip
ANSWERS = frozenset(
    ("JSONResponse", "ORJSONResponse", "UJSONResponse", "PlainTextResponse", "HTMLResponse", "Response", "jsonify",
     "make_response", "HttpResponse", "JsonResponse")
)  # fmt: skip
NOWHERE = frozenset(("nan", "NaN", "NAN", "inf", "NA", "NaT"))
# Calls whose literal argument stands in for a missing value. The position says where that argument may be.
DEFAULT_AT = {"get": 1, "pop": 1, "setdefault": 1, "getattr": 2, "next": 1, "getenv": 1, "fillna": 0, "sum": 1,
              "nan_to_num": 1, "ifnull": 1, "coalesce": 1}  # fmt: skip
DEFAULT_WORDS = frozenset(("default", "fill_value", "default_factory", "na_value", "missing", "fallback"))
CLAMPS = frozenset(("min", "max", "clip", "minimum", "maximum"))
INDEXES = frozenset(("range", "islice", "enumerate", "round", "len"))
SPOKEN = frozenset(("debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "flash"))
ERROR_WORD = re.compile(r"(Error|Exception|NotFound|BadRequest|Conflict|Forbidden|Unauthorized|Unprocessable\w*)$")
STATUS_WORD = re.compile(r"HTTP_(\d{3})")
FILLERS = frozenset(("append", "add", "insert", "appendleft", "put", "write"))
DIVISIONS = (ast.Div, ast.FloorDiv, ast.Mod)
Step = tuple[Use, str] | Literal["nothing", "option"] | None
BY_ONE: tuple[Use, str] = ("number", "by one")


@dataclass(frozen=True)
class Fact:
    """A literal in a place where it becomes a value.

    `name` is what it is a value for (a key, attribute, variable or parameter; the function for a return), `value` its
    syntax, so that two facts can be compared across files.
    """

    node: ast.AST
    use: Use
    name: str
    value: str
    function: str

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two facts the same."""
        return (self.use, self.name, self.value)

    @property
    def text(self) -> str:
        """The literal as written."""
        node = self.node.value if isinstance(self.node, ast.Return) else self.node
        return ast.unparse(node) if node is not None else "None"

    @property
    def line(self) -> int:
        """Its line."""
        return getattr(self.node, "lineno", 0)


def is_literal(node: ast.AST | None) -> bool:
    """The expression holds nothing that was computed: a constant, an empty or constant container, `float("nan")`."""
    match node:
        case None | ast.Constant():
            return True
        case ast.List() | ast.Tuple() | ast.Set():
            return all(is_literal(item) for item in node.elts)
        case ast.Dict():
            return all(is_literal(item) for item in (*node.keys, *node.values))
        case ast.UnaryOp():
            return is_literal(node.operand)
        case ast.BinOp():
            return is_literal(node.left) and is_literal(node.right)
        case ast.JoinedStr():
            return not any(isinstance(part, ast.FormattedValue) for part in node.values)
        case ast.Lambda():
            return is_literal(node.body)
        case ast.Name():
            return node.id in MAKERS and node.id[0].islower()
        case ast.Attribute():
            return node.attr in NOWHERE
        case ast.Call(func=ast.Attribute(attr="date" | "time", value=owner)) if dotted(owner) not in ("datetime", "dt"):
            return False  # the day of a moment, or what the clock says: nobody wrote that down
        case ast.Call():
            name = called_name(node)
            made = name in MAKERS or name in ANSWERS or name[:1].isupper()
            return made and all(is_literal(item) for item in (*node.args, *(word.value for word in node.keywords)))
    return False


def error_status(node: ast.AST | None) -> int | None:
    """The HTTP status of an answer that says so: `JSONResponse(..., status_code=404)`, `(body, 404)`, `abort(404)`."""
    match node:
        case ast.Tuple():
            found = [_status(item) for item in node.elts[1:]]
        case ast.Call() if called_name(node) in {"abort", "send_error"}:
            found = [_status(item) for item in node.args]
        case ast.Call():
            words = {"status_code", "status", "code"}
            found = [_status(word.value) for word in node.keywords if word.arg in words]
            if called_name(node) in ANSWERS:
                found += [_status(item) for item in node.args[1:]]
            if ERROR_WORD.search(called_name(node)) or called_name(node).endswith("Exception"):
                found += [_status(item) for item in node.args]
        case _:
            return None
    return next((status for status in found if status is not None and 400 <= status <= 599), None)


def _status(node: ast.AST) -> int | None:
    match node:
        case ast.Constant(value=int() as value):
            return int(value)
        case ast.Attribute(attr=attribute):
            found = STATUS_WORD.search(attribute)
            if found:
                return int(found.group(1))
            if dotted(node).endswith(f"HTTPStatus.{attribute}") and attribute in HTTPStatus.__members__:
                return HTTPStatus[attribute].value
    return None


def facts(code: Code) -> Iterator[Fact]:
    """Every literal of a source that becomes a value; conditions, messages, error answers and options do not."""
    for node in code.nodes:
        if isinstance(node, ast.Return) and is_literal(node.value):
            if error_status(node.value) is None:
                yield _returned(code, node)
        elif isinstance(node, ast.expr) and _is_leaf(code, node):
            statement = code.statement_of(node)
            if isinstance(statement, ast.Return) and is_literal(statement.value):
                continue
            place = _place(code, node)
            if place is not None:
                use, name = place
                yield Fact(node, use, name, ast.dump(node), _function(code, node))


def _returned(code: Code, node: ast.Return) -> Fact:
    return Fact(node, "return", _short(code, node), literal_key(node.value), _function(code, node))


def literal_key(node: ast.AST | None) -> str:
    """How a literal is compared: `return` and `return None` are the same."""
    return ast.dump(node) if node is not None else ast.dump(ast.Constant(None))


def _function(code: Code, node: ast.AST) -> str:
    outer = code.function_of(node)
    return code.qualified_name(outer) if outer is not None else ""


def _is_leaf(code: Code, node: ast.expr) -> bool:
    """A literal that is not split further: containers with content are judged by what is in them."""
    if isinstance(node, ast.Name):
        return False
    if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.Lambda | ast.BinOp | ast.UnaryOp):
        children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
        return not children and not isinstance(getattr(node, "ctx", None), ast.Store)
    if isinstance(node, ast.Call):
        return is_literal(node) and not node.args and not node.keywords
    if isinstance(node, ast.Constant):
        parent = code.parent(node)
        return not (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.USub)) and node.value is not Ellipsis
    return isinstance(node, ast.Attribute) and node.attr in NOWHERE


def _place(code: Code, leaf: ast.expr) -> tuple[Use, str] | None:
    """What the leaf is a value for; None where it is a condition, a message, an index or an option."""
    place: tuple[Use, str] | None = None
    child: ast.AST = leaf
    for outer in code.ancestors(leaf):
        found = _step(code, outer, child)
        if found == "nothing" or (found == "option" and place is None):
            return None
        if isinstance(found, tuple) and place is None:
            place = found
        divides = isinstance(outer, ast.BinOp) and isinstance(outer.op, DIVISIONS) and child is outer.right
        if place == BY_ONE and divides:
            place = ("number", "divisor")
        if isinstance(outer, ast.stmt):
            break
        child = outer
    return place


def _step(code: Code, outer: ast.AST, child: ast.AST) -> Step:
    """One step outwards: a use; "nothing": never a value; "option": no value unless it is one already; None: go on."""
    match outer:
        case ast.Compare() | ast.Raise() | ast.Assert() | ast.MatchValue() | ast.MatchSingleton():
            return "nothing"
        case ast.Slice() | ast.JoinedStr() | ast.Delete() | ast.Import() | ast.ImportFrom():
            return "option"
        case ast.If() | ast.While() | ast.IfExp() if child is outer.test:
            return "nothing"
        case ast.comprehension() if child in outer.ifs:
            return "nothing"
        case ast.Subscript() if child is outer.slice:
            word = child.value if isinstance(child, ast.Constant) else None
            return ("key", word) if isinstance(word, str) else "option"
        case ast.BoolOp():
            return ("default", last_name(outer.values[0])) if child is not outer.values[0] else None
        case ast.IfExp():
            return ("default", last_name(outer.orelse if child is outer.body else outer.body))
        case ast.Lambda():
            return ("default", "lambda")
        case ast.arguments():
            return ("parameter", _parameter(outer, child))
    return _inside(outer, child) if isinstance(outer, ast.expr) else _statement(code, outer, child)


def _inside(outer: ast.expr, child: ast.AST) -> Step:
    match outer:
        case ast.BinOp():
            return _operand(outer, child)
        case ast.Dict():
            return _entry(outer, child)
        case ast.Call():
            return _argument(outer, child)
        case ast.Yield():
            return ("return", "")
    return None


def _operand(outer: ast.BinOp, child: ast.AST) -> Step:
    """Steps by one are how indexes and pages are counted; a divisor that is changed by one is not."""
    if isinstance(outer.op, ast.Mod) and isinstance(outer.left, ast.Constant) and isinstance(outer.left.value, str):
        return "option"
    if isinstance(outer.op, ast.Add | ast.Sub) and _is_one(child):
        return BY_ONE
    return ("number", type(outer.op).__name__) if isinstance(child, ast.Constant) else None


def _entry(outer: ast.Dict, child: ast.AST) -> Step:
    for key, value in zip(outer.keys, outer.values, strict=True):
        if value is child:
            return ("element", str(key.value) if isinstance(key, ast.Constant) else last_name(key) if key else "")
    return "option"


def _argument(call: ast.Call, child: ast.AST) -> Step:
    name = called_name(call)
    if name in SPOKEN or ERROR_WORD.search(name) or error_status(call) is not None:
        return "nothing"
    word = child.arg if isinstance(child, ast.keyword) else None
    position = next((index for index, item in enumerate(call.args) if item is child), None)
    if word in DEFAULT_WORDS or (name in DEFAULT_AT and position == DEFAULT_AT[name]):
        return ("default", _default_for(call, name))
    if name in {"get", "pop", "setdefault", "getattr"} and position is not None:
        key = child.value if isinstance(child, ast.Constant) else None
        return ("key", key) if isinstance(key, str) else "option"
    if name in CLAMPS:
        return ("default", next((last_name(item) for item in call.args if item is not child), ""))
    if name in ANSWERS or name in MAKERS:
        return None if name in ANSWERS or is_literal(call) else "option"
    if name in FILLERS:
        return ("argument", last_name(call.func.value) if isinstance(call.func, ast.Attribute) else name)
    if word is not None:
        return ("argument", word) if name[:1].isupper() else "option"
    return ("argument", name) if isinstance(call.func, ast.Name) and name not in INDEXES else "option"


def _default_for(call: ast.Call, name: str) -> str:
    """The key, attribute or iterable whose absence the default covers."""
    key: ast.AST = call.args[0] if call.args else call.func
    if name == "getattr" and len(call.args) > 1:
        key = call.args[1]
    if name in {"fillna", "nan_to_num"} and isinstance(call.func, ast.Attribute):
        key = call.func.value
    return str(key.value) if isinstance(key, ast.Constant) else last_name(key)


def _parameter(arguments: ast.arguments, child: ast.AST) -> str:
    places = [*arguments.posonlyargs, *arguments.args]
    with_default = places[len(places) - len(arguments.defaults) :]
    pairs: list[tuple[ast.arg, ast.expr | None]] = [
        *zip(with_default, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return next((parameter.arg for parameter, default in pairs if default is child), "")


def _statement(code: Code, outer: ast.AST, child: ast.AST) -> Step:
    match outer:
        case ast.Return():
            return "nothing" if error_status(outer.value) is not None else ("return", _short(code, outer))
        case ast.Assign():
            return ("assign", last_name(outer.targets[0]))
        case ast.AnnAssign():
            return ("assign", last_name(outer.target)) if child is outer.value else "nothing"
        case ast.AugAssign():
            return BY_ONE if _is_one(child) else ("number", last_name(outer.target))
        case ast.arg() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return "option"
    return None


def _short(code: Code, node: ast.AST) -> str:
    return _function(code, node).rpartition(".")[2]


def _is_one(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1 and isinstance(node.value, int)
