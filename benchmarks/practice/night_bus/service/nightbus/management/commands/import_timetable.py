"""Adds the departures of a timetable file."""
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from nightbus import timetables


class Command(BaseCommand):
    help = "Add the departures of a CSV file (line;stop;departure)"

    def add_arguments(self, parser):
        parser.add_argument("path")

    def handle(self, *args, path, **options):
        try:
            with transaction.atomic():
                outcome = timetables.load(path)
        except timetables.BadFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{outcome.added} added, {outcome.kept} known, {len(outcome.refused)} refused")
        for reason in outcome.refused:
            self.stdout.write(reason)
