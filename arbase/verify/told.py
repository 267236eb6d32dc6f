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

MOST_ELEMENTS = 4


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
