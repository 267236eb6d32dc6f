"""Lessons out of slots, weeks of teachers, the public board."""
from datetime import date, datetime, timedelta

from django.db.models import Q

from language_school import clock
from language_school.errors import Unknown
from language_school.models import Group, Lesson, Term, User

DAYS_OF_WEEK = 7


def group_of(code: str) -> Group:
    try:
        return Group.objects.select_related("term", "teacher").get(code=code)
    except Group.DoesNotExist:
        raise Unknown(f"No group {code}.") from None


def lesson_of(pk: int) -> Lesson:
    try:
        return Lesson.objects.select_related("group__teacher", "group__term", "substitute").get(pk=pk)
    except Lesson.DoesNotExist:
        raise Unknown(f"No lesson {pk}.") from None


def meetings(group: Group):
    """Every (start, minutes) of the group in its term; slots are in the school's time, also after the clocks change."""
    zone = clock.school_zone()
    for slot in group.slots.order_by("weekday", "starts"):
        first = group.term.starts + timedelta(days=(slot.weekday - group.term.starts.weekday()) % DAYS_OF_WEEK)
        for week in range((group.term.ends - first).days // DAYS_OF_WEEK + 1):
            day = first + timedelta(weeks=week)
            yield datetime.combine(day, slot.starts, tzinfo=zone), slot.minutes


def plan(term: Term) -> int:
    """Makes the lessons of a term that are not there yet; returns how many."""
    made = 0
    for group in term.groups.select_related("term"):
        for start, minutes in meetings(group):
            made += Lesson.objects.get_or_create(group=group, starts_at=start, defaults={"minutes": minutes})[1]
    return made


def taught_by(teacher: User):
    """Lessons that the teacher gives: the own ones without a substitute and those of others."""
    mine = Q(group__teacher=teacher, substitute=None) | Q(substitute=teacher)
    return Lesson.objects.filter(mine, cancelled=False).select_related("group__teacher", "substitute")


def lessons_between(lessons, first: date, days: int, zone=None):
    """Those of the lessons that start on the days, as the days are in the zone (the school's without one)."""
    begin, end = clock.midnight(first, zone), clock.midnight(first + timedelta(days=days), zone)
    return lessons.filter(starts_at__gte=begin, starts_at__lt=end)


def week(teacher: User, day: date) -> dict[str, list[dict]]:
    """The teacher's week around the day: every day of it with its lessons, in the teacher's time."""
    monday = clock.monday(day)
    table = {(monday + timedelta(days=n)).isoformat(): [] for n in range(DAYS_OF_WEEK)}
    for lesson in lessons_between(taught_by(teacher), monday, DAYS_OF_WEEK, teacher.zone):
        start = lesson.starts_at.astimezone(teacher.zone)
        table[start.date().isoformat()].append(
            {
                "lesson": lesson.pk,
                "group": lesson.group.code,
                "from": start.strftime("%H:%M"),
                "to": lesson.ends_at.astimezone(teacher.zone).strftime("%H:%M"),
            }
        )
    return table


def board_lessons(day: date):
    """What hangs at the entrance: the lessons of a day with all that a line needs."""
    lessons = Lesson.objects.select_related("group__teacher", "substitute")
    return lessons_between(lessons, day, 1)


def board_line(lesson: Lesson) -> dict:
    return {
        "time": lesson.starts_at.astimezone(clock.school_zone()).strftime("%H:%M"),
        "group": lesson.group.code,
        "room": lesson.group.room or None,
        "teacher": lesson.taught_by,
        "cancelled": lesson.cancelled,
    }
