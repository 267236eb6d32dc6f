from datetime import date
from itertools import groupby

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from choir_desk import notifications
from choir_desk.models import Loan


class Command(BaseCommand):
    help = "Write to everybody who has scores that are overdue."

    def add_arguments(self, parser):
        parser.add_argument("--date", help="today, YYYY-MM-DD")

    def handle(self, **options):
        try:
            today = date.fromisoformat(options["date"]) if options["date"] else timezone.localdate()
        except ValueError:
            raise CommandError("--date is not a date")
        late = Loan.objects.filter(state=Loan.OUT, due_on__lt=today, member__isnull=False)
        late = late.exclude(member__email="").select_related("score", "member").order_by("member", "due_on", "pk")
        written = 0
        for member, loans in groupby(late, key=lambda loan: loan.member):
            notifications.overdue(member, list(loans))
            written += 1
        nameless = Loan.objects.filter(state=Loan.OUT, due_on__lt=today, member__isnull=True).count()
        self.stdout.write(f"{written} mails, {nameless} loans of nobody")
