"""Moments that are rounded in local time: the hour that comes twice, when clocks are put back, has no single place.

They are rounded before they are turned to local time, where that gives the same hours: the zone's distance from UTC
must be a multiple of what is rounded to, the whole year round.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "local-hours"
_TWICE = re.compile(r"Cannot infer dst time from")
_STEP = re.compile(r"(\d*)(h|H|min|T|s|S)")
_SECONDS = {"h": 3600, "min": 60, "t": 60, "s": 1}
_KEY = re.compile(r"key='([\w/+-]+)'|^'([\w/+-]+)'$")
# No zone of today is at another distance from UTC than a multiple of this.
_QUARTER = 900
_YEARS = range(2000, 2031)


class _Rounding(NamedTuple):
    """`base.dt.tz_convert(zone).dt.floor("h")`: `base`, `.dt` or nothing, both calls as written, and the zone."""

    node: ast.Call
    base: ast.expr
    accessor: str
    turning: str
    rounding: str
    zone: ast.expr
    step: int

    def text(self, file: SourceFile) -> str:
        """First rounded, then turned."""
        return f"{file.segment(self.base)}{self.accessor}{self.rounding}{self.accessor}{self.turning}"


class LocalHours(Template):
    """`times.dt.floor("h").dt.tz_convert(zone)` for `times.dt.tz_convert(zone).dt.floor("h")`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each rounding of the failing statement that follows a turn to local time."""
        crash, file = context.crash, context.frame.file
        twice = crash.exception in ("ValueError", "AmbiguousTimeError") and _TWICE.search(crash.message)
        if not twice and crash.exception != "NonExistentTimeError":
            return
        for node in header_nodes(context.frame.statement):
            found = _rounding(file, node)
            if found is not None and _is_alike(_zone(context, found.zone), found.step):
                why = "local hours may come twice or not at all, those of UTC come once; the hours are the same"
                yield edited(context, Idea(NAME, 0.92, why), file, replace(file, node, found.text(file)))


def _rounding(file: SourceFile, node: ast.AST) -> _Rounding | None:
    """A turn to local time that is rounded at once, by a step that is written down."""
    match node:
        case ast.Call(
            # What lies in the middle goes to the even hour by `round`, which is another one in UTC.
            func=ast.Attribute(attr="floor" | "ceil", value=turned),
            args=[ast.Constant(value=str() as written)],
            keywords=[],
        ):
            accessor = ".dt" if isinstance(turned, ast.Attribute) and turned.attr == "dt" else ""
            inner = turned.value if accessor and isinstance(turned, ast.Attribute) else turned
        case _:
            return None
    step = _STEP.fullmatch(written)
    match inner:
        case ast.Call(func=ast.Attribute(attr="tz_convert", value=base), args=[zone], keywords=[]) if step is not None:
            if accessor and not (isinstance(base, ast.Attribute) and base.attr == "dt"):
                return None
            outer = base.value if accessor and isinstance(base, ast.Attribute) else base
            turning = file.text[file.span(base)[1] : file.span(inner)[1]]
            rounding = file.text[file.span(turned)[1] : file.span(node)[1]]
            seconds = int(step[1] or 1) * _SECONDS[step[2].lower()]
            return _Rounding(node, outer, accessor, turning, rounding, zone, seconds)
    return None


def _zone(context: Context, node: ast.expr) -> str:
    """The key of the zone, as written or as the run had it; empty if unknown."""
    shown = repr(node.value) if isinstance(node, ast.Constant) else str(context.crash.described(node).get("repr", ""))
    found = _KEY.search(shown)
    return (found[1] or found[2]) if found is not None else ""


def _is_alike(key: str, step: int) -> bool:
    """Rounding in UTC gives the same moments: the zone is whole steps away, in winter and in summer."""
    if not key:
        return _QUARTER % step == 0
    try:
        zone = ZoneInfo(key)
    except (ValueError, OSError, KeyError):
        return False
    moments = (datetime(year, month, 1, tzinfo=UTC).astimezone(zone) for year in _YEARS for month in (1, 7))
    return all((moment.utcoffset() or timedelta()).total_seconds() % step == 0 for moment in moments)
