"""Engine, sessions and the column types that keep our promises about time and money."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import DateTime, Engine, Integer, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from .settings import settings

class Base(DeclarativeBase):
    """Base of all tables."""

class Moment(TypeDecorator):
    """An aware datetime, stored in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"moment without zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect):
        return None if value is None else value.replace(tzinfo=UTC)

class Money(TypeDecorator):
    """Decimal with two places, stored in cents."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect):
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect):
        return None if value is None else Decimal(value) / 100 + Decimal("0.00")

_engine: Engine | None = None
_sessions: sessionmaker[Session] | None = None

def connect(path: Path | None = None) -> Engine:
    """Open the database (again)."""
    global _engine, _sessions
    if _engine is not None:
        _engine.dispose()
    _engine = create_engine(f"sqlite:///{path or settings.database}", connect_args={"check_same_thread": False})

    @event.listens_for(_engine, "connect")
    def _foreign_keys(connection, _record):
        connection.execute("PRAGMA foreign_keys = ON")

    _sessions = sessionmaker(_engine)
    return _engine

def engine() -> Engine:
    return _engine or connect()

@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work: committed at its end, rolled back after an error."""
    engine()
    assert _sessions is not None
    with _sessions.begin() as session:
        yield session
