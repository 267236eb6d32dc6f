"""python manage.py monthly_statements [--month 2026-08]"""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from portal import clock, statements
from portal.errors import PortalError
from portal.models import Building


class Command(BaseCommand):
    help = "Writes the statements of a month, last month's by default."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--month", default="")

    def handle(self, *args, month: str, **options) -> None:
        month = month or (clock.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
        try:
            clock.month_bounds(month)
        except PortalError as error:
            raise CommandError(error.message) from error
        written = sum(statements.write(building, month) for building in Building.objects.order_by("code"))
        self.stdout.write(f"{month}: {written} statements")
