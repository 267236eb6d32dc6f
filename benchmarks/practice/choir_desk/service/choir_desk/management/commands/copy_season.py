from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from choir_desk.seasons import copy_season


class Command(BaseCommand):
    help = "Copy the rehearsals of a season to another one, week by week."

    def add_arguments(self, parser):
        parser.add_argument("source", type=int)
        parser.add_argument("target", type=int)

    @transaction.atomic
    def handle(self, source, target, **options):
        if source == target:
            raise CommandError("source and target are the same season")
        copied, there, left_out = copy_season(source, target, self.stderr.write)
        self.stdout.write(f"{copied} copied, {there} there already, {left_out} left out")
