"""Writes one letter to everybody with tools that are overdue. Cron, every morning before post_letters."""

from itertools import groupby

from django.core.management import BaseCommand
from django.db import transaction

from toolshed import clock
from toolshed.circulation.models import Loan
from toolshed.outbox import letters


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--after", type=int, default=3, help="days of patience")

    @transaction.atomic
    def handle(self, *args, after, **options):
        loans = Loan.objects.overdue(clock.today()).select_related("member", "copy__tool").order_by("member_id", "due_on")
        late = [one for one in loans if (clock.today() - one.due_on).days >= after]
        for member, theirs in groupby(late, key=lambda one: one.member):
            rows = [
                {"tool": one.copy.tool.name, "label": one.copy.label, "due_on": one.due_on.isoformat()}
                for one in theirs
            ]
            letters.write("overdue", member, {"loans": rows})
            self.stdout.write(f"{member.card}: {len(rows)} overdue")
