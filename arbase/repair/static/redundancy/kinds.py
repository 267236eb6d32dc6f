"""Small edits with what the repository says elsewhere; whether one helps only a run can tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.edit import Edit
from arbase.repair.static.redundancy.places import Place, is_method_of
from arbase.repair.static.redundancy.vocabulary import Own, Vocabulary
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.interface import with_imports

# A function that itself calls what failed says most; one that is given what has the same name elsewhere, less.
CALLS_IT, GIVEN_IT = 1.0, 0.9


@dataclass(frozen=True)
class Variation:
    """One edit with its imports: of what kind, how likely in (0, 1], and where the repository does the same."""

    edits: tuple[tuple[str, Edit], ...]
    kind: str
    weight: float
    why: str
    precedent: str = ""


def variations(place: Place, vocabulary: Vocabulary) -> Iterator[Variation]:
    """All kinds at one place."""
    for node in place.expressions:
        if isinstance(node, ast.Call):
            yield from _other_callee(place, node, vocabulary)
            yield from _option(place, node, vocabulary)
        if _is_value(place, node):
            yield from _wrapped(place, node, vocabulary)
    yield from _own_type(place, vocabulary)


def _is_value(place: Place, node: ast.expr) -> bool:
    """Something that can be handed to a function: no callee, keyword of a call, or part of a target."""
    parent = place.file.parent(node)
    if isinstance(node, ast.Constant | ast.Starred | ast.Slice | ast.Lambda) or isinstance(parent, ast.Expr):
        return False
    return not (isinstance(parent, ast.Call) and parent.func is node)


def _wrapped(place: Place, node: ast.expr, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`f(x)` for `x`, where `f` takes one argument and refuses none: whom to blame is nothing to be tried out."""
    name, text = last_name(node), place.file.segment(node)
    parent = place.file.parent(node)
    around = last_name(parent.func) if isinstance(parent, ast.Call) else ""
    for own in vocabulary.own:
        if not own.fits(1) or not own.sites or own.function is place.function or own.name == around:
            continue
        alike = name in own.given and not any(isinstance(one, ast.Raise) for one in ast.walk(own.function))
        way = vocabulary.spelled(own, place.file, is_method_of(place.file, place.function)) if alike else None
        called = _called(place, own, way[0], text) if way else ""
        if way and called:
            yield _own(place, node, (called, way[1]), GIVEN_IT, own)


def _called(place: Place, own: Own, way: str, text: str) -> str:
    inside = isinstance(place.function, ast.AsyncFunctionDef)
    if own.awaited and not inside:
        return ""
    return f"(await {way}({text}))" if own.awaited else f"{way}({text})"


def _own(place: Place, node: ast.AST, way: tuple[str, tuple[str, ...]], weight: float, own: Own) -> Variation:
    """`node` written as `way` says, with its imports, which calls a function of the repository's own."""
    edit, site = Edit(*place.file.span(node), way[0]), own.sites[0]
    made = with_imports(place.file, (edit,), way[1])
    why = f"`{own.name}` is what the repository has for this"
    return Variation(made, "own-function", weight, why, f"{site.file.path}:{site.call.lineno}")


def _other_callee(place: Place, call: ast.Call, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`f(x)` for `g(x)`, where `f` itself calls `g`: it is the repository's way to do it."""
    name, count = last_name(call.func), len(call.args)
    awaited = isinstance(place.file.parent(call), ast.Await)
    for own in vocabulary.own:
        if own.name == name or not own.fits(count) or not own.sites or own.function is place.function:
            continue
        if own.awaited != awaited or any(word.arg not in _words(own) for word in call.keywords):
            continue
        calls = name in own.calls
        way = vocabulary.spelled(own, place.file, is_method_of(place.file, place.function)) if calls else None
        if way:
            yield _own(place, call.func, way, CALLS_IT, own)


def _words(own: Own) -> set[str]:
    spec = own.function.args
    return {*own.takes, *(one.arg for one in spec.kwonlyargs)}


def _option(place: Place, call: ast.Call, vocabulary: Vocabulary) -> Iterator[Variation]:
    """A keyword that other calls of the like have."""
    name, has = last_name(call.func), {word.arg for word in call.keywords}
    if (not call.args and not call.keywords) or any(isinstance(one, ast.GeneratorExp) for one in call.args[-1:]):
        return
    end = max(place.file.span(one)[1] for one in (*call.args, *call.keywords))
    seen: set[str] = set()
    for site in vocabulary.calls.get(name, ()):
        for word in site.call.keywords:
            if word.arg is None or word.arg in has or site.call is call:
                continue
            way = vocabulary.carried(word.value, site.file, place.file)
            if way is None or f"{word.arg}={way[0]}" in seen:
                continue
            seen.add(f"{word.arg}={way[0]}")
            edit = Edit(end, end, f", {word.arg}={way[0]}")
            where = f"{site.file.path}:{site.call.lineno}"
            why = f"other calls of `{name}` say `{word.arg}={way[0]}`"
            yield Variation(with_imports(place.file, (edit,), way[1]), "option", 0.7, why, where)


def _own_type(place: Place, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`moment: LocalTime` for `moment: datetime`, where the repository has a type of its own that stands for it."""
    statement = place.statement
    if not isinstance(statement, ast.AnnAssign):
        return
    for node in ast.walk(statement):
        if not isinstance(node, ast.Name | ast.Call) or node is statement.target:
            continue
        name = last_name(node)
        for own, file, made in vocabulary.types:
            if own == name or name not in made:
                continue
            imports = vocabulary.named(own, file, place.file)
            if imports is not None:
                edit = Edit(*place.file.span(node), own)
                why = f"`{own}` is the repository's own type for `{name}`"
                yield Variation(with_imports(place.file, (edit,), imports), "own-type", 0.8, why, file.path)
