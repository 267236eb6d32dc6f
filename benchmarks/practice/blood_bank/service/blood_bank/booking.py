"""Opening hours and appointments."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from blood_bank import clock, eligibility
from blood_bank.http import ApiError
from blood_bank.models import Appointment

HOURS = Path(__file__).parent / "data" / "hours.json"
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SUMMER = (7, 8)
SLOT = timedelta(minutes=30)


def load_hours():
    """Opening hours by site: from and to of each weekday, the break of the team, weekdays without service in summer."""
    return json.loads(HOURS.read_text(encoding="utf-8"))


def slot_starts(site, day):
    """Starts of the slots of a day, in order; none on a day when the site is closed."""
    week = load_hours().get(site.code)
    if week is None:
        return []
    if day.month in SUMMER:
        for name in week.get("not_in_summer", []):
            del week[name]
    hours = week.get(DAYS[day.weekday()])
    if hours is None:
        return []
    pause = span(day, week["break"])
    start, end = span(day, hours)
    starts = []
    while start + SLOT <= end:
        if start + SLOT <= pause[0] or start >= pause[1]:
            starts.append(start)
        start += SLOT
    return starts


def span(day, hours):
    return tuple(timezone.make_aware(datetime.combine(day, time.fromisoformat(text))) for text in hours)


def free_places(site, day):
    """Number of free beds by start."""
    taken = {}
    for start in Appointment.objects.booked().filter(site=site).on(day).values_list("start", flat=True):
        taken[start] = taken.get(start, 0) + 1
    return {start: max(site.beds - taken.get(start, 0), 0) for start in slot_starts(site, day)}


@transaction.atomic
def book(donor, site, start):
    if start <= clock.now():
        raise ApiError("that time is over", 409)
    day = timezone.localdate(start)
    reason = eligibility.obstacle(donor, day)
    if reason is not None:
        raise ApiError(reason, 409)
    if donor.appointments.booked().filter(start__gt=clock.now()).exists():
        raise ApiError("there is an appointment already", 409)
    places = free_places(site, day)
    if start not in places:
        raise ApiError("there is no slot at that time", 409)
    if not places[start]:
        raise ApiError("the slot is full", 409)
    return Appointment.objects.create(donor=donor, site=site, start=start)
