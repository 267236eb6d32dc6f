"""The night's work: `python -m course_search.nightly`. Messages of watches and the report for the schools' heads."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from course_search import monitoring, occupancy, watches
from course_search.cache import Cache
from course_search.catalogue import Catalogue
from course_search.settings import Settings
from course_search.state import Programme
from course_search.store import opened


def report(catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    """Occupancy of the programme, of its groups, and the newest week of bookings."""
    weeks = occupancy.weekly(catalogue, settings.zone)
    return {
        "day": settings.today().isoformat(),
        "programme": occupancy.summary(catalogue),
        "groups": {group: occupancy.by_group(catalogue, group) for group in ("category", "venue")},
        "last_week": weeks[-1] if weeks else None,
    }


def run(settings: Settings) -> tuple[Path, int]:
    """Writes report and messages; gives the report's path and the number of messages."""
    programme = Programme(Catalogue.load(settings.folder), Cache(settings.cache_entries))
    reports = settings.folder / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    target = reports / f"{settings.today():%Y-%m-%d}.json"
    target.write_text(json.dumps(report(programme.catalogue, settings), indent=1), encoding="utf-8")
    with opened(settings.database) as conn:
        messages = watches.check_all(conn, programme, settings)
        with (settings.folder / "outbox.jsonl").open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(message, ensure_ascii=False) + "\n" for message in messages)
    return target, len(messages)


def main() -> int:
    monitoring.watch("nightly")
    target, count = run(Settings.from_environment())
    print(f"{target.name} written, {count} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
