"""Posts the letters that were written. Members without an address hear it at the desk; theirs stay unposted."""

from django.core.mail import send_mail
from django.core.management import BaseCommand

from toolshed import clock
from toolshed.outbox import letters
from toolshed.outbox.models import Letter


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        posted = 0
        for letter in Letter.objects.filter(posted_at=None, member__email__isnull=False).select_related("member"):
            subject, text = letters.compose(letter)
            send_mail(subject, text, None, [letter.member.email])
            letter.posted_at = clock.now()
            letter.save()
            posted += 1
        self.stdout.write(f"{posted} posted")
