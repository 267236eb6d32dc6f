"""Commands for cron and for the treasurer: `python -m club_members.jobs nightly`, `... invoices --year 2027`."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

import typer

from club_members import fees, mail, monitoring
from club_members.clock import Clock
from club_members.config import Settings
from club_members.database import connect, create_schema
from club_members.store import Store

NOTICE = timedelta(days=30)

cli = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


def _open() -> tuple[Store, Clock]:
    settings = Settings.from_environ()
    conn = connect(settings.database)
    create_schema(conn)
    return Store(conn), Clock(settings)


def expire(store: Store, clock: Clock) -> dict[str, int]:
    """End what is over and tell those whose membership ends in exactly 30 days; gives the counts."""
    today = clock.today()
    counts = {"tokens": 0, "memberships": 0, "notices": 0}
    with store.atomic():
        counts["tokens"] = store.tokens.drop_expired(clock.now())
        for membership in store.memberships.active():
            if membership.ends_on is not None and membership.ends_on < today:
                store.memberships.end(membership.id)
                store.audit.write(clock.now(), None, membership.member_id, "membership_ended", ended_on=membership.ends_on)
                counts["memberships"] += 1
        for membership in store.memberships.ending(today + NOTICE, today + NOTICE):
            member = store.members.get(membership.member_id)
            if member is not None:
                mail.send(store, clock, "ending", member, day=f"{today + NOTICE:%d.%m.%Y}")
                counts["notices"] += 1
    return counts


def bill(store: Store, clock: Clock, year: int) -> list[tuple[str, int, str]]:
    """Write the invoices of a year: one for each payer of a family, one for everybody else. Running it twice is harmless."""
    with store.atomic():
        sums: dict[int, Decimal] = {}
        for membership in store.memberships.active():
            member = store.members.get(membership.member_id)
            if member is None:
                continue
            _, amount = fees.quote(store, member, membership, year)
            family = store.families.of_member(member.id)
            debtor = family.payer_id if family and family.payer_id else member.id
            sums[debtor] = sums.get(debtor, Decimal(0)) + amount
        billed = store.invoices.billed(year)
        issued = []
        for debtor, amount in sorted(sums.items()):
            if amount and debtor not in billed:
                number = store.invoices.issue(debtor, year, amount, clock.today())
                issued.append((number, debtor, str(amount)))
        return issued


@cli.command()
def nightly() -> None:
    """Expire tokens and memberships, send notices."""
    store, clock = _open()
    counts = expire(store, clock)
    typer.echo(" ".join(f"{name}={count}" for name, count in counts.items()))


@cli.command()
def invoices(year: Annotated[int, typer.Option(min=2009, help="The year to bill.")]) -> None:
    """Write the invoices of a year and list them."""
    store, clock = _open()
    issued = bill(store, clock, year)
    for number, debtor, amount in issued:
        typer.echo(f"{number};{debtor};{amount}")
    typer.echo(f"{len(issued)} invoices")


def main() -> None:
    """Run a command; what it does not catch goes to the monitoring and ends it with status 1."""
    monitoring.start("jobs")
    try:
        cli()
    except Exception as error:
        monitoring.report(error)
        raise


if __name__ == "__main__":
    sys.exit(main())
