"""Small edits with what the repository says elsewhere; whether one helps only a run can tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.edit import Edit
from arbase.repair.static.redundancy.places import Place, is_method_of
from arbase.repair.static.redundancy.vocabulary import Own, Site, Vocabulary
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.interface import with_imports

# A function that itself calls what failed says most; one that is given what has the same name elsewhere, less.
CALLS_IT, GIVEN_IT, GIVEN_LIKE = 1.0, 0.9, 0.45


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
            yield from _called_otherwise(place, node, vocabulary)
            yield from _option(place, node, vocabulary)
        if _is_value(place, node):
            yield from _wrapped(place, node, vocabulary)
            yield from _as_called(place, node, vocabulary)
            yield from _method(place, node, vocabulary)
    yield from _own_type(place, vocabulary)


def _is_value(place: Place, node: ast.expr) -> bool:
    """Something that can be handed to a function: no callee, keyword of a call, or part of a target."""
    parent = place.file.parent(node)
    if isinstance(node, ast.Constant | ast.Starred | ast.Slice | ast.Lambda) or isinstance(parent, ast.Expr):
        return False
    return not (isinstance(parent, ast.Call) and parent.func is node)


def _wrapped(place: Place, node: ast.expr, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`f(x)` for `x`, where `f` takes one argument."""
    name, text = last_name(node), place.file.segment(node)
    parent = place.file.parent(node)
    around = last_name(parent.func) if isinstance(parent, ast.Call) else ""
    for own in vocabulary.own:
        if not own.fits(1) or not own.sites or own.function is place.function or own.name == around:
            continue
        alike = name in own.given
        way = vocabulary.spelled(own, place.file, is_method_of(place.file, place.function)) if alike else None
        called = _called(place, own, way[0], text) if way else ""
        if way and called:
            yield _own(place, node, (called, way[1]), GIVEN_IT, own)


def _as_called(place: Place, node: ast.expr, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`make_aware(until)` for `until`, where a library's function is given the like elsewhere."""
    name, text = last_name(node), place.file.segment(node)
    for site in vocabulary.given.get(name, ()) if name else ():
        way = _spelled(place, site, vocabulary) if len(site.call.args) == 1 and not site.call.keywords else None
        if way is not None:
            yield _as_at(place, node, (f"{way[0]}({text})", way[1]), site, 0.6)


def _called_otherwise(place: Place, call: ast.Call, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`h(text)` for `g(text)`, where a library's `h` is given the like elsewhere."""
    name = last_name(call.args[0]) if call.args else ""
    for site in vocabulary.given.get(name, ()) if name else ():
        same = len(site.call.args) == len(call.args) and not site.call.keywords and not call.keywords
        way = _spelled(place, site, vocabulary) if same else None
        if way is not None and last_name(site.call.func) != last_name(call.func):
            yield _as_at(place, call.func, way, site, 0.4)


def _spelled(place: Place, site: Site, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """What a site calls, as the place would write it: a library's function or one of Python's own."""
    func = site.call.func
    if last_name(func) in vocabulary.names or not isinstance(func, ast.Name | ast.Attribute):
        return None
    return vocabulary.carried(func, site.file, place.file)


def _as_at(place: Place, node: ast.AST, way: tuple[str, tuple[str, ...]], site: Site, weight: float) -> Variation:
    made = with_imports(place.file, (Edit(*place.file.span(node), way[0]),), way[1])
    where = f"{site.file.path}:{site.call.lineno}"
    return Variation(made, "call", weight, f"`{last_name(site.call.func)}` is given the like elsewhere", where)


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
    """`f(x)` for `g(x)`: a function that itself calls `g`, or one that is given the like elsewhere."""
    name, count = last_name(call.func), len(call.args)
    given = last_name(call.args[0]) if call.args else ""
    awaited = isinstance(place.file.parent(call), ast.Await)
    for own in vocabulary.own:
        if own.name == name or not own.fits(count) or not own.sites or own.function is place.function:
            continue
        if own.awaited != awaited or any(word.arg not in _words(own) for word in call.keywords):
            continue
        weight = CALLS_IT if name in own.calls else GIVEN_LIKE if given and given in own.given else 0.0
        way = vocabulary.spelled(own, place.file, is_method_of(place.file, place.function)) if weight else None
        if way:
            yield _own(place, call.func, way, weight, own)


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


def _method(place: Place, node: ast.expr, vocabulary: Vocabulary) -> Iterator[Variation]:
    """`x.m()` for `x`, as it is called on what has the same name."""
    name = last_name(node)
    parent = place.file.parent(node)
    if isinstance(parent, ast.Attribute) or not isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
        return
    end = place.file.span(node)[1]
    for attr in vocabulary.methods.get(name, ()):
        if isinstance(node, ast.Call) and last_name(node.func) == attr:
            continue
        why = f"`.{attr}()` is called on it elsewhere"
        yield Variation(((place.file.path, Edit(end, end, f".{attr}()")),), "method", 0.5, why)


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
