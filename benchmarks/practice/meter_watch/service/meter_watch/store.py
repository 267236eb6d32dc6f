"""Tables, and the one way to them: a function that is given a connection, run in a transaction of its own."""
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
import sqlalchemy as sa

tables = sa.MetaData()


class Instant(sa.TypeDecorator[datetime]):
    """A moment, kept as ISO text in UTC so that text sorts like time."""

    impl = sa.String(25)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


buildings = sa.Table(
    "buildings",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("station", sa.String(8), nullable=False),
    sa.Column("heated_m2", sa.Integer, nullable=False),
)
meters = sa.Table(
    "meters",
    tables,
    sa.Column("serial", sa.String(20), primary_key=True),
    sa.Column("building_id", sa.ForeignKey("buildings.id"), nullable=False),
    sa.Column("flat", sa.String(40)),
    sa.Column("unit", sa.String(4), nullable=False),
    sa.Column("customer", sa.String(12), nullable=False),
    sa.Column("tariff", sa.String(20), nullable=False),
    sa.Column("heated_m2", sa.Integer, nullable=False),
    sa.Column("installed_on", sa.Date, nullable=False),
)
exchanges = sa.Table(
    "exchanges",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("old_serial", sa.ForeignKey("meters.serial"), nullable=False),
    sa.Column("new_serial", sa.ForeignKey("meters.serial"), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("old_final_wh", sa.Integer, nullable=False),
    sa.Column("new_start_wh", sa.Integer, nullable=False),
)
readings = sa.Table(
    "readings",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("serial", sa.ForeignKey("meters.serial"), nullable=False),
    sa.Column("taken_at", Instant, nullable=False),
    sa.Column("wh", sa.Integer, nullable=False),
    sa.Column("source", sa.String(10), nullable=False),
    sa.UniqueConstraint("serial", "taken_at"),
)
degree_days = sa.Table(
    "degree_days",
    tables,
    sa.Column("station", sa.String(8), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("kelvin", sa.Float, nullable=False),
)
estimates = sa.Table(
    "estimates",
    tables,
    sa.Column("serial", sa.ForeignKey("meters.serial"), primary_key=True),
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("daily", sa.Text, nullable=False),
)
flags = sa.Table(
    "flags",
    tables,
    sa.Column("serial", sa.ForeignKey("meters.serial"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("wh", sa.Integer, nullable=False),
    sa.Column("score", sa.Float),
)
outages = sa.Table(
    "outages",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("building_id", sa.ForeignKey("buildings.id"), nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("reason", sa.String(120), nullable=False),
)
statements = sa.Table(
    "statements",
    tables,
    sa.Column("number", sa.String(16), primary_key=True),
    sa.Column("serial", sa.ForeignKey("meters.serial"), nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("kwh", sa.String(16), nullable=False),
    sa.Column("estimated", sa.Boolean, nullable=False),
    sa.Column("lines", sa.JSON, nullable=False),
    sa.Column("net", sa.String(16), nullable=False),
    sa.Column("vat", sa.String(16), nullable=False),
    sa.Column("gross", sa.String(16), nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("corrects", sa.ForeignKey("statements.number")),
)
notices = sa.Table(
    "notices",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("queued_at", Instant, nullable=False),
    sa.Column("sent_at", Instant),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
)


class Store:
    """The database of one application or command."""

    def __init__(self, path: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 8})
        sa.event.listen(self._engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys = ON"))

    def create(self) -> None:
        tables.create_all(self._engine)

    def run_here(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What `work(connection, ...)` returns; all it wrote is committed, or nothing if it raises."""
        with self._engine.begin() as connection:
            return work(connection, *args, **kwargs)

    async def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The same in a thread, for the event loop."""
        return await anyio.to_thread.run_sync(partial(self.run_here, work, *args, **kwargs))
