"""What was not there when the program crashed: which expression, and how to ask for it beforehand."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.dataflow import argument_of, definitions, is_method, parameters
from arbase.repair.static.origin import call_in
from arbase.repair.static.source import last_name, text_of
from arbase.repair.static.templates.hoisting import runs_once
from arbase.repair.static.templates.none_value import none_node

_EMPTY = re.compile(r"empty|at least one|no median|no mode|cannot choose from|expected at least 1, got 0")
_OF_NOTHING = frozenset("max min mean fmean median mode reduce choice harmonic_mean geometric_mean".split())
_READERS = frozenset("int float Decimal strptime fromisoformat UUID".split())
_TABLES = frozenset(("dict", "defaultdict", "OrderedDict", "mappingproxy", "Counter", "ChainMap", "UserDict"))
_DIVISIONS = (ast.Div, ast.FloorDiv, ast.Mod)


@dataclass(frozen=True)
class Lacking:
    """The failing expression of a frame, the part that was not there, and the texts that ask for it.

    `there` and `gone` have `{}` where the part stands.
    """

    frame: Frame
    node: ast.expr
    part: ast.expr
    there: str
    gone: str

    def asked(self, text: str, *, gone: bool) -> str:
        """The condition about the part, written as `text`."""
        return (self.gone if gone else self.there).format(text)

    @property
    def by_key(self) -> bool:
        """The part is a key that a table lacks."""
        return self.gone.startswith("{} not in ")

    @property
    def name(self) -> str:
        """How the function is called."""
        return self.frame.function.name if self.frame.function is not None else ""

    @property
    def is_plain(self) -> bool:
        """Reading the part twice does no harm."""
        return isinstance(self.part, ast.Constant) or text_of(self.part) is not None

    @property
    def is_movable(self) -> bool:
        """The part is worked out once, whatever the statement does: it can get a name in front of it."""
        file = self.frame.file
        plain = isinstance(file.statement_of(self.part), ast.Return | ast.Assign | ast.AnnAssign)
        return plain and runs_once(file, self.part)


def lacking(crash: Crash) -> Lacking | None:
    """What was not there in the last frame; None for crashes of another kind."""
    node, frame = crash.node, crash.frame
    match crash.exception:
        case "KeyError":
            return _key(crash, node)
        case "ZeroDivisionError" if isinstance(node, ast.BinOp) and isinstance(node.op, _DIVISIONS):
            return _divisor(frame, node)
        case "IndexError":
            return _end(node, frame)
    blank = _blank(crash, node)
    if blank is not None:
        return blank
    spread = _spread(frame) if "expected at least 1, got 0" in crash.message else None
    if spread is not None:
        return Lacking(frame, spread, spread, "{}", "not {}")
    if isinstance(node, ast.Call) and (crash.exception == "StopIteration" or _EMPTY.search(crash.message)):
        return _aggregate(frame, node)
    part = none_node(crash)
    if part is None or (node is not None and not _holds(node, part)):
        return None
    return Lacking(frame, node if node is not None else part, part, "{} is not None", "{} is None")


def _key(crash: Crash, node: ast.expr | None) -> Lacking | None:
    """`table[key]`, of a mapping that is one."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load) or isinstance(node.slice, ast.Slice):
        return None
    kind = crash.type_of(node.value).rpartition(".")[2]
    key = repr(node.slice.value) if isinstance(node.slice, ast.Constant) else text_of(node.slice)
    table = text_of(node.value)
    if key is None or table is None or (kind and kind not in _TABLES):
        return None
    return Lacking(crash.frame, node, node.slice, f"{{}} in {table}", f"{{}} not in {table}")


def _divisor(frame: Frame, node: ast.BinOp) -> Lacking | None:
    divisor = node.right
    if isinstance(divisor, ast.Call) and last_name(divisor.func) == "len" and len(divisor.args) == 1:
        return Lacking(frame, node, divisor.args[0], "{}", "not {}")
    plain = isinstance(divisor, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
    return Lacking(frame, node, divisor, "{}", "{} == 0") if plain else None


def _end(node: ast.expr | None, frame: Frame) -> Lacking | None:
    """`xs[0]` and `xs[-1]`: other places may lack although there is something."""
    match node:
        case ast.Subscript(value=value, slice=ast.Constant(value=0)):
            return Lacking(frame, node, value, "{}", "not {}")
        case ast.Subscript(value=value, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            return Lacking(frame, node, value, "{}", "not {}")
    return None


def _spread(frame: Frame) -> ast.expr | None:
    """`first, *_ = xs`."""
    match frame.statement:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value) if len(targets) == 2:
            return value if any(isinstance(one, ast.Starred) for one in targets) else None
    return None


def _blank(crash: Crash, node: ast.expr | None) -> Lacking | None:
    """`int(text.replace(",", ""))` of a blank text."""
    if crash.exception != "ValueError" or not isinstance(node, ast.Call) or not node.args:
        return None
    if last_name(node.func) not in _READERS or not re.search(r"(?::|time data) '\s*'", crash.message):
        return None
    part: ast.expr = node.args[0]
    while isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
        part = part.func.value
    text = str(crash.described(part).get("repr", "")) if text_of(part) is not None else ""
    blank = len(text) > 1 and text[0] in "'\"" and not text[1:-1].strip()
    return Lacking(crash.frame, node, part, "{}.strip()", "not {}.strip()") if blank else None


def _aggregate(frame: Frame, call: ast.Call) -> Lacking | None:
    if last_name(call.func) == "next" and len(call.args) == 1:
        return Lacking(frame, call, call, "{} is not None", "{} is None")
    if last_name(call.func) not in _OF_NOTHING or not call.args or any(word.arg == "default" for word in call.keywords):
        return None
    source = call.args[-1] if last_name(call.func) == "reduce" else call.args[0]
    # A generator is never empty, however little it gives.
    return None if isinstance(source, ast.GeneratorExp) else Lacking(frame, call, source, "{}", "not {}")


def above(crash: Crash, lack: Lacking) -> Lacking | None:
    """The same in the frame that called, where the part is what that one passed."""
    index = next((place for place, one in enumerate(crash.frames) if one is lack.frame), 0)
    function = lack.frame.function
    if index == 0 or function is None or not isinstance(lack.part, ast.Name):
        return None
    name = lack.part.id
    passed = any(one.arg == name for one in parameters(function))
    caller = crash.frames[index - 1]
    call = call_in(caller, function.name)
    if not passed or call is None or definitions(lack.frame.file, function, name):
        return None
    given = argument_of(call, function, name, bound=is_method(lack.frame.file, function))
    return None if given is None else Lacking(caller, call, given, lack.there, lack.gone)


def _holds(outer: ast.AST, inner: ast.AST) -> bool:
    return any(one is inner for one in ast.walk(outer))
