import json

from django.core.management.base import BaseCommand

from seed_bank import report


class Command(BaseCommand):
    help = "Prints the report of a year as JSON."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)

    def handle(self, *args, year, **options):
        self.stdout.write(json.dumps(report.of_year(year), indent=2, ensure_ascii=False))
