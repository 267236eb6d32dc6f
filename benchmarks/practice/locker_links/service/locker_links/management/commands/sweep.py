"""Runs every night at two."""
from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from locker_links import clock, handovers, ledger, tariffs
from locker_links.models import Offer, Rental, Token


class Command(BaseCommand):
    help = "Lapses offers, deletes old tokens, notes overdue rentals and counts the takings of yesterday."

    def add_arguments(self, parser):
        parser.add_argument("--day", help="count the takings of this day instead, as 2026-06-08")

    def handle(self, *args, day=None, **options):
        try:
            day = date.fromisoformat(day) if day else clock.today() - timedelta(days=1)
        except ValueError:
            raise CommandError(f"{day} is no day") from None
        with transaction.atomic():
            lapsed = handovers.lapse(Offer.objects.all())
            tokens, _ = Token.objects.filter(ends_at__lte=clock.now()).delete()
            overdue = self._warn()
        self.stdout.write(f"{lapsed} offers lapsed, {tokens} tokens deleted, {overdue} rentals overdue")
        for site, amount in ledger.takings(day).items():
            self.stdout.write(f"{day} {site} {tariffs.plain(amount)}")

    def _warn(self) -> int:
        """Notes each overdue rental once."""
        late = Rental.objects.filter(closed_at=None, until__lt=clock.now(), warned_at=None)
        for rental in late:
            rental.warned_at = clock.now()
            rental.save(update_fields=["warned_at"])
            ledger.record("rental.overdue", rental=rental, until=clock.said(rental.until))
        return len(late)
