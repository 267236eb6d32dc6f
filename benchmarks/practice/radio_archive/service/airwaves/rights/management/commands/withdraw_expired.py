"""Takes recordings offline that no right for online use covers any more."""

from django.core.management import BaseCommand
from django.db import transaction

from airwaves import clock
from airwaves.catalogue.models import Recording
from airwaves.rights.models import Grant


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options):
        covered = Grant.objects.filter(use="online").in_force(clock.today()).values("recording")
        withdrawn = Recording.objects.filter(online=True).exclude(pk__in=covered)
        for recording in withdrawn:
            recording.online = False
            recording.save(update_fields=["online"])
            self.stdout.write(recording.signature)
