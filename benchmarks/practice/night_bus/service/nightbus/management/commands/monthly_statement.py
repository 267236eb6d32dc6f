"""Prints the monthly statement for the partners."""
import re

from django.core.management.base import BaseCommand, CommandError

from nightbus import statements


class Command(BaseCommand):
    help = "What the partners booked in a month"

    def add_arguments(self, parser):
        parser.add_argument("month", help="like 2026-10")
        parser.add_argument("--partner", help="code of the only partner to show")

    def handle(self, *args, month, partner, **options):
        found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", month, re.ASCII)
        if not found:
            raise CommandError(f"no month: {month}")
        for line in statements.lines(int(found[1]), int(found[2]), partner):
            self.stdout.write(line)
