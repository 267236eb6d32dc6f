"""Makes a fresh database with the demonstration data."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        database = Path(settings.DATABASES["default"]["NAME"])
        database.parent.mkdir(parents=True, exist_ok=True)
        database.unlink(missing_ok=True)
        call_command("migrate", verbosity=0)
        call_command("loaddata", "demo", verbosity=0)
        self.stdout.write(f"{database.name} is ready")
