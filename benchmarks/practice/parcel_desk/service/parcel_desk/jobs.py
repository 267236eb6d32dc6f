"""What cron starts."""

import json
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from parcel_desk import carriers, clock, notices, settings, settlement, shelf, store, telemetry, tracking
from parcel_desk.models import Carrier


@click.group()
def jobs() -> None:
    """Jobs of the parcel desk."""


@jobs.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Default: today at the desk.")
def settle(day: datetime | None) -> None:
    """Settle the cash on delivery of a day and write the statements."""
    with Session(store.open_engine()) as session:
        done = settlement.settle(session, day.date() if day else clock.today())
        for one in done:
            path = settlement.write_statement(one, settings.statements_folder())
            click.echo(f"{one.carrier_code} {one.total_cents} {path.name}")
        session.commit()
    click.echo(f"{len(done)} settled")


@jobs.command("import-scans")
@click.argument("carrier_code")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_scans(carrier_code: str, file: Path) -> None:
    """Take in a file of scans that a carrier sent by e-mail."""
    with Session(store.open_engine()) as session:
        carrier = session.get(Carrier, carrier_code.upper())
        if carrier is None:
            raise click.BadParameter(f"there is no carrier {carrier_code}")
        try:
            batch = carriers.reader(carrier.code)(file.read_bytes())
        except carriers.Unreadable as error:
            raise click.ClickException(f"{file.name}: {error}") from None
        counts = tracking.take_in(session, carrier, batch)
        session.commit()
    click.echo(" ".join(f"{name}={number}" for name, number in counts.items()))


@jobs.command()
@click.option("--days", type=click.IntRange(min=1), default=5, show_default=True)
def remind(days: int) -> None:
    """Print a message, one JSON object a line, for each parcel that waits so long; the SMS gateway reads them."""
    unreachable = 0
    with Session(store.open_engine()) as session:
        for parcel in shelf.waiting(session, days):
            waited = (clock.now() - parcel.shelved_at).days
            message = notices.compose(notices.WAITING, parcel, days=waited)
            if message is None:
                unreachable += 1
                continue
            click.echo(json.dumps(message, ensure_ascii=False))
    click.echo(f"{unreachable} not reachable", err=True)


if __name__ == "__main__":
    telemetry.start("jobs")
    jobs()
