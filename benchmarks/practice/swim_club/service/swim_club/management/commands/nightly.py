"""Runs every night at three; ``--day`` repeats the digests of a night that was missed."""
import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from swim_club import audit, clock, digests, tokens


class Command(BaseCommand):
    help = "Expires tokens and links, prunes the audit log, sends the digests."

    def add_arguments(self, parser):
        parser.add_argument("--day", help="the day whose digests are sent, as 2026-05-11; default: today")
        parser.add_argument("--no-digests", action="store_true")

    def handle(self, *args, day=None, no_digests=False, **options):
        try:
            day = datetime.date.fromisoformat(day) if day else clock.today()
        except ValueError:
            raise CommandError(f"{day} is not a day") from None
        now = clock.now()
        with transaction.atomic():
            gone = tokens.expire(now)
            gone["audit"] = audit.prune(now)
            audit.record("night.expired", **gone)
        sent = 0
        if not no_digests:
            with transaction.atomic():
                sent = digests.send_all(day)
        self.stdout.write(f"{gone['tokens']} tokens, {gone['links']} links, {gone['audit']} audit entries, {sent} digests")
