"""python manage.py import_readings FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal import imports


class Command(BaseCommand):
    help = "Takes the readings of a delivery (Meter;Day;Value)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as handle:
                outcome = imports.take_all(handle)
        except OSError as error:
            raise CommandError(f"cannot read {file}") from error
        for line in outcome.rejected:
            self.stderr.write(line)
        self.stdout.write(f"{outcome.taken} taken, {len(outcome.rejected)} rejected")
