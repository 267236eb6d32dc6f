"""Cron, every morning: writes the figures of the day before."""

import json
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from account_login.errors import Invalid
from account_login.web import zone_of
from operations import cron, figures


class Command(BaseCommand):
    help = "Writes the sign-in figures of a day to the report folder."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--day", help="for example 2026-09-30; default: yesterday")
        parser.add_argument("--zone", default=settings.TIME_ZONE)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            zone = zone_of(options["zone"])
            yesterday = timezone.now().astimezone(zone).date() - timedelta(days=1)
            day = date.fromisoformat(options["day"]) if options["day"] else yesterday
        except (Invalid, ValueError) as error:
            raise CommandError(str(error)) from error
        with cron.run("login_report") as run:
            if run is None:
                return
            report = figures.daily(day, zone)
            settings.REPORT_FOLDER.mkdir(parents=True, exist_ok=True)
            path = settings.REPORT_FOLDER / f"sign-ins-{day.isoformat()}.json"
            path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            run.result = {"day": day.isoformat(), "good": report["good"], "bad": report["bad"]}
        self.stdout.write(f"{day}: {report['good']} good, {report['bad']} bad sign-ins")
