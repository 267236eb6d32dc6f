"""An entry that begins as None and is filled in from something that is not there: it stays None."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure, none_node

NAME = "default-kept"
# What a call is named by says less than what it is asked of.
_VERBS = frozenset(("first", "last", "get", "one", "one_or_none", "scalar", "fetchone", "find", "next", "group", "pop"))


class DefaultKept(Template):
    """`if loan is not None: shown["due_on"] = loan.due_on`, where `shown` has `"due_on": None` from the beginning."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for an assignment to a key or name that is None already."""
        frame, file, node = context.frame, context.frame.file, none_node(context.crash)
        statement = frame.statement
        if (
            node is None
            or frame.function is None
            or not isinstance(statement, ast.Assign)
            or len(statement.targets) != 1
        ):
            return
        begun = _begun(context, statement.targets[0])
        outer = next(
            (one for one in file.ancestors(node) if isinstance(one, ast.IfExp | ast.BoolOp | ast.Lambda)), None
        )
        if not begun or outer is not None or node not in ast.walk(statement.value):
            return
        text, assigned = file.segment(node), file.segment(statement)
        lines = [f"if {text} is not None:", f"\t{assigned}"]
        if not is_pure(node):
            if isinstance(node, ast.Await) or assigned.count(text) != 1:
                return
            name = _name(file, node, {part.id for part in ast.walk(frame.function) if isinstance(part, ast.Name)})
            lines = [f"{name} = {text}", f"if {name} is not None:", f"\t{assigned.replace(text, name)}"]
        if "\n" in assigned or not file.starts_line(statement):
            return
        indent = file.indent(statement)
        block = f"\n{indent}".join(line.replace("\t", file.unit) for line in lines)
        idea = Idea(NAME, 0.86, f"{begun} begins as None for what is not there", f"{file.path}:{statement.lineno}")
        yield edited(context, idea, file, replace(file, statement, block))


def _begun(context: Context, target: ast.expr) -> str:
    """The target as text, where it holds None when the statement begins."""
    frame = context.frame
    owner = target.value if isinstance(target, ast.Subscript) else target
    if not isinstance(owner, ast.Name):
        return ""
    loop = next(
        (one for one in frame.file.ancestors(target) if isinstance(one, ast.For | ast.AsyncFor | ast.While)), None
    )
    for one in reaching(frame.file, frame.function, owner.id, frame.line):
        if loop is not None and loop not in frame.file.ancestors(one.statement):
            # In the second round it holds what the first one found.
            continue
        match (target, one.value):
            case (ast.Name(), ast.Constant(value=None)):
                return owner.id
            case (ast.Subscript(slice=ast.Constant(value=key)), ast.Dict(keys=keys, values=values)):
                held = [value for name, value in zip(keys, values, strict=True) if getattr(name, "value", ...) == key]
                if held and isinstance(held[-1], ast.Constant) and held[-1].value is None:
                    return frame.file.segment(target)
    return ""


def _name(file: SourceFile, node: ast.expr, taken: set[str]) -> str:
    """A name for what a call gives: `copy.loans.open().first()` is a loan."""
    inner: ast.AST = node
    while isinstance(inner, ast.Call | ast.Attribute | ast.Subscript):
        word = last_name(inner.func) if isinstance(inner, ast.Call) else last_name(inner)
        if isinstance(inner, ast.Attribute) and word not in _VERBS and word.endswith("s") and not word.endswith("ss"):
            name = word[:-1].lower()
            return name if name not in taken and name.isidentifier() else "found"
        inner = inner.func if isinstance(inner, ast.Call) else inner.value
    return "found" if "found" not in taken else "found_one"
