from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from choir_desk.imports import BadFile, import_members


class Command(BaseCommand):
    help = "Import members from a CSV file (semicolons, UTF-8)."

    def add_arguments(self, parser):
        parser.add_argument("path")

    def handle(self, path, **options):
        try:
            with open(path, encoding="utf-8-sig", newline="") as handle, transaction.atomic():
                new, old, bad = import_members(handle, self.stderr.write)
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}")
        except BadFile as error:
            raise CommandError(f"{path}: {error}")
        self.stdout.write(f"{new} new, {old} known, {bad} bad")
