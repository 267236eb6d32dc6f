"""Prints the monthly report for the council."""
import re

from django.core.management.base import BaseCommand, CommandError

from permit_desk.reports import month_report


class Command(BaseCommand):
    help = "Decisions of each officer in a month"

    def add_arguments(self, parser):
        parser.add_argument("month", help="like 2026-02")

    def handle(self, *args, month, **options):
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
        if not found:
            raise CommandError(f"no month: {month}")
        self.stdout.write(month_report(int(found[1]), int(found[2])))
