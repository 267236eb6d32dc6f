"""Columns that a patch hands a model by the model's own names, from a table that may lack some of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.tree import Tree
from arbase.workspace.uneven_columns import OTHER_COLUMNS, Tables

# What fitted models and what is kept beside them call the names of their columns.
_ORDERS = ("feature_names_in_", "columns", "feature_names", "feature_names_out_", "n_features_in_", "names", "features")


def taken_as_given(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """What a choice takes as given, or fills in without a word for it."""
    choices = [choice for node in file.fresh(_choosing) if (choice := _choice(node)) is not None]
    tables = _tables(case) if choices else None
    for table, order, call in choices:
        for lacking in tables.lacking(file.path, table, order) if tables is not None else ():
            named = f"{lacking.column!r}" if lacking.column else "some column"
            if call is None:
                yield f"line {table.lineno} takes as given what {lacking.place} makes only at times: {named}"
            elif not lacking.zero or not _fills_nothing(call):
                yield f"nothing says what stands for {named} at line {table.lineno}: {lacking.place} makes it at times"


def nothing_in_it(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Where a column is made that marks what is in a collection: without the collection 0 is no made-up mark."""
    code = file.new
    word = code.parent(fact.node) if code is not None else None
    call = code.parent(word) if code is not None and word is not None else None
    if not isinstance(call, ast.Call) or not OTHER_COLUMNS.search(case.crash.message) or not _fills_nothing(call):
        return ""
    choice = _choice(call)
    if choice is None or not isinstance(word, ast.keyword) or word.arg != "fill_value":
        return ""
    lacking = _tables(case).lacking(file.path, choice[0], choice[1])
    return f"{lacking[0].place} marks what is in it" if lacking and all(one.zero for one in lacking) else ""


def _tables(case: GateCase) -> Tables:
    after = {one.path: one.new for one in case.files if one.new is not None}
    trees: dict[str, Tree] = {**case.repository.codes, **after}
    return Tables(trees)


def _choosing(code: Code) -> Iterator[ast.Subscript | ast.Call]:
    return (node for node in code.nodes if isinstance(node, ast.Subscript | ast.Call) and _choice(node) is not None)


def _choice(node: ast.Subscript | ast.Call) -> tuple[ast.expr, ast.expr, ast.Call | None] | None:
    """The table, the names, and the call by which columns are chosen that may be lacking."""
    match node:
        case ast.Call(func=ast.Attribute(attr="reindex", value=table), keywords=words):
            named = next((word.value for word in words if word.arg in ("columns", "labels")), None)
            return (table, named, node) if named is not None else None
        case ast.Subscript(value=ast.Attribute(attr="loc", value=table), slice=ast.Tuple(elts=[_, order])):
            found = (table, order, None)
        case ast.Subscript(value=table, slice=order):
            found = (table, order, None)
        case _:
            return None
    return found if isinstance(node.ctx, ast.Load) and _is_order(found[1]) else None


def _is_order(node: ast.expr) -> bool:
    """Names of columns that somebody keeps: of a model, of its card, or a constant."""
    if isinstance(node, ast.Call) and called_name(node) in ("list", "tuple") and node.args:
        return _is_order(node.args[0])
    name = last_name(node)
    return name in _ORDERS or (name.isupper() and isinstance(node, ast.Name | ast.Attribute))


def _fills_nothing(call: ast.Call) -> bool:
    filled = next((word.value for word in call.keywords if word.arg == "fill_value"), None)
    return isinstance(filled, ast.Constant) and filled.value in (0, False)
