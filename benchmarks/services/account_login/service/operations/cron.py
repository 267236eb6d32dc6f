"""Keeps two runs of one cron job apart, and remembers what they did."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from operations.models import CronRun

log = logging.getLogger("operations.cron")
LONGEST = timedelta(hours=2)


def start(name: str, now: datetime) -> CronRun | None:
    """The row of a new run, or None while another one is at work."""
    with transaction.atomic():
        other = CronRun.objects.filter(name=name, finished_at=None, started_at__gt=now - LONGEST).first()
        if other is not None:
            log.error("%s still runs since %s, this run does nothing", name, other.started_at)
            return None
        return CronRun.objects.create(name=name, started_at=now)


@contextmanager
def run(name: str) -> Iterator[CronRun | None]:
    """Holds the job's place while the block runs; the block may fill `result`."""
    found = start(name, timezone.now())
    try:
        yield found
    finally:
        if found is not None:
            found.finished_at = timezone.now()
            found.save(update_fields=["finished_at", "result"])


def last_result(name: str) -> dict[str, object]:
    """What the last finished run of a job told; empty if there was none."""
    last = CronRun.objects.filter(name=name).exclude(finished_at=None).first()
    return dict(last.result) if last is not None else {}
