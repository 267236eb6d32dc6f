"""Gate 5, continued: what a record lacks is borne on the page that crashed; pages beside it show the same record."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Raised
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import plain, short_name
from arbase.workspace.routes import routes_of

MOST = 6
NOTHING = "None"
_PLACE = re.compile(r"\{[^}]*\}|<[^>]*>")
_QUOTED = re.compile(r"'[^']+'|\"[^\"]+\"")


class PagesBesideGate(Gate):
    """`/orders/7` may have no date now, and `/orders/7/invoice` still fails for the very date: the fix is half of one.

    Asked where the patch serves the trigger. Another page that reads fails for the same if it fails for None where a
    field is read that the patch is about, or, where the crash is not about None, with the same exception and message:
    one that names something, or that comes from the function that crashed. Behind a request that changes something
    it must not fail either where it did not before.
    """

    name = "pages beside"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where another page of the same record crashes for the same, or only now."""
        trigger = case.lab.trigger
        if case.restored or trigger.kind != "request" or not _is_served(case):
            return self.passes("not asked: no record is shown that was not shown before")
        path = trigger.target.partition("?")[0]
        targets = list(dict.fromkeys(_beside(case, path)))[:MOST]
        if not targets:
            return self.passes("no other page shows the same record")
        pages = tuple(trigger.model_copy(update={"method": "GET", "target": one, "body": ""}) for one in targets)
        changes = trigger.method not in ("GET", "HEAD")
        sent = (trigger, *pages) if changes else pages
        before, seen = case.lab.try_out(({}, case.overlay), sent)
        for target, was, now in zip(targets, before[-len(pages) :], seen[-len(pages) :], strict=True):
            if now.raised is None:
                continue
            if why := _same(case, now.raised):
                return self.refuses(f"GET {target} shows the same record and still fails {why}")
            if changes and not was.crashed:
                told = f"{short_name(now.raised.exception)}: {now.raised.message[:80]}"
                return self.refuses(f"GET {target} fails after the request that is served now: {told}")
        return self.passes(f"{len(targets)} other pages of the same record do not fail for the same")


def _is_served(case: GateCase) -> bool:
    after = case.lab.after(case.overlay)[0]
    return not answers.failed(case.lab.trigger, after) and not answers.refused(after)


def _same(case: GateCase, raised: Raised) -> str:
    """In words, for what another page fails as the trigger did; empty if for something else."""
    if NOTHING in case.crash.message:
        names = {name for file in case.files for name in _names(file)}
        field = _fails_for(case, raised, names)
        return f"for its {field!r}" if field else ""
    old = case.lab.start.before.raised
    if old is None or (raised.exception, raised.message) != (old.exception, old.message):
        return ""
    ends = [(one.trace[-1].path, plain(one.trace[-1].function)) for one in (old, raised) if one.trace]
    if _QUOTED.search(raised.message) or (len(ends) == 2 and ends[0] == ends[1]):
        return f"with {short_name(raised.exception)}: {raised.message[:80]}"
    return ""


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
    every = dict.fromkeys(
        one for code in case.repository.codes.values() for node in code.nodes for one in routes_of(node)
    )
    shows = [template for method, template in every if method == "GET"]
    method = case.lab.trigger.method
    for own in [template for kind, template in every if kind == method]:
        stem, rest = _split(own)
        found = re.search(rf"{_pattern(stem)}(?={re.escape(rest)}$)", path) if stem else None
        if found is None:
            continue
        for other in shows:
            if _split(other)[0] == stem and (other != own or method != "GET"):
                yield f"{path[: found.end()]}{_split(other)[1]}"


def _split(route: str) -> tuple[str, str]:
    """A route up to its last parameter, and what comes behind it."""
    end = max(route.rfind("}"), route.rfind(">")) + 1
    return route[:end], route[end:]


def _pattern(stem: str) -> str:
    return "[^/]+".join(re.escape(part) for part in _PLACE.split(stem))


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
