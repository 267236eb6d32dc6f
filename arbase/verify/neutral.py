"""Values that add nothing: what stands in for a part that is not there where parts are only put together."""

from __future__ import annotations

import ast
import re

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.guards import Guard
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name, last_name, values_of
from arbase.workspace.counted import SHAPES, is_counted, pivots_counts
from arbase.workspace.numbering import is_highest, resolving
from arbase.workspace.rounds import entries_of, refused_rounds
from arbase.workspace.tree import Function, dotted

EMPTY = frozenset(("()", "frozenset()", "set()", "[]", "{}", "tuple()", "None"))
FORGOTTEN = EMPTY | {"dict()", "list()"}
PICKS = frozenset(("idxmax", "idxmin", "argmax", "argmin"))
KINDS = (("set()", "frozenset()", "Set", "SetComp"), ("[]", "list()", "List", "ListComp"),
         ("{}", "dict()", "Dict", "DictComp"))  # fmt: skip
NUMBERS = frozenset(("int", "float", "Decimal", "Fraction", "str", "round"))
SQL_SUM = re.compile(r"\b(?:sum|total)\s*\(", re.IGNORECASE)
# The sum is all that the query gives, so whatever hands the query's only value on hands on the sum.
ONLY_SUM = re.compile(r"\s*select\s+sum\s*\((?:[^()]|\([^()]*\))*\)\s*(?:(?:as\s+)?\w+\s+)?from\b", re.IGNORECASE)


def adds_nothing(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """Why the literal adds nothing where it stands; empty if it may say something."""
    reasons = (
        _number_before_first(code, fact),
        _sum_of_nothing(code, fact),
        _part_of_a_text(code, fact, crash),
        _stream_of_texts(code, fact, crash),
        _place_of_nothing(code, fact),
        _end_of_range(code, fact),
        _count_of_nothing(code, fact),
        _asked_with_a_default(code, fact, crash),
        stands_apart(code, fact.node),
        _as_at_first(code, fact),
    )
    said = next((reason for reason in reasons if reason), "") or _no_number(code, fact, crash)
    return said or _keeps_the_way(code, fact, crash)


def _number_before_first(code: Code, fact: Fact) -> str:
    """`max(numbers, default=0)` to which one is added wherever it is read: numbers begin with 1."""
    choice = code.parent(fact.node)
    if isinstance(choice, ast.BoolOp) and ast.unparse(fact.node) == "0":
        one_more = ast.unparse(code.parent(choice) or choice).endswith("+ 1")
        highest = one_more and is_highest(choice.values[0], resolving([code.tree]))
        return "it is the number before the first of a database" if highest else ""
    word, function, statement = code.parent(fact.node), code.function_of(fact.node), code.statement_of(fact.node)
    call = code.parent(word) if isinstance(word, ast.keyword) and word.arg == "default" else None
    zero = isinstance(fact.node, ast.Constant) and type(fact.node.value) is int and fact.node.value == 0
    if not zero or not isinstance(call, ast.Call) or called_name(call) != "max" or function is None:
        return ""
    uses: list[ast.AST] = [call]
    if isinstance(statement, ast.Assign) and statement.value is call and isinstance(statement.targets[0], ast.Name):
        name = statement.targets[0].id
        uses = [node for node in ast.walk(function)
                if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]  # fmt: skip
    more = [code.parent(node) for node in uses]
    added = all(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add)
        and isinstance(node.right, ast.Constant)
        and node.right.value == 1
        for node in more
    )
    return "it is the number before the first" if more and added else ""


def _sum_of_nothing(code: Code, fact: Fact) -> str:
    """`Decimal(row["total"] or 0)` of SQL's `sum(...)`, which is NULL over no rows."""
    function = code.function_of(fact.node)
    choice = code.parent(fact.node)
    zero = isinstance(fact.node, ast.Constant) and type(fact.node.value) is int and fact.node.value == 0
    if isinstance(choice, ast.Call) and called_name(choice) in NUMBERS:
        choice = code.parent(choice)
    if not zero or function is None or not isinstance(choice, ast.BoolOp) or not isinstance(choice.op, ast.Or):
        return ""
    if is_summed(function, choice.values[0]):
        return "a sum of nothing is 0"
    outer = code.parent(choice)
    if not (isinstance(outer, ast.Call) and called_name(outer) in NUMBERS and choice.values[-1] is fact.node):
        return ""
    texts = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
    summed = any(isinstance(text, str) and SQL_SUM.search(text) for text in texts)
    return "SQL's sum of no rows is NULL, and a sum of nothing is 0" if summed else ""


