"""The commands."""

import click
from flask import current_app

from quarry_scale import create_app, db
from quarry_scale import clock
from quarry_scale.logic import accounts
from quarry_scale.logic import invoicing
from quarry_scale.text import money


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """The weighbridge's commands."""
    context.with_resource(create_app().app_context())


@main.command("init-db")
@click.option("--demo", is_flag=True, help="With data for demonstrations.")
def init_db(demo: bool) -> None:
    """Create a fresh database."""
    for name in db.create(current_app.config["DATABASE"], demo):
        click.echo(f"ran {name}")


@main.command("invoice-run")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day; default: today.")
def invoice_run(day) -> None:
    """Put new loads on draft invoices, and issue the drafts of months that are over."""
    done = invoicing.run(db.get_db(), day.date() if day else clock.today())
    for draft in done.drafts:
        click.echo(f"draft {draft.customer} {draft.month} {draft.loads} loads {money(draft.total_pence)}")
    for invoice in done.issued:
        click.echo(f"issued {invoice.number} {invoice.customer} {money(invoice.total_pence)}")
    click.echo(f"{len(done.drafts)} drafts, {len(done.issued)} issued")


@main.command("export-accounts")
@click.argument("month")
@click.argument("file", type=click.Path(dir_okay=False))
def export_accounts(month: str, file: str) -> None:
    """Write the invoices of a month (2026-05) for the accounts package."""
    rows = accounts.write(db.get_db(), month, file)
    click.echo(f"{rows} invoices")
