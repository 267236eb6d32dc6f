"""What failing tests and docstrings tell: a literal is no guess where they leave no other one."""

from __future__ import annotations

import ast

from arbase.replay import answers
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name
from arbase.verify.witnesses import NONE, targets_of
from arbase.workspace.defaults import default_told
from arbase.workspace.promises import may_be_none, told_at
from arbase.workspace.told_answers import gives_already, literal_value, speaks_of, told_for_nothing

MOST_ELEMENTS = 4
_DEFAULTED = frozenset(("get", "next", "max", "min"))


def told_by_docstring(file: ChangedFile, fact: Fact) -> str:
    """The docstring of the function, as it was, that says that there may be none of what the literal stands for."""
    code, before = file.new, file.old
    function = code.function_of(fact.node) if code is not None else None
    if code is not None and before is not None and _is_told_default(code, before, fact.node):
        return "the program says that it counts where this is not set"
    if code is None or before is None or function is None or fact.value != NONE:
        return ""
    name = code.qualified_name(function)
    told = [ast.get_docstring(one) for one in before.functions if before.qualified_name(one) == name]
    known = any(may_be_none(text, target) for text in told for target in targets_of(code, fact.node))
    return f"the docstring of {name} says that there may be none" if known else ""


def _is_told_default(code: Code, before: Code, node: ast.AST) -> bool:
    """`environ.get("PORT", "80")`, where the old function, its class or module says "PORT, 80 if it is not set"."""
    call, function = code.parent(node), code.function_of(node)
    if isinstance(node, ast.UnaryOp | ast.Constant) and isinstance(call, ast.Call) and len(call.args) == 2:
        key = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
        if call.args[1] is not node or called_name(call) not in ("get", "getenv") or not isinstance(key, str):
            return False
        name = code.qualified_name(function) if function is not None else ""
        told = [told_at(before.source, one) for one in before.functions if before.qualified_name(one) == name]
        owners = {name.rpartition(".")[0]}
        told += [ast.get_docstring(one) or "" for one in before.every(ast.ClassDef) if one.name in owners]
        told += [ast.get_docstring(before.tree) or ""]
        value = default_told("\n\n".join(told), key)
        return value is not None and str(value) == str(ast.literal_eval(node))
    return False


def told_for_what_is_missing(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """The docstring of a function on the way to the crash, as it was, that gives this literal for what is not there.

    The literal is an answer of that function by itself, or an entry of it that the sentence names: what it would do as
    a part of a sum is not what was told. Nor is it, where the function gave the literal for something else already.
    """
    code, before = file.new, file.old
    function = code.function_of(fact.node) if code is not None else None
    if code is None or before is None or function is None:
        return ""
    name = code.qualified_name(function)
    lines = [one.line for one in (*case.crash.trace, case.crash.location) if one.path == file.path]
    key = _answered_under(code, fact.node)
    for old in before.functions if key is not None else ():
        passed = any(old.lineno <= line <= (old.end_lineno or 0) for line in lines)
        told = told_for_nothing(ast.get_docstring(old)) if before.qualified_name(old) == name else None
        if (
            told is None
            or not passed
            or literal_value(told.text) != literal_value(fact.text)
            or gives_already(old, told.text)
        ):
            continue
        if not key or speaks_of(told.sentence, key):
            return f"the docstring of {name} gives it for what is not there"
    return ""


def _answered_under(code: Code, node: ast.AST) -> str | None:
    """The key of the answer's entry that the literal may be, empty if it may be the answer; None if it is neither."""
    child: ast.AST = node
    key = ""
    for outer in code.ancestors(node):
        match outer:
            case ast.Return():
                return key
            case ast.IfExp(test=test) if child is not test:
                pass
            case ast.keyword(arg="default"):
                pass
            case ast.Call() if called_name(outer) in _DEFAULTED and child is not outer.func:
                pass
            case ast.Dict(keys=keys, values=values) if child in values and not key:
                entry = keys[values.index(child)]
                key = str(entry.value) if isinstance(entry, ast.Constant) and len(values) > 1 else ""
                if len(values) > 1 and not key:
                    return None
            case ast.DictComp(value=value) if child is value:
                pass
            case ast.ListComp(elt=element) if child is element:
                pass
            case _:
                return None
        child = outer
    return None


def told_by_tests(case: GateCase, file: ChangedFile, node: ast.AST | None) -> str:
    """Why the literal is the one that the failing tests want; empty if they let another one pass, or are none.

    Each other value takes its place in the patched file, and the tests of the trigger run with it (mutation analysis,
    DeMillo et al. 1978, of the value alone). Raises ReplayError, as everything that the laboratory runs.
    """
    if not case.lab.runs_tests or file.new is None or not isinstance(node, ast.expr):
        return ""
    others = _others(node)
    texts = [_with(file, node, text) for text in others]
    if not others or any(text is None for text in texts):
        return ""
    seen = case.lab.try_out([{**case.overlay, file.path: text} for text in texts], (case.lab.trigger,))
    told = all(answers.failed(case.lab.trigger, row[0]) and not row[0].error for row in seen)
    return f"the failing tests want it: they fail with {' and with '.join(others)} in its place" if told else ""


def compares_values(case: GateCase) -> bool:
    """The trigger is a test run in which a comparison of a test failed, not the code under it."""
    return case.lab.runs_tests and case.crash.exception.rpartition(".")[2] == "AssertionError"


def _others(node: ast.expr) -> tuple[str, ...]:
    """Other values of the same kind, and of no kind at all."""
    match node:
        case ast.Constant(value=bool() as value):
            return (str(not value),)
        case ast.Constant(value=int() | float() as number):
            return (repr(number + 1), repr(number - 1), repr(3 * number + 7))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return (repr(number), repr(-number - 1), repr(1 - number))
        case ast.Constant(value=str() as text):
            return (repr(text + "?"), repr(text[:-1] if text else " "))
        case ast.Constant(value=None):
            return ("0", "[]", "''")
        case ast.List() | ast.Tuple() | ast.Set() if len(node.elts) <= MOST_ELEMENTS:
            return ("None", "[]" if node.elts else "[[]]", "[0]")
        case ast.Dict(keys=[]):
            return ("None", "[]", "{0: 0}")
    return ()


def _with(file: ChangedFile, node: ast.expr, text: str) -> str | None:
    """The patched file with another text in the place of a node that lies on one line."""
    if node.lineno != node.end_lineno or node.end_col_offset is None:
        return None
    lines = file.after.splitlines(keepends=True)
    line = lines[node.lineno - 1].encode()
    changed = line[: node.col_offset] + text.encode() + line[node.end_col_offset :]
    lines[node.lineno - 1] = changed.decode()
    return "".join(lines)
