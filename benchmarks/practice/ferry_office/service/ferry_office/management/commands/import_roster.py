from django.core.management.base import BaseCommand, CommandError

from ferry_office import rosters


class Command(BaseCommand):
    help = "Reads the crew planner's roster file."

    def add_arguments(self, parser):
        parser.add_argument("path")

    def handle(self, *args, path, **options):
        try:
            rows = rosters.read_roster(path)
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}") from error
        changed, problems = rosters.apply_roster(rows)
        for problem in problems:
            self.stderr.write(f"skipped {problem}")
        self.stdout.write(f"{changed} shifts written, {len(problems)} rows skipped")
