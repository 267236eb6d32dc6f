"""Cron, every night: follows the company's directory."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from identity import client, directory
from operations import cron

log = logging.getLogger("identity.sync_directory")


class Command(BaseCommand):
    help = "Closes the accounts of people who left, as the company's directory says."

    def handle(self, *args: Any, **options: Any) -> None:
        with cron.run("sync_directory") as run:
            if run is None:
                return
            now = timezone.now()
            try:
                rows = directory.people(directory.directory_token(now))
            except directory.TokenExpired:
                raise
            except client.ProviderError as error:
                log.exception("the directory cannot be read")
                raise CommandError(f"the directory cannot be read: {error}") from error
            changes = directory.synchronise(rows, now)
            if changes.unknown:
                log.error("the directory knows %s people whom we do not", len(changes.unknown))
            run.result = {"people": len(rows), "closed": len(changes.closed)}
        self.stdout.write(
            f"{len(rows)} people: {len(changes.closed)} closed, {len(changes.reopened)} reopened, "
            f"{len(changes.moved)} renamed; {directory.account_count()} accounts can sign in"
        )
