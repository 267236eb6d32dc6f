"""Takes in a track list: a table with the columns signature, position, title, artist, start (mm:ss)."""

from __future__ import annotations

import csv
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from airwaves.catalogue.models import Artist, Recording, Track


def seconds(start: str) -> int | None:
    """`mm:ss` in seconds; empty is not known."""
    if not start.strip():
        return None
    minutes, _, rest = start.partition(":")
    return int(minutes) * 60 + int(rest or 0)


def artist_named(name: str) -> Artist | None:
    """The artist of that name, a new one if there is none; nobody if the name is empty."""
    if not name.strip():
        return None
    return Artist.objects.filter(name=name.strip()).first() or Artist.objects.create(name=name.strip())


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("table", type=Path)

    @transaction.atomic
    def handle(self, *args, **options):
        if not options["table"].is_file():
            raise CommandError(f"There is no file {options['table']}.")
        with options["table"].open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
        recordings = {one.signature: one for one in Recording.objects.all()}
        taken = skipped = 0
        for row in rows:
            recording = recordings.get(row["signature"].strip().upper())
            if recording is None:
                skipped += 1
                continue
            self._take(recording, row)
            taken += 1
        self.stdout.write(f"{taken} tracks, {skipped} skipped")

    def _take(self, recording: Recording, row: dict[str, str]) -> None:
        """Write one track; what was at its position is replaced."""
        values = {"title": row["title"], "artist": artist_named(row["artist"]), "starts_at": seconds(row["start"])}
        Track.objects.update_or_create(recording=recording, position=int(row["position"]), defaults=values)
