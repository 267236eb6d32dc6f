"""Which attribute of a class names its objects and has an order: a unique column, a number, a code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name

Classes = Mapping[str, tuple[SourceFile, ast.ClassDef]]
_NAMING = ("id", "pk", "ref", "reference", "code", "number", "no", "key", "slug")
_PLAIN = frozenset(("int", "str", "float", "Decimal", "date", "datetime", "UUID"))
_COLUMNS = frozenset(
    ("AutoField", "BigAutoField", "CharField", "SlugField", "TextField", "IntegerField", "BigIntegerField", "UUIDField",
     "SmallIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField", "Column",
     "mapped_column")
)  # fmt: skip


def ordered_names(sources: Iterable[SourceFile], classes: Classes, kind: str, *, loose: bool = False) -> list[str]:
    """`number`, or `lane.number` where only a part has a name, the best first; none where nothing names the objects.

    `loose` takes what several objects may share, such as a title, for whoever is told to go by it.
    """
    if kind not in classes:
        return []
    own = _names(classes, kind, loose=loose)
    if own:
        return own
    parts = [(name, part) for name, part in _parts(classes, kind) if _one_for_each(sources, classes[kind][1], name)]
    return [f"{name}.{inner}" for name, part in parts for inner in _names(classes, part, loose=loose)]


def _names(classes: Classes, kind: str, *, loose: bool) -> list[str]:
    """A unique column first, then by how well the word names a thing."""
    owner = classes[kind][1]
    fields = dict(_orderable(owner))
    together = _unique_together(owner)
    unique = [name for name, sure in fields.items() if sure]
    named = [name for name in _NAMING if name in fields and (not together or name in together)]
    named += [name for name in fields if name.endswith(tuple(f"_{word}" for word in _NAMING)) and _own(name, kind)]
    rest = list(fields) if loose else []
    return list(dict.fromkeys([*unique, *named, *(["pk"] if _is_model(owner) else []), *rest]))


def _one_for_each(sources: Iterable[SourceFile], owner: ast.ClassDef, field: str) -> bool:
    """Objects are only made in a loop over the parts, one of each: two of one part have one name."""
    fields = [last_name(item.target) for item in owner.body if isinstance(item, ast.AnnAssign)]
    made = [
        (file, node)
        for file in sources
        for node in file.nodes
        if isinstance(node, ast.Call) and last_name(node.func) == owner.name
    ]
    for file, call in made:
        given = [word.value for word in call.keywords if word.arg == field]
        given += call.args[fields.index(field) : fields.index(field) + 1]
        loops = [
            outer.target
            for around in file.ancestors(call)
            for outer in (around.generators[-1:] if isinstance(around, COMPREHENSIONS) else [around])
            if isinstance(outer, ast.For | ast.comprehension)
        ]
        if not given or not loops or not isinstance(loops[0], ast.Name) or last_name(given[0]) != loops[0].id:
            return False
    return bool(made)


def _own(name: str, kind: str) -> bool:
    """`lane_no` of a Lane; `vessel_id` tells which vessel it belongs to, and many do."""
    return name.rpartition("_")[0].replace("_", "") == kind.lower()


def _orderable(owner: ast.ClassDef) -> Iterator[tuple[str, bool]]:
    """Attributes whose values are numbers, texts or days and never None, and whether each is of one object only."""
    for item in owner.body:
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=note, value=value):
                inner = note.slice if isinstance(note, ast.Subscript) and last_name(note.value) == "Mapped" else note
                if last_name(inner) in _PLAIN:
                    yield name, isinstance(value, ast.Call) and _says(value, "primary_key", "unique")
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func) as value) if last_name(
                func
            ) in _COLUMNS and not _says(value, "null", "nullable"):
                yield name, _says(value, "primary_key", "unique")
            case ast.FunctionDef(name="__init__"):
                yield from _given(item)


def _given(init: ast.FunctionDef) -> Iterator[tuple[str, bool]]:
    """`self.name = name`, where the parameter is declared as plain, or not at all."""
    notes = {item.arg: item.annotation for item in init.args.args}
    for node in ast.walk(init):
        match node:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=ast.Name(id=given)
            ) if given in notes and (notes[given] is None or last_name(notes[given]) in _PLAIN):
                yield name, False


def _says(call: ast.Call, *options: str) -> bool:
    return any(word.arg in options and getattr(word.value, "value", None) is True for word in call.keywords)


def _unique_together(owner: ast.ClassDef) -> set[str]:
    """The columns of which a model says that no two rows have them alike."""
    found: set[str] = set()
    for node in ast.walk(owner):
        if isinstance(node, ast.Call) and last_name(node.func) == "UniqueConstraint":
            found |= {str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)}
        elif isinstance(node, ast.Assign) and last_name(node.targets[0]) == "unique_together":
            found |= {str(part.value) for part in ast.walk(node.value) if isinstance(part, ast.Constant)}
    return found


def _is_model(owner: ast.ClassDef) -> bool:
    return any(ast.unparse(base) in ("models.Model", "django.db.models.Model") for base in owner.bases)


def _parts(classes: Classes, kind: str) -> Iterator[tuple[str, str]]:
    """Attributes that are objects of the repository's classes."""
    for item in classes[kind][1].body:
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=part)) if part in classes:
                yield name, part