def _part_of_a_text(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`{parts[1] if len(parts) > 1 else ''}` in an f-string, where the crash was that there is no such part."""
    empty = isinstance(fact.node, ast.Constant) and fact.node.value == ""
    choice = code.parent(fact.node)
    if not empty or crash.exception.rpartition(".")[2] != "IndexError" or not isinstance(choice, ast.IfExp):
        return ""
    counted = any(isinstance(node, ast.Call) and called_name(node) == "len" for node in ast.walk(choice.test))
    outer = code.parent(choice)
    put_in = isinstance(outer, ast.FormattedValue) or (isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Add))
    return "a part that is not there adds nothing to a text" if counted and put_in else ""


def _stream_of_texts(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`await anext(parts, "")` of what is joined to one text, where the crash was that there is no first part."""
    call, function = code.parent(fact.node), code.function_of(fact.node)
    empty = isinstance(fact.node, ast.Constant) and fact.node.value == ""
    stopped = crash.exception.rpartition(".")[2] in {"StopIteration", "StopAsyncIteration"}
    if (
        not (empty and stopped and isinstance(call, ast.Call) and called_name(call) in {"next", "anext"})
        or not function
    ):
        return ""
    joins = (node for node in ast.walk(function) if isinstance(node, ast.Call) and called_name(node) == "join")
    texts = (node.func.value for node in joins if isinstance(node.func, ast.Attribute))
    joined = any(isinstance(text, ast.Constant) and text.value == "" for text in texts)
    return "a stream of nothing adds nothing to the text that is joined of it" if joined else ""


def _place_of_nothing(code: Code, fact: Fact) -> str:
    """`table.idxmax() if len(table) else None`, where the docstring says that there is null for nothing."""
    choice, function = code.parent(fact.node), code.function_of(fact.node)
    none = isinstance(fact.node, ast.Constant) and fact.node.value is None
    if not none or not isinstance(choice, ast.IfExp) or fact.node is not choice.orelse or function is None:
        return ""
    picks = isinstance(choice.body, ast.Call) and called_name(choice.body) in PICKS
    counted = isinstance(choice.test, ast.Call) and called_name(choice.test) == "len"
    told = re.search(r"\b(?:null|None)\b[^.]*\b(?:nothing|empty|no|none|without)\b", ast.get_docstring(function) or "")
    return "the docstring says that it is null where there is nothing" if picks and counted and told else ""


def _count_of_nothing(code: Code, fact: Fact) -> str:
    """`counts.reindex(days, fill_value=0)` of a table that was grouped and counted or summed."""
    word, function = code.parent(fact.node), code.function_of(fact.node)
    filled = isinstance(word, ast.keyword) and word.arg == "fill_value" and ast.unparse(fact.node) == "0"
    call = code.parent(word) if filled and word is not None else None
    if not isinstance(call, ast.Call) or called_name(call) not in SHAPES or not isinstance(call.func, ast.Attribute):
        return ""
    counted = function is not None and is_counted(call.func.value, lambda name: values_of(function, name))
    return "of what was not counted there are none" if pivots_counts(call) or counted else ""


def _asked_with_a_default(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`(x.get("address") or {}).get("city", "")`: all that the empty one does is to give the default that was there."""
    if ast.unparse(fact.node) != "{}" or "NoneType" not in crash.message:
        return ""
    choice = code.parent(fact.node)
    asks = code.parent(choice) if choice is not None else None
    call = code.parent(asks) if asks is not None else None
    match choice, asks, call:
        case (
            ast.BoolOp(op=ast.Or(), values=[ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant()]), _]),
            ast.Attribute(attr="get"),
            ast.Call(args=[_, _]),
        ):
            return "it only gives the default of what is asked of it"
    return ""


def _end_of_range(code: Code, fact: Fact) -> str:
    """`acos(max(-1.0, min(1.0, x)))`: no cosine or sine is outside of that, whatever rounding makes of it."""
    if ast.unparse(fact.node).lstrip("-") not in ("1", "1.0"):
        return ""
    for outer in code.ancestors(fact.node):
        if isinstance(outer, ast.Call) and called_name(outer) in ("acos", "asin"):
            return "no cosine or sine is outside of -1 to 1"
        bounds = isinstance(outer, ast.Call) and called_name(outer) in ("min", "max", "clip")
        if not bounds and not isinstance(outer, ast.UnaryOp):
            return ""
    return ""


def stands_apart(code: Code, node: ast.AST) -> str:
    """`(x.id not in stars, -stars.get(x.id, 0), x.name)`: those without a value are only compared with each other."""
    call = node if isinstance(node, ast.Call) else code.parent(node)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "get":
        return ""
    part: ast.AST = call
    if isinstance(code.parent(part), ast.UnaryOp):
        part = code.parent(part) or part
    key = code.parent(part)
    if not isinstance(key, ast.Tuple) or not isinstance(code.parent(key), ast.Lambda) or not call.args:
        return ""
    for before in key.elts[: [one is part for one in key.elts].index(True)]:
        match before:
            case ast.Compare(left=asked, ops=[ast.In() | ast.NotIn()], comparators=[table]):
                if (ast.dump(asked), ast.dump(table)) == (ast.dump(call.args[0]), ast.dump(call.func.value)):
                    return "what has no value is told apart before it is compared"
    return ""


def _as_at_first(code: Code, fact: Fact) -> str:
    """`self._titles = {}` where `__init__` of the same class begins so: what was kept is forgotten, nothing is said."""
    match code.statement_of(fact.node):
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=value) if (
            value is fact.node and ast.unparse(value) in FORGOTTEN
        ):
            owner = next((one for one in code.ancestors(value) if isinstance(one, ast.ClassDef)), None)
        case _:
            return ""
    begun = [one for one in owner.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"] if owner else []
    for node in ast.walk(begun[0]) if begun and code.function_of(fact.node) is not begun[0] else ():
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        same = isinstance(target, ast.Attribute) and target.attr == name and last_name(target.value) == "self"
        if same and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            alike = ast.dump(node.value) == ast.dump(value) and owner is not None and _is_refilled(owner, name)
            return "the object begins so, and fills it again" if alike else ""
    return ""


def _is_refilled(owner: ast.ClassDef, name: str) -> bool:
    """`if not self._titles: self._titles = ...`: what is empty there is filled before it is read."""
    for check in ast.walk(owner):
        match check:
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=ast.Attribute(attr=asked))) if asked == name:
                pass
            case ast.If(
                test=ast.Compare(left=ast.Attribute(attr=asked), ops=[ast.Is()], comparators=[ast.Constant(value=None)])
            ) if asked == name:
                pass
            case _:
                continue
        stored = [part for part in ast.walk(check) if isinstance(part, ast.Attribute) and part.attr == name]
        if any(isinstance(part.ctx, ast.Store) for part in stored):
            return True
    return False


def _no_number(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`None if math.isnan(x) else x`, where the crash was that JSON has no NaN."""
    choice = code.parent(fact.node)
    none = isinstance(fact.node, ast.Constant) and fact.node.value is None
    if not none or not isinstance(choice, ast.IfExp) or not re.search(r"JSON compliant|float NaN", crash.message):
        return ""
    asked = [called_name(node) for node in ast.walk(choice.test) if isinstance(node, ast.Call)]
    return "null is how JSON writes what is no number" if {"isnan", "isna", "isfinite"} & set(asked) else ""


def _keeps_the_way(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`seen=frozenset()` of a function that calls itself: what it came past, only asked for and handed on."""
    function = code.function_of(fact.node)
    if crash.exception.rpartition(".")[2] != "RecursionError" or fact.use != "parameter" or function is None:
        return ""
    if ast.unparse(fact.node) not in EMPTY:
        return ""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == fact.name]
    for node in names:
        outer = code.parent(node)
        asked = isinstance(outer, ast.Compare) and isinstance(outer.ops[0], ast.In | ast.NotIn)
        # `seen |= {name}`: one more on the way.
        asked = asked or (isinstance(outer, ast.AugAssign) and isinstance(outer.op, ast.BitOr) and outer.target is node)
        handed_on = any(isinstance(one, ast.Call) and called_name(one) == function.name for one in code.ancestors(node))
        if not asked and not handed_on:
            return ""
    return "it only keeps where the function has been" if names else ""


def ends_the_round(code: Code, node: ast.Return, crash: CrashSpec) -> str:
    """`if x.id in seen: return set()`, where the function adds what it gets from itself to a container of that kind."""
    function, check = code.function_of(node), code.parent(node)
    if crash.exception.rpartition(".")[2] != "RecursionError" or function is None or not isinstance(check, ast.If):
        return ""
    kind = next((kinds for kinds in KINDS if node.value is not None and ast.unparse(node.value) in kinds), None)
    asked = check.test if isinstance(check.test, ast.Compare) else None
    if kind is None or asked is None or not isinstance(asked.ops[0], ast.In):
        return ""
    gathered = set()
    for call in (one for one in ast.walk(function) if isinstance(one, ast.Call) and called_name(one) == function.name):
        match code.parent(call):
            case ast.AugAssign(target=ast.Name(id=name), op=ast.BitOr() | ast.Add()):
                gathered.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="update" | "extend")):
                gathered.add(name)
            case _:
                return ""
    begun = [
        one.value for one in ast.walk(function) if isinstance(one, ast.Assign) and last_name(one.targets[0]) in gathered
    ]
    same = begun and all(ast.unparse(value) in kind or _kind_of(value) in kind for value in begun)
    return "it adds nothing to what the function gathers" if same and not _stored_now(code, function, crash) else ""


def _stored_now(code: Code, function: Function, crash: CrashSpec) -> bool:
    """The round is only being stored, by a function that refuses the shortest one: there are to be none."""
    running = {place.function.rpartition(".")[2] for place in crash.trace} - {function.name}
    return any(
        one.name in running and any(True for _ in refused_rounds(one, entries_of(function))) for one in code.functions
    )


def is_in_already(code: Code, test: ast.expr) -> bool:
    """`found += [x for x in more if x not in found]`: nothing is passed over, what is left out is in there already."""
    round_of = code.parent(test)
    made = code.parent(round_of) if round_of is not None else None
    match made, test, code.parent(made) if made is not None else None:
        case (
            ast.ListComp(elt=ast.Name(id=each), generators=[_]) | ast.SetComp(elt=ast.Name(id=each), generators=[_]),
            ast.Compare(left=ast.Name(id=asked), ops=[ast.NotIn()], comparators=[ast.Name(id=known)]),
            ast.AugAssign(target=ast.Name(id=gathered), op=ast.Add() | ast.BitOr()),
        ):
            return each == asked and known == gathered
    return False


def _kind_of(value: ast.expr) -> str:
    """The kind of a container by how it is written: `{1}` and `set(own)` are both sets."""
    called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    return f"{called_name(value)}()" if isinstance(value, ast.Call) and called else type(value).__name__


def counts_on(function: ast.AST, names: set[str], value: object) -> bool:
    """A loop of the function counts in one of the names, with `enumerate`, from the number behind `value` on."""
    for node in ast.walk(function):
        match node:
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=name), *_]),
                iter=ast.Call(func=ast.Name(id="enumerate"), args=args, keywords=words),
            ) if name in names:
                given = [*args[1:2], *(word.value for word in words if word.arg == "start")]
                start = given[0].value if given and isinstance(given[0], ast.Constant) else 0
                return isinstance(value, int) and isinstance(start, int) and start == value + 1
    return False


def is_summed(function: ast.AST, test: ast.AST) -> bool:
    """The test is about a sum that a database gave, which is NULL over no rows: a sum of nothing is no absent value."""
    keys = {node.slice.value for node in ast.walk(test)
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)}  # fmt: skip
    for node in ast.walk(function):
        if isinstance(node, ast.keyword) and node.arg in keys:
            inner = (part for part in ast.walk(node.value) if isinstance(part, ast.Call))
            if any(called_name(part) == "Sum" for part in inner):
                return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = re.findall(r"\bsum\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s+(?:as\s+)?(\w+)", node.value, re.IGNORECASE)
            if keys & set(named):
                return True
    return any(isinstance(node, ast.Call) and _selects_sum(node) for node in ast.walk(test))


def _selects_sum(call: ast.Call) -> bool:
    """`select(func.sum(Order.total))`, `scalar("SELECT sum(x) FROM t")`: the sum is all that the query gives."""
    if any(isinstance(item, ast.Constant) and ONLY_SUM.match(str(item.value)) for item in call.args):
        return True
    only = call.args[0] if called_name(call) in ("select", "query") and len(call.args) == 1 else None
    return isinstance(only, ast.Call) and f".{dotted(only.func)}".endswith(".func.sum")


def ends_a_stream(function: Function, guard: Guard) -> bool:
    """A generator ends where what it reads gives nothing more: `first = next(lines, None)`, and that is None."""
    yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))
    if not yields or guard.kind != "none" or guard.test is None:
        return False
    asked = {node.id for node in ast.walk(guard.test) if isinstance(node, ast.Name)}
    for node in ast.walk(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="next"), args=[_, ast.Constant(value=None)]),
            ) if name in asked:
                return True
    return False
