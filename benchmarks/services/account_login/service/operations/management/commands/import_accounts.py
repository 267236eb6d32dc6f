"""Takes a customer's CSV file from the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from account_login.errors import Invalid
from accounts.models import Organisation
from operations import importing


class Command(BaseCommand):
    help = "Makes or changes the accounts of a CSV file."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("organisation")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"there is no organisation {options['organisation']}")
        try:
            result = importing.load(options["file"].read_bytes(), organisation)
        except (Invalid, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{len(result.created)} created, {len(result.updated)} updated, {len(result.rejected)} rejected"
        )
