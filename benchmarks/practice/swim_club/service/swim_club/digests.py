"""The week's mail for members who asked for it."""
from datetime import datetime, time, timedelta

from django.utils import timezone

from . import bookings, clock, mailer, profiles
from .models import Booking, Member, Role

DAYS = 7


def week(day) -> tuple[datetime, datetime]:
    """From midnight at the pool to midnight seven days later."""
    begin = datetime.combine(day, time.min, timezone.get_default_timezone())
    return begin, begin + timedelta(days=DAYS)


def birthdays(trainer, day) -> list[tuple[datetime, str]]:
    """Whose birthday it is during the week, among those who swim with a trainer."""
    last = day + timedelta(days=DAYS - 1)
    months = {(day - timedelta(days=1)).month, last.month}
    swimmers = Member.objects.filter(
        bookings__course__trainer=trainer,
        bookings__state=Booking.State.BOOKED,
        birthday__month__in=months,
    ).distinct()
    found = []
    for swimmer in swimmers:
        for year in sorted({day.year, last.year}):
            date = clock.anniversary(swimmer.birthday, year)
            if day <= date <= last:
                found.append((date, swimmer.name))
    return sorted(found)


def compose(member, day) -> list[str]:
    """The lines of a digest; none when there is nothing to say."""
    since, until = week(day)
    zone = profiles.zone_of(member)
    lines = [f"{at.astimezone(zone):%Y-%m-%d %H:%M} {course.title}" for at, course in bookings.lessons_of(member, since, until)]
    if member.role == Role.TRAINER:
        lines += [f"{date} birthday of {name}" for date, name in birthdays(member, day)]
    return lines


def send_all(day) -> int:
    """Says how many were sent."""
    count = 0
    members = Member.objects.filter(is_active=True, confirmed_at__isnull=False, profile__digest=True)
    for member in members.select_related("profile").order_by("pk"):
        lines = compose(member, day)
        if lines:
            mailer.send(member, "digest", lines="\n".join(lines))
            count += 1
    return count
