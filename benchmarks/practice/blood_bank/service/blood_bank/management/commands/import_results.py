from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from blood_bank import labresults


class Command(BaseCommand):
    help = "Books a result file of the laboratory."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *args, path, **options):
        if not path.is_file():
            raise CommandError(f"no such file: {path}")
        booked, unknown = labresults.book_results(labresults.read_results(path))
        self.stdout.write(f"{booked} results")
        for code in unknown:
            self.stdout.write(f"unknown unit: {code}")
