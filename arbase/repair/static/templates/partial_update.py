"""A change that names some fields only, and empties all others: what the client did not send stays as it was."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "partial-update"
_ABOUT_NONE = re.compile(r"NoneType|\bNone\b|NOT NULL|null value|cannot be null", re.IGNORECASE)
_DUMPS = frozenset(("model_dump", "dict"))
_MODELS = frozenset(("BaseModel", "SQLModel"))
_PARTS = frozenset(("exclude_unset", "exclude_none", "exclude_defaults", "include"))
_UPDATES = re.compile(r"_?(?:update|patch|change|edit|modify|apply|merge|replace|values)(?:_\w+)?$")
_WORD = re.compile(r"[A-Za-z_]\w*")


class PartialUpdate(Template):
    """`change.model_dump(exclude_unset=True)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For models of Pydantic whose fields may all be left out, where one is None that the code needs."""
        crash = context.crash
        if not _ABOUT_NONE.search(crash.message) and not any(crash.is_none(node) for node in _read(context)):
            return
        named = set(_WORD.findall(crash.message)) | {last_name(node) for node in _read(context)}
        for file, function in _running(context):
            if any(last_name(item) == "put" for item in function.decorator_list):
                # What is not named of a whole that replaces another is meant to be gone.
                continue
            for call in (node for node in own_nodes(function) if isinstance(node, ast.Call)):
                model = _dumped(context, file, function, call)
                if model is None or not _all_optional(context, model) & named or not _updates(file, function, call):
                    continue
                option, where = _as_elsewhere(context, call)
                why = f"what {model.name} was not told is None, and takes the place of what is there"
                text = _with(file, call, option)
                yield edited(context, Idea(NAME, 0.9 + 0.03 * bool(where), why, where), file, text)


def _read(context: Context) -> list[ast.expr]:
    """What the running statements read."""
    nodes = (node for frame in context.crash.frames for node in ast.walk(frame.statement))
    return [node for node in nodes if isinstance(node, ast.Name | ast.Attribute | ast.Subscript)]


def _running(context: Context) -> list[tuple[SourceFile, Function]]:
    """The functions of the frames, innermost first, and those that they call."""
    found: dict[int, tuple[SourceFile, Function]] = {}
    for frame in reversed(context.crash.frames):
        if frame.function is None:
            continue
        found.setdefault(id(frame.function), (frame.file, frame.function))
        for call in (node for node in ast.walk(frame.function) if isinstance(node, ast.Call)):
            place = callee_of(context.codebase.sources, call)
            if place is not None:
                found.setdefault(id(place[1]), place)
    return list(found.values())


def _dumped(context: Context, file: SourceFile, function: Function, call: ast.Call) -> ast.ClassDef | None:
    """The own model that a call turns into a mapping, all its fields included."""
    node: ast.expr | None = None
    if isinstance(call.func, ast.Attribute) and call.func.attr in _DUMPS and not call.args:
        node = call.func.value
    elif isinstance(call.func, ast.Name) and call.func.id in ("dict", "jsonable_encoder") and len(call.args) == 1:
        node = call.args[0]
    if not isinstance(node, ast.Name) or {word.arg for word in call.keywords} & _PARTS:
        return None
    kinds = [last_name(item.annotation) for item in parameters(function) if item.arg == node.id and item.annotation]
    for given in definitions(file, function, node.id):
        made = given.value.value if isinstance(given.value, ast.Await) else given.value
        if isinstance(made, ast.Call):
            # `Change(**data)` and `Change.model_validate(data)`.
            kinds += [last_name(made.func), last_name(getattr(made.func, "value", None))]
    for kind in kinds:
        found = context.statuses.classes.get(kind)
        if found is not None and _is_model(context, found[1]):
            return found[1]
    return None


def _is_model(context: Context, owner: ast.ClassDef) -> bool:
    return any(one in _MODELS for one in _ancestors(context, owner)[1])


def _ancestors(context: Context, owner: ast.ClassDef) -> tuple[list[ast.ClassDef], set[str]]:
    """The class with those of the repository above it, and the names of all bases."""
    found, names = [owner], set[str]()
    for one in found:
        for base in map(last_name, one.bases):
            known = context.statuses.classes.get(base)
            names.add(base)
            if known is not None and known[1] not in found:
                found.append(known[1])
    return found, names


def _all_optional(context: Context, model: ast.ClassDef) -> set[str]:
    """The fields of a model of which each is None if it was not told; empty where one must be told or has a default."""
    fields: set[str] = set()
    for owner in reversed(_ancestors(context, model)[0]):
        for node in owner.body:
            if not isinstance(node, ast.AnnAssign) or last_name(node.annotation) == "ClassVar":
                continue
            if not isinstance(node.target, ast.Name) or node.target.id == "model_config":
                continue
            if not _is_none(node.value):
                return set()
            fields.add(node.target.id)
    return fields


def _is_none(value: ast.expr | None) -> bool:
    match value:
        case ast.Constant(value=None):
            return True
        case ast.Call(func=func, args=args, keywords=words) if last_name(func) == "Field":
            given = [*args[:1], *(word.value for word in words if word.arg == "default")]
            return any(isinstance(item, ast.Constant) and item.value is None for item in given)
    return False


def _updates(file: SourceFile, function: Function, call: ast.Call) -> bool:
    """The mapping changes what is there already: it makes nothing new, and answers nobody."""
    if _is_laid_over(file, call):
        return True
    parent = file.parent(call)
    if not isinstance(parent, ast.Assign) or not isinstance(parent.targets[0], ast.Name):
        return False
    name = parent.targets[0].id
    uses = [node for node in own_nodes(function) if isinstance(node, ast.Name) and node.id == name]
    read = [node for node in uses if isinstance(node.ctx, ast.Load)]
    return any(_is_laid_over(file, node) for node in read)


def _is_laid_over(file: SourceFile, node: ast.expr) -> bool:
    """`update=dump`, `stored.update(dump)`, `{**stored, **dump}`, `stored | dump`, `setattr` for each of its items."""
    outer = file.parent(node)
    match outer:
        case ast.keyword(arg="update") | ast.BinOp(op=ast.BitOr()) | ast.AugAssign(op=ast.BitOr()):
            return True
        case ast.keyword(arg=None):
            call = file.parent(outer)
            return isinstance(call, ast.Call) and _UPDATES.match(last_name(call.func)) is not None
        case ast.Dict():
            return len(outer.keys) > 1 and any(
                key is None and value is node for key, value in zip(outer.keys, outer.values, strict=True)
            )
        case ast.Call():
            return any(item is node for item in outer.args) and _UPDATES.match(last_name(outer.func)) is not None
        case ast.Attribute(attr="items"):
            loop = next((one for one in file.ancestors(outer) if isinstance(one, ast.For | ast.stmt)), None)
            return isinstance(loop, ast.For) and any(_sets(part) for item in loop.body for part in ast.walk(item))
    return False


def _sets(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return last_name(node.func) == "setattr"
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)


def _as_elsewhere(context: Context, call: ast.Call) -> tuple[str, str]:
    """How the repository leaves out what was not told, and where; of its ways the exact one first."""
    for option in ("exclude_unset", "exclude_none"):
        for file in context.codebase.sources:
            for node in file.nodes:
                same = isinstance(node, ast.Call) and last_name(node.func) == last_name(call.func)
                if isinstance(node, ast.Call) and same and option in {word.arg for word in node.keywords}:
                    return option, f"{file.path}:{node.lineno}"
    return "exclude_unset", ""


def _with(file: SourceFile, call: ast.Call, option: str) -> Edit:
    if isinstance(call.func, ast.Name) and call.func.id == "dict":
        dump = "model_dump" if ".model_dump" in file.text or ".dict(" not in file.text else "dict"
        return replace(file, call, f"{file.segment(call.args[0])}.{dump}({option}=True)")
    end = file.span(call)[1] - 1
    given = [*call.args, *call.keywords]
    if not given:
        return Edit(end, end, f"{option}=True")
    last = max(file.span(item)[1] for item in given)
    return Edit(last, last, f", {option}=True")
