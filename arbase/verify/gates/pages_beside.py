"""Gate 5, continued: what a record lacks is borne on the page that crashed; pages beside it show the same record."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.replay.interface import Raised
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code

MOST = 6
NOTHING = "None"
_PLACE = re.compile(r"\{[^}]*\}|<[^>]*>")


class PagesBesideGate(Gate):
    """`/orders/7` may have no date now, and `/orders/7/invoice` still fails for the very date: the fix is half of one.

    Only where the crash is about None, the other page fails for None, and it names what the patch is about; pages are
    found by the decorators of their handlers, as far as they read only.
    """

    name = "pages beside"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where another page of the same record crashes for the same field."""
        trigger = case.lab.trigger
        if case.restored or NOTHING not in case.crash.message or trigger.kind != "request" or trigger.method != "GET":
            return self.passes("not asked: the crash is not about what a record lacks")
        names = {name for file in case.files for name in _names(file)}
        path = trigger.target.partition("?")[0]
        targets = list(dict.fromkeys(_beside(case, path)))[:MOST]
        if not names or not targets:
            return self.passes("no other page shows the same record")
        (seen,) = case.lab.try_out(
            (case.overlay,), tuple(trigger.model_copy(update={"target": one}) for one in targets)
        )
        for target, after in zip(targets, seen, strict=True):
            field = _fails_for(case, after.raised, names) if after.raised is not None else ""
            if field:
                return self.refuses(f"GET {target} shows the same record and still fails for its {field!r}")
        return self.passes(f"{len(targets)} other pages of the same record do not fail for what it lacks")


def _names(file: ChangedFile) -> Iterator[str]:
    """Fields that the patch speaks of: attributes, keys and declared fields on lines that are new."""
    for node in file.new.nodes if file.new is not None else ():
        if getattr(node, "lineno", 0) not in file.added:
            continue
        match node:
            case ast.Attribute(attr=name):
                yield name
            case ast.Subscript(slice=ast.Constant(value=str() as name)):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as name), *_]):
                yield name


def _beside(case: GateCase, path: str) -> Iterator[str]:
    """Paths of other routes that read, of the same parameters as the route of the trigger and no more."""
    routes = list(dict.fromkeys(one for code in case.repository.codes.values() for one in _routes(code)))
    for own in routes:
        stem, rest = _split(own)
        found = re.search(rf"{_pattern(stem)}(?={re.escape(rest)}$)", path) if stem else None
        if found is None:
            continue
        for other in routes:
            if other != own and _split(other)[0] == stem:
                yield f"{path[: found.end()]}{_split(other)[1]}"


def _split(route: str) -> tuple[str, str]:
    """A route up to its last parameter, and what comes behind it."""
    end = max(route.rfind("}"), route.rfind(">")) + 1
    return route[:end], route[end:]


def _pattern(stem: str) -> str:
    return "[^/]+".join(re.escape(part) for part in _PLACE.split(stem))


def _routes(code: Code) -> Iterator[str]:
    """`/orders/{number}` of `@app.get("/orders/{number}")` and of `@app.route` without other methods."""
    for function in code.functions:
        for decorator in function.decorator_list:
            match decorator:
                case ast.Call(func=ast.Attribute(attr=verb), args=[ast.Constant(value=str() as route), *_]):
                    words = {word.arg: ast.unparse(word.value) for word in decorator.keywords}
                    reads = verb == "get" or (verb in ("route", "api_route") and "GET" in words.get("methods", "GET"))
                    if reads and route.startswith("/"):
                        yield route


def _fails_for(case: GateCase, raised: Raised, names: set[str]) -> str:
    """The field of the patch that is named where the other page fails for None."""
    if NOTHING not in raised.message:
        return ""
    for place in reversed(raised.trace):
        changed = case.changed(place.path)
        code = changed.new if changed is not None else case.repository.codes.get(place.path)
        statement = code.statement_at(place.line) if code is not None else None
        for node in ast.walk(statement) if statement is not None else ():
            name = getattr(node, "attr", None) or getattr(node, "value", None)
            if isinstance(name, str) and name in names:
                return name
    return ""
