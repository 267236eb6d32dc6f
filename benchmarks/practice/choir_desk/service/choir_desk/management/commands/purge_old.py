from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from choir_desk.models import ApiToken, AuditEntry, Invitation, OutgoingMail


class Command(BaseCommand):
    help = "Nightly: delete what is too old to be of use."

    def handle(self, **options):
        now = timezone.now()
        tokens, _ = ApiToken.objects.filter(expires_at__lt=now).delete()
        invitations, _ = Invitation.objects.filter(accepted_at=None, expires_at__lt=now - timedelta(days=30)).delete()
        entries, _ = AuditEntry.objects.filter(at__lt=now - timedelta(days=365)).delete()
        mails, _ = OutgoingMail.objects.filter(sent_at__lt=now - timedelta(days=90)).delete()
        self.stdout.write(f"{tokens} tokens, {invitations} invitations, {entries} audit entries, {mails} mails")
