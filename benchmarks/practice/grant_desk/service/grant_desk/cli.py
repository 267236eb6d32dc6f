"""The commands."""

import argparse
from datetime import date
from pathlib import Path

from grant_desk import database, demo, monitoring
from grant_desk.clock import Clock
from grant_desk.services import payments, reminders
from grant_desk.settings import Settings


def _init_db(settings: Settings, arguments: argparse.Namespace) -> None:
    connection = database.create(settings.database)
    if arguments.demo:
        demo.fill(connection)
    connection.close()
    print(f"created {settings.database}")


def _export_payments(settings: Settings, arguments: argparse.Namespace) -> None:
    connection = database.connect(settings.database)
    text = payments.export(connection, arguments.month)
    connection.close()
    Path(arguments.file).write_text(text, encoding="utf-8", newline="")
    print(f"{len(text.splitlines()) - 1} payments")


def _remind(settings: Settings, arguments: argparse.Namespace) -> None:
    connection = database.connect(settings.database)
    lines = reminders.remind(connection, settings, arguments.on or Clock(settings.now).today())
    connection.close()
    for line in lines:
        print(line)
    print(f"{len(lines)} reminders")


def main(words: list[str] | None = None, settings: Settings | None = None) -> int:
    monitoring.start()
    parser = argparse.ArgumentParser(prog="grant_desk")
    commands = parser.add_subparsers(required=True)
    init_db = commands.add_parser("init-db", help="create a fresh database")
    init_db.add_argument("--demo", action="store_true", help="with data for demonstrations")
    init_db.set_defaults(run=_init_db)
    export = commands.add_parser("export-payments", help="write the payments of a month as CSV")
    export.add_argument("month")
    export.add_argument("file")
    export.set_defaults(run=_export_payments)
    remind = commands.add_parser("remind", help="remind reviewers of what is due")
    remind.add_argument("--on", type=date.fromisoformat, help="as if it were this day; default: today")
    remind.set_defaults(run=_remind)
    arguments = parser.parse_args(words)
    arguments.run(settings or Settings.from_env(), arguments)
    return 0
