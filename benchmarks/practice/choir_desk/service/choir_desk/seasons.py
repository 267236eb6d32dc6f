"""A season is an ISO year; its plan is mostly the plan of the season before."""
from datetime import date, datetime

from choir_desk.models import Rehearsal


def weeks_in(year):
    """52 or 53; the 28th of December always lies in the last week."""
    return date(year, 12, 28).isocalendar().week


def same_week(day, year):
    """The same weekday of the same week in another year, None if that year has no such week."""
    _, week, weekday = day.isocalendar()
    if week > weeks_in(year):
        return None
    return date.fromisocalendar(year, week, weekday)


def rehearsals_of(year):
    """The rehearsals of a season by their local days, concerts and what was cancelled left out."""
    found = Rehearsal.objects.standing().exclude(kind="concert").select_related("venue").prefetch_related("sections")
    return [rehearsal for rehearsal in found if rehearsal.local_start.isocalendar().year == year]


def copy_season(source, target, complain):
    """Copy the plan of a season to another; the hour on the clock stays. Returns (copied, there, left out)."""
    copied = there = left_out = 0
    for rehearsal in rehearsals_of(source):
        local = rehearsal.local_start
        day = same_week(local.date(), target)
        if day is None:
            complain(f"{rehearsal.title} on {local:%d.%m.%Y}: {target} has no such week")
            left_out += 1
            continue
        starts_at = datetime.combine(day, local.time(), tzinfo=rehearsal.venue.zone)
        if Rehearsal.objects.filter(venue=rehearsal.venue, starts_at=starts_at).exists():
            there += 1
            continue
        twin = Rehearsal.objects.create(
            title=rehearsal.title,
            kind=rehearsal.kind,
            venue=rehearsal.venue,
            starts_at=starts_at,
            minutes=rehearsal.minutes,
        )
        twin.sections.set(rehearsal.sections.all())
        copied += 1
    return copied, there, left_out
