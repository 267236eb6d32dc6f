"""Gives copies that nobody fetched to the next in line. Cron, every evening."""

from django.core.management import BaseCommand
from django.db import transaction

from toolshed import clock
from toolshed.holds import queue


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options):
        dropped = queue.expire(clock.today())
        for hold in dropped:
            self.stdout.write(f"{hold.member.card} did not fetch {hold.tool.sku}")
        self.stdout.write(f"{len(dropped)} dropped")
