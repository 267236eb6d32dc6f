"""python manage.py remind_unread [--days 14]"""

from datetime import timedelta

from django.core.mail import send_mail
from django.core.management.base import BaseCommand

from portal import clock
from portal.models import Letter, Tenant


class Command(BaseCommand):
    help = "Reminds tenants of letters that they have not read; one mail for each tenant."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--days", type=int, default=14)

    def handle(self, *args, days: int, **options) -> None:
        since = clock.now() - timedelta(days=days)
        unread = Letter.objects.filter(read_at__isnull=True, sent_at__lte=since)
        sent = 0
        for tenant in Tenant.objects.filter(letters__in=unread, account__isnull=False).distinct().order_by("id"):
            subjects = unread.filter(tenant=tenant).order_by("number").values_list("subject", flat=True)
            lines = "\n".join(f"- {subject}" for subject in subjects)
            send_mail(f"{len(subjects)} unread letters", f"Please read:\n{lines}\n", None, [tenant.account.email])
            sent += 1
        self.stdout.write(f"{sent} reminded")
