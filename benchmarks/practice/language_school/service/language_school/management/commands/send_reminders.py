"""Every morning: letters about open instalments and first lessons."""
from django.core.management.base import BaseCommand
from django.db import transaction

from language_school import reminders


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options):
        late, first = reminders.remind_of_instalments(), reminders.announce_first_lessons()
        self.stdout.write(f"{late} about instalments, {first} about first lessons")
