"""Writes the weekly reminders for incomplete cases."""
from django.core.management.base import BaseCommand
from django.db import transaction

from permit_desk import cases, reminders


class Command(BaseCommand):
    help = "Remind everybody whose documents are missing"

    def handle(self, *args, **options):
        written = 0
        for application in cases.with_missing_documents():
            with transaction.atomic():
                written += reminders.remind(application) is not None
        self.stdout.write(f"{written} reminders")
