"""Cron, every morning: reminds people whose password will be too old soon."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import mails
from accounts.models import Account, Mail
from operations import cron

log = logging.getLogger("operations.remind_passwords")


def due(now: datetime, days: int) -> list[Account]:
    """The accounts whose password gets too old within some days."""
    found = Account.objects.select_related("organisation").filter(is_active=True, closed_at=None)
    ends = [(account, account.password_expires_at()) for account in found.order_by("id")]
    return [one for one, end in ends if end is not None and now < end <= now + timedelta(days=days)]


def remind(now: datetime, days: int) -> int:
    """Queues a reminder for each account that has not had one within the time."""
    count = 0
    for account in due(now, days):
        since = now - timedelta(days=days)
        if Mail.objects.filter(to=account.email, template="expiry", created_at__gt=since).exists():
            continue
        end = account.password_expires_at()
        mails.enqueue("expiry", account, {"expires_at": end.isoformat(), "zone": account.time_zone})
        count += 1
    return count


class Command(BaseCommand):
    help = "Reminds people whose password will be too old soon."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--days", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        with cron.run("remind_passwords") as run:
            if run is None:
                return
            count = remind(timezone.now(), options["days"])
            run.result = {"reminded": count}
        self.stdout.write(f"{count} people are reminded")
