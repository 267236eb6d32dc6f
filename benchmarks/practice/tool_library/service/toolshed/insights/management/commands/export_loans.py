"""Writes the loans of a year as CSV, for the city that subsidises us."""

import csv
from pathlib import Path

from django.core.management import BaseCommand

from toolshed import clock
from toolshed.circulation.models import Loan

HEAD = ["label", "tool", "category", "card", "taken_on", "due_on", "returned_on"]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("target", type=Path)

    def handle(self, *args, year, target, **options):
        loans = Loan.objects.select_related("copy__tool__category", "member").order_by("taken_at", "id")
        rows = [self.row(one) for one in loans if clock.local_day(one.taken_at).year == year]
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(HEAD)
            out.writerows(rows)
        self.stdout.write(f"{len(rows)} loans")

    def row(self, loan):
        category = loan.copy.tool.category
        return [
            loan.copy.label,
            loan.copy.tool.name,
            category.name if category else "",
            loan.member.card,
            clock.local_day(loan.taken_at),
            loan.due_on,
            clock.local_day(loan.returned_at) if loan.returned_at else "",
        ]
