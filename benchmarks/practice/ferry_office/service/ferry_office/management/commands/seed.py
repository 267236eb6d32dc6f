from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from ferry_office import demo


class Command(BaseCommand):
    help = "Makes the database anew with the data of the demonstration harbour."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        with transaction.atomic():
            demo.load()
        self.stdout.write("seeded")
