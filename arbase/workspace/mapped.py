"""Classes whose objects are rows of a database, and which of their relations are never nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from arbase.workspace.tree import dotted

_COLUMNS = frozenset(
    ("Column", "mapped_column", "relationship", "Relationship", "ForeignKey", "OneToOneField", "ManyToManyField")
)


def is_mapped(owner: ast.ClassDef) -> bool:
    """The class declares columns, as SQLAlchemy, SQLModel with a table, and Django have them."""
    for node in owner.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        called = dotted(value.func) if isinstance(value, ast.Call) else ""
        name = called.rpartition(".")[2]
        if name in _COLUMNS or (called.startswith("models.") and name.endswith("Field")):
            return True
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith(("Mapped[", "orm.Mapped[")):
            return True
    return any(word.arg == "table" for word in owner.keywords)


def never_nothing(trees: Iterable[ast.Module], field: str, of: str = "") -> str:
    """The class whose rows always have this relation; empty where no class has it, or one may be without.

    `ward: Mapped[Ward] = relationship()` says so, and a foreign key of Django that may not be null. Of several classes
    with such a field only the one called `of` counts, where it is known.
    """
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    told = {owner.name: said for owner in classes for node in owner.body if (said := _told(node, field)) is not None}
    if of in told:
        return of if told[of] else ""
    return next(iter(told), "") if told and all(told.values()) else ""


def _told(node: ast.stmt, field: str) -> bool | None:
    """Whether this statement of a class declares the field as one that is always there; None if it is of another."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=told, value=ast.Call(func=func)) if name == field:
            said = ast.unparse(told)
            relation = dotted(func).rpartition(".")[2] in ("relationship", "Relationship")
            return relation and "Mapped[" in said and not any(word in said for word in ("None", "Optional"))
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func, keywords=words)) if name == field:
            key = dotted(func).rpartition(".")[2] in ("ForeignKey", "OneToOneField")
            null = any(word.arg == "null" and ast.unparse(word.value) != "False" for word in words)
            return key and not null
        case ast.AnnAssign(target=ast.Name(id=name)) if name == field:
            return False
    return None
