"""Makes a new database with the demonstration data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from operations import demo


class Command(BaseCommand):
    help = "Replaces the database by one with the demonstration data."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.DATABASES["default"]["NAME"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            counts = demo.load()
        self.stdout.write("seeded " + ", ".join(f"{count} {name}" for name, count in counts.items()))
