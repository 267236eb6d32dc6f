"""Sends the waiting e-mail: every minute from cron, or for ever with --watch."""

import logging
import signal
import time
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import gateway, mails
from accounts.models import Mail

log = logging.getLogger("operations.send_mail")
DELAYS = (1, 5, 15, 60)


class Stopped(Exception):
    """The process was asked to end."""


def stop(number: int, frame: FrameType | None) -> None:
    """Ends the loop from a signal."""
    raise Stopped(f"stopped by {signal.Signals(number).name}")


def deliver(mail: Mail, now: datetime) -> bool:
    """Sends one message. A gateway that is down postpones it; a message that it refuses is given up."""
    mail.attempts += 1
    try:
        gateway.send(mails.compose(mail))
    except mails.UnknownTemplate as error:
        mail.failed_at, mail.last_error = now, str(error)[:200]
    except gateway.Refused as error:
        mail.failed_at, mail.last_error = now, str(error)[:200]
        log.error("mail %s is given up: %s", mail.id, error)
    except gateway.GatewayError as error:
        mail.last_error = str(error)[:200]
        if mail.attempts > len(DELAYS):
            mail.failed_at = now
            log.exception("mail %s is given up after %s attempts", mail.id, mail.attempts)
        else:
            mail.due_at = now + timedelta(minutes=DELAYS[mail.attempts - 1])
            log.exception("mail %s is postponed", mail.id)
    else:
        mail.sent_at, mail.last_error = now, ""
    mail.save()
    return mail.sent_at is not None


def send_due(limit: int) -> int:
    """Sends the messages that are due; gives how many were sent."""
    now = timezone.now()
    due = Mail.objects.filter(sent_at=None, failed_at=None, due_at__lte=now)[:limit]
    return sum(deliver(mail, now) for mail in due)


class Command(BaseCommand):
    help = "Sends the waiting e-mail."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--limit", type=int, default=100)
        parser.add_argument("--watch", action="store_true", help="go on until a signal comes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["watch"]:
            signal.signal(signal.SIGTERM, stop)
        sent = 0
        try:
            while True:
                sent += send_due(options["limit"])
                if not options["watch"]:
                    break
                time.sleep(2)
        except Stopped:
            log.exception("shut down with %s mails sent", sent)
        self.stdout.write(f"sent {sent} mails")
