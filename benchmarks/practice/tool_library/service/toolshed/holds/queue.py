"""The waiting lists. First come, first served; a copy that comes back is set aside for the first in line."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from toolshed import clock
from toolshed.catalogue.models import Copy, Tool
from toolshed.circulation import days
from toolshed.holds.models import Hold
from toolshed.outbox import letters
from toolshed.people.models import Member
from toolshed.web import conflict


def waiting(tool: Tool) -> QuerySet[Hold]:
    return Hold.objects.filter(tool=tool, state=Hold.State.WAITING)


def place(tool: Tool, member: Member) -> Hold:
    """Put a member at the end of the line. Nobody stands in a line twice, or in one for a tool on the shelf."""
    if member.blocked:
        raise conflict("blocked", f"Card {member.card} is blocked.")
    if Hold.objects.filter(tool=tool, member=member, state__in=["waiting", "ready"]).exists():
        raise conflict("in-line", "You wait for this tool already.")
    if tool.copies.filter(state=Copy.State.SHELF).exists():
        raise conflict("on-shelf", "This tool is on the shelf, come and fetch it.")
    return Hold.objects.create(tool=tool, member=member, placed_at=clock.now())


def set_aside(copy: Copy) -> Hold | None:
    """Keep a copy that is on the shelf for the first in line, if there is one."""
    hold = waiting(copy.tool).first()
    if hold is None:
        return None
    hold.state, hold.copy = Hold.State.READY, copy
    hold.ready_until = days.next_open(clock.today() + timedelta(days=settings.HOLD_DAYS))
    hold.save()
    copy.state = Copy.State.ASIDE
    copy.save()
    letters.write("ready", hold.member, {"tool": copy.tool.name, "until": hold.ready_until.isoformat()})
    return hold


def fetch(copy: Copy, member: Member) -> None:
    """The copy that was set aside is fetched, by whom it was set aside for."""
    hold = copy.holds.filter(state=Hold.State.READY).first()
    if hold is None or hold.member_id != member.id:
        raise conflict("set-aside", f"{copy.label} is set aside for somebody else.")
    hold.state = Hold.State.FETCHED
    hold.save()


def drop(hold: Hold) -> None:
    """Somebody does not want to wait any more, or did not come; the next in line gets the copy."""
    copy, hold.state = hold.copy, Hold.State.DROPPED
    hold.copy = None
    hold.save()
    if copy is not None:
        copy.state = Copy.State.SHELF
        copy.save()
        set_aside(copy)


def expire(day: date) -> list[Hold]:
    """Drop everything that was not fetched in time."""
    late = list(Hold.objects.filter(state=Hold.State.READY, ready_until__lt=day).select_related("copy__tool", "member"))
    for hold in late:
        drop(hold)
    return late
