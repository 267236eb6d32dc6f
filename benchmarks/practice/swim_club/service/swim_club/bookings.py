"""Courses and who swims in them."""
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from . import audit, clock, mailer
from .errors import Conflict, Unknown
from .models import Booking, Course

State = Booking.State


def course(code) -> Course:
    found = Course.objects.select_related("trainer").filter(code=code).first()
    if found is None:
        raise Unknown("No such course")
    return found


def lessons(course) -> list[datetime]:
    """When a course swims: each week at the same time of the pool's clock, also when that is put forward."""
    first = course.starts_at.astimezone(timezone.get_default_timezone())
    return [first + timedelta(weeks=week) for week in range(course.weeks)]


def check_age(course, member):
    """A member without birthday may book what has no limits."""
    if course.min_age is None and course.max_age is None:
        return
    if member.birthday is None:
        raise Conflict("We need your birthday for this course")
    age = clock.age_on(member.birthday, lessons(course)[0].date())
    if age < (course.min_age or 0) or (course.max_age is not None and age > course.max_age):
        raise Conflict("This course is for another age")


def _take_seat(course) -> bool:
    """One seat more is taken, unless the last one went to somebody else meanwhile."""
    free = Course.objects.filter(pk=course.pk, taken__lt=F("capacity"))
    taken = free.update(taken=F("taken") + 1) == 1
    course.refresh_from_db(fields=["taken"])
    return taken


def book(course, member) -> tuple[Booking, bool]:
    """A place, or one on the waiting list when there is none. Who is in already stays as he is."""
    booking = course.bookings.filter(member=member).first()
    if booking is not None and booking.state != State.CANCELLED:
        return booking, False
    if course.starts_at <= clock.now():
        raise Conflict("This course has begun")
    check_age(course, member)
    if booking is None:
        booking = Booking(course=course, member=member)
    booking.state = State.BOOKED if _take_seat(course) else State.WAITING
    booking.made_at = clock.now()
    booking.save()
    audit.record("booking.made", actor=member, subject=member, course=course.code, state=booking.state)
    return booking, True


def cancel(course, member) -> Booking:
    """Gives the place back; the first on the waiting list gets it."""
    booking = course.bookings.filter(member=member).first()
    if booking is None:
        raise Unknown("No such booking")
    if booking.state == State.CANCELLED:
        return booking
    had_seat = booking.state == State.BOOKED
    booking.state = State.CANCELLED
    booking.save(update_fields=["state"])
    audit.record("booking.cancelled", actor=member, subject=member, course=course.code)
    if had_seat:
        Course.objects.filter(pk=course.pk).update(taken=F("taken") - 1)
        course.refresh_from_db(fields=["taken"])
        promote(course)
    return booking


def promote(course) -> int:
    """Free seats go to those who wait, in the order in which they came. Says how many got one."""
    count = 0
    waiting = course.bookings.filter(state=State.WAITING).select_related("member__profile")
    for booking in waiting:
        if course.taken >= course.capacity or not _take_seat(course):
            break
        booking.state = State.BOOKED
        booking.save(update_fields=["state"])
        mailer.send(booking.member, "promoted", course=course.title)
        audit.record("booking.promoted", subject=booking.member, course=course.code)
        count += 1
    return count


def lessons_of(member, since, until) -> list[tuple[datetime, Course]]:
    """The lessons that a member has a place in, in the order of time."""
    booked = member.bookings.filter(state=State.BOOKED).select_related("course__trainer")
    found = [(at, booking.course) for booking in booked for at in lessons(booking.course) if since <= at < until]
    return sorted(found, key=lambda pair: (pair[0], pair[1].code))


def as_json(course) -> dict:
    return {
        "code": course.code,
        "title": course.title,
        "trainer": course.trainer.name if course.trainer else None,
        "starts_at": timezone.localtime(course.starts_at, timezone.get_default_timezone()).isoformat(),
        "weeks": course.weeks,
        "free": course.capacity - course.taken,
    }
