"""Closes requests that nobody took; runs every ten minutes."""
from django.core.management.base import BaseCommand

from nightbus import rides


class Command(BaseCommand):
    help = "Expire requests whose window is over"

    def handle(self, *args, **options):
        self.stdout.write(f"{rides.expire()} expired")
