from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError

from blood_bank import clock, letters


class Command(BaseCommand):
    help = "Reminds donors of the visits of a day, by default tomorrow."

    def add_arguments(self, parser):
        parser.add_argument("--day", help="such as 2026-03-03")

    def handle(self, *args, day=None, **options):
        try:
            day = date.fromisoformat(day) if day else clock.today() + timedelta(days=1)
        except ValueError as problem:
            raise CommandError(f"not a day: {day}") from problem
        sent, without = letters.remind(day)
        self.stdout.write(f"{sent} reminders for {day}")
        for number in without:
            self.stdout.write(f"no address: {number}")
