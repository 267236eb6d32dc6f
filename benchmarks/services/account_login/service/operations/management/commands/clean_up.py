"""Cron, every hour: removes what has expired."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Account, Device, LoginEvent, Mail, ResetToken
from identity.models import LoginState
from operations import cron
from operations.models import CronRun, Invitation

log = logging.getLogger("operations.clean_up")
KEEP_CLOSED = timedelta(days=30)


def clean(now: datetime, keep_events: timedelta) -> dict[str, int]:
    """Deletes what nobody needs any more; gives the number of rows of each kind."""
    Session.objects.filter(expire_date__lt=now).delete()
    keys = Session.objects.values("session_key")
    counts = {
        "devices": Device.objects.exclude(session_key__in=keys).delete()[0],
        "reset_tokens": ResetToken.objects.filter(expires_at__lt=now).delete()[0],
        "login_states": LoginState.objects.filter(expires_at__lt=now).delete()[0],
        "invitations": Invitation.objects.filter(expires_at__lt=now, accepted_at=None).delete()[0],
        "events": LoginEvent.objects.filter(at__lt=now - keep_events).delete()[0],
        "mails": Mail.objects.filter(sent_at__lt=now - timedelta(days=30)).delete()[0],
    }
    closed = Account.objects.filter(closed_at__lt=now - KEEP_CLOSED)
    counts["accounts"] = closed.count()
    for account in closed:
        log.info("account %s is deleted, closed since %s", account.id, account.closed_at)
        account.delete()
    CronRun.objects.filter(started_at__lt=now - timedelta(days=90)).exclude(finished_at=None).delete()
    return counts


class Command(BaseCommand):
    help = "Removes expired sessions, tokens and events, and accounts that were closed a month ago."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--keep-days", type=int, default=400, help="how long events are kept")

    def handle(self, *args: Any, **options: Any) -> None:
        # sessions first: they grow fastest, and nothing else touches expired ones
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
        with cron.run("clean_up") as run:
            if run is None:
                return
            run.result = clean(timezone.now(), timedelta(days=options["keep_days"]))
        self.stdout.write(", ".join(f"{count} {name}" for name, count in run.result.items()))
