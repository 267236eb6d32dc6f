"""Engine, sessions and the column types that all models use."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from sqlalchemy import DateTime, Integer, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

PATH = Path(os.environ.get("WARD_ROTA_DB", "var/ward_rota.sqlite"))
PATH.parent.mkdir(parents=True, exist_ok=True)
engine = create_engine(f"sqlite:///{PATH}", connect_args={"check_same_thread": False})
sessions = sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine, "connect")
def _prepare(connection, record) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
    connection.execute("PRAGMA synchronous = NORMAL")


class Base(DeclarativeBase):
    pass


class Instant(TypeDecorator):
    """An aware instant, stored in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Hours(TypeDecorator):
    """Hours with two digits, stored as whole minutes."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect) -> int | None:
        return None if value is None else round(value * 60)

    def process_result_value(self, value: int | None, dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 60).quantize(Decimal("0.01"))


def open_session() -> Iterator[Session]:
    with sessions() as session:
        yield session


Db = Annotated[Session, Depends(open_session)]
