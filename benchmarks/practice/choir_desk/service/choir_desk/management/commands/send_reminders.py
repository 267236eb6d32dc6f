from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from choir_desk import notifications
from choir_desk.models import Rehearsal


class Command(BaseCommand):
    help = "Queue the reminders for the rehearsals of tomorrow (or of another day)."

    def add_arguments(self, parser):
        parser.add_argument("--date", help="the day of the rehearsals, YYYY-MM-DD")

    def handle(self, **options):
        day = timezone.localdate() + timedelta(days=1)
        if options["date"]:
            try:
                day = date.fromisoformat(options["date"])
            except ValueError:
                raise CommandError("--date is not a date")
        total = 0
        for rehearsal in Rehearsal.objects.standing().select_related("venue").prefetch_related("sections"):
            if rehearsal.local_start.date() == day:
                total += notifications.remind(rehearsal)
        self.stdout.write(f"{total} reminders for {day}")
