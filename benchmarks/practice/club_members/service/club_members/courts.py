"""Courts by the hour: which hours there are, which are free, and who may have them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from club_members.clock import Clock
from club_members.entities import Booking, Court, Member
from club_members.permissions import demand_self_or
from club_members.problems import missing, refuse, unusable
from club_members.schemas import BookingIn
from club_members.store import Store

AHEAD = timedelta(days=21)


class CourtDesk:
    """Books and gives back."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    def court(self, court_id: int) -> Court:
        """404 if there is none."""
        court = self.store.courts.get(court_id)
        if court is None:
            raise missing("court", court_id)
        return court

    def grid(self, court: Court, day: date) -> list[datetime]:
        """The beginnings of all hours of a day, in UTC; none outside of the season."""
        if not court.in_season(day):
            return []
        hours = range(court.opens, court.closes)
        return [datetime.combine(day, time(hour), self.clock.zone).astimezone(UTC) for hour in hours]

    def bookings_on(self, court: Court, day: date) -> list[Booking]:
        """What begins on a day of the club's zone."""
        midnight = datetime.combine(day, time(), self.clock.zone)
        following = datetime.combine(day + timedelta(days=1), time(), self.clock.zone)
        return self.store.bookings.between(court.id, midnight, following)

    def free(self, court: Court, day: date) -> list[datetime]:
        """The hours of a day that nobody has."""
        taken = {slot for booking in self.bookings_on(court, day) for slot in booking.slots()}
        return [slot for slot in self.grid(court, day) if slot not in taken]

    def book(self, member: Member, wanted: BookingIn) -> Booking:
        """Take an hour or two. 409 when somebody has them, 422 when they cannot be had by anybody."""
        court = self.court(wanted.court_id)
        with self.store.atomic():
            starts = self._usable(court, wanted.starts_at, wanted.hours)
            booking_id = self.store.bookings.add(court.id, member.id, starts, wanted.hours, wanted.note)
            booking = self.store.bookings.get(booking_id)
            assert booking is not None
            return booking

    def cancel(self, member: Member, booking_id: int) -> None:
        """Give an hour back, as long as it has not begun."""
        booking = self._booking_of(member, booking_id)
        if booking.starts_at <= self.clock.now():
            raise refuse("already_begun", "The hour has begun.")
        self.store.bookings.cancel(booking.id, self.clock.now())

    def _booking_of(self, member: Member, booking_id: int) -> Booking:
        booking = self.store.bookings.get(booking_id)
        if booking is None:
            raise missing("booking", booking_id)
        demand_self_or(member, booking.member_id, "bookings:any")
        return booking

    def _usable(self, court: Court, starts_at: datetime, hours: int) -> datetime:
        now = self.clock.now()
        if not now < starts_at <= now + AHEAD:
            raise unusable("starts_at", "Courts can be booked three weeks ahead.")
        day = starts_at.astimezone(self.clock.zone).date()
        starts = starts_at.astimezone(UTC)
        wanted = [starts + timedelta(hours=n) for n in range(hours)]
        if not set(wanted) <= set(self.grid(court, day)):
            raise unusable("starts_at", f"{court.name} is not open then; bookings begin at the full hour.")
        if not set(wanted) <= set(self.free(court, day)):
            raise refuse("court_taken", f"{court.name} is taken then.")
        return starts
