"""Names that a patch leaves out because an option gets its value in another way: nothing that failed was cut away."""

from __future__ import annotations

import ast
from collections.abc import Set

from arbase.verify.change import ChangedFile


def is_given_otherwise(file: ChangedFile) -> bool:
    """`f(path, kind=kinds)` became `f(path, kind="str")`, and `kinds = ...` went with it: the option is told still.

    Nothing else differs: what goes makes values for names that nobody speaks of any more. So it is where a kind is told
    of all columns that was told of some: `dtype=str` for `dtype={"kw": str}`.
    """
    if file.old is None or file.new is None:
        return False
    if _is_same(file.old.tree, file.new.tree, frozenset()):
        return ast.dump(file.old.tree) != ast.dump(file.new.tree)
    spoken = {node.id for node in file.new.every(ast.Name)}
    made = {_made(one) for one in file.old.statements} - {""}
    names = made - spoken
    told = any(isinstance(one.value, ast.Name) and one.value.id in names for one in file.old.every(ast.keyword))
    return told and _is_same(file.old.tree, file.new.tree, names)


def _made(statement: ast.AST) -> str:
    """The name of `name = ...`; empty for another statement."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _is_same(old: object, new: object, names: Set[str]) -> bool:
    """Equal syntax, but for the making of the names and the options that were given them."""
    if isinstance(old, list) and isinstance(new, list):
        kept = [one for one in old if _made(one) not in names]
        return len(kept) == len(new) and all(_is_same(one, other, names) for one, other in zip(kept, new, strict=True))
    if not isinstance(old, ast.AST) or not isinstance(new, ast.AST):
        return old == new
    if type(old) is not type(new):
        return False
    match old, new:
        case ast.keyword(arg=one, value=ast.Name(id=name)), ast.keyword(arg=other) if name in names:
            return one == other
        case ast.keyword(arg="dtype", value=ast.Dict(values=[ast.Name() as kind, *more])), ast.keyword(
            arg="dtype", value=ast.Name() as whole
        ):
            return {ast.dump(one) for one in (kind, *more)} == {ast.dump(whole)}
    return all(_is_same(getattr(old, field, None), getattr(new, field, None), names) for field in old._fields)
