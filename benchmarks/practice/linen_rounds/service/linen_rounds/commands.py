"""The commands: a database, and the runs.

    python -m linen_rounds init-db --demo
    python -m linen_rounds weekly-statements --week 2026-W24
"""

import click

from linen_rounds import clock, create_app, database
from linen_rounds.domain import weeks
from linen_rounds.services import statements


@click.group()
def main() -> None:
    """Linen rounds."""


@main.command("init-db")
@click.option("--demo", is_flag=True, help="Also put a demonstration in.")
def init_db(demo: bool) -> None:
    """Make all tables anew; what was in them is gone."""
    app = create_app()
    with app.app_context():
        database.create(app.extensions["engine"])
        if demo:
            from linen_rounds import demo as demonstration

            demonstration.fill(database.session())


@main.command("weekly-statements")
@click.option("--week", "text", help="Like 2026-W24; left out: the week before this one.")
def weekly_statements(text: str | None) -> None:
    """Write the statements of a week."""
    try:
        week = weeks.parse(text) if text else weeks.week_of(clock.today()).before
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--week") from None
    with create_app().app_context():
        for statement in statements.run_week(database.session(), week):
            total = f"{statement.total_cents // 100}.{statement.total_cents % 100:02d}"
            click.echo(f"{statement.week} {statement.customer.code} {total}")
