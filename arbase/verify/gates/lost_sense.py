"""What a patch leaves without sense: values that nothing reads any more, a literal that somebody chose on purpose."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code


def unread(file: ChangedFile) -> list[str]:
    """`name of function` for each local value that was read before, is still worked out and stays unread."""
    if file.old is None or file.new is None:
        return []
    before, after = _locals(file.old), _locals(file.new)
    return [key for key, read in before.items() if read and after.get(key) is False]


def never_read(file: ChangedFile) -> list[str]:
    """`name of function` for each local that the patch gives a value and nothing reads: what is it worked out for?"""
    if file.new is None:
        return []
    before = _locals(file.old) if file.old is not None else {}
    return [key for key, read in _locals(file.new).items() if not read and key not in before]


def _locals(code: Code) -> dict[str, bool]:
    """Every plain local of every function that an expression is assigned to, and whether something reads it."""
    found: dict[str, bool] = {}
    for function in code.functions:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        outer = {
            name for node in ast.walk(function) if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names
        }
        for node in ast.walk(function):
            target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
            if isinstance(target, ast.Name) and not target.id.startswith("_") and target.id not in outer:
                found[f"`{target.id}` of {code.qualified_name(function)}"] = target.id in read
    return found


def chosen_literal(case: GateCase, file: ChangedFile) -> str:
    """The literal that a revert takes back and nothing else, where the crash does not speak of it; empty otherwise.

    A commit that only writes another number, mode or word chose it on purpose; what fails since then fails elsewhere.
    """
    if file.old is None or file.new is None or _shape(file.old) != _shape(file.new):
        return ""
    spoken = case.crash.message
    pairs = zip(_constants(file.old), _constants(file.new), strict=True)
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    chosen = [(old, new) for (old, is_choice), (new, _) in changed if is_choice and str(old) not in spoken]
    return repr(chosen[0][0]) if chosen and len(chosen) == len(changed) else ""


def _shape(code: Code) -> str:
    """The syntax with every literal left out."""
    names = {"value": None, "kind": None}
    parts = []
    for node in ast.walk(code.tree):
        fields = [(name, value) for name, value in ast.iter_fields(node) if isinstance(value, str | int)]
        shown = [pair for pair in fields if not (isinstance(node, ast.Constant) and pair[0] in names)]
        parts.append(f"{type(node).__name__}{shown}")
    return " ".join(parts)


def _constants(code: Code) -> list[tuple[object, bool]]:
    """Every literal, and whether it is a choice: what a call is told by keyword, or a number; other texts are names."""
    told = {word.value for word in code.every(ast.keyword)}
    constants = [node for node in ast.walk(code.tree) if isinstance(node, ast.Constant)]
    return [(node.value, node in told or isinstance(node.value, int | float)) for node in constants]
