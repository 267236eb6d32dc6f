"""Runs every night at one."""
from django.core.management.base import BaseCommand
from django.db import transaction

from seed_bank import queue


class Command(BaseCommand):
    help = "Takes back offers that nobody came for and makes new ones."

    @transaction.atomic
    def handle(self, *args, **options):
        lapsed = queue.lapse()
        made = queue.offer()
        self.stdout.write(f"{lapsed} offers lapsed, {len(made)} made")
        for request in made:
            self.stdout.write(f"{request.member.card} {request.variety.name}")
