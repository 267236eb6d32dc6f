"""Takes the students of a partner school's CSV file in."""
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from language_school import importer
from language_school.errors import SchoolError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        try:
            result = importer.load(options["file"].read_bytes())
        except (OSError, SchoolError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(result.new)} new, {len(result.known)} known")
        for line, why in result.refused.items():
            self.stdout.write(f"line {line}: {why}")
