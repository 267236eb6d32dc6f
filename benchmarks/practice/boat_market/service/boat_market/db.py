"""The database and the session of the request or command that runs."""
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import DateTime, Engine, Integer, create_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from . import settings

_engine: Engine | None = None
_lent: Session | None = None
_current: ContextVar[Session | None] = ContextVar("session", default=None)


class Base(DeclarativeBase):
    pass


class UtcDateTime(TypeDecorator):
    """A moment. SQLite keeps no offset, so UTC goes in and an aware moment comes out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Hundredths(TypeDecorator):
    """A decimal number with two places, kept as an integer so that it can be compared."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect):
        return None if value is None else int(Decimal(value) * 100)

    def process_result_value(self, value, dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(Decimal("0.01"))


def connect(path: Path | str | None = None) -> Engine:
    """Uses another database from now on; ``:memory:`` is one."""
    global _engine
    _engine = create_engine(f"sqlite:///{path or settings.DATABASE}")
    return _engine


def lend(session: Session | None) -> None:
    """Lets everything work in one session of the caller's, who also closes it. For tests."""
    global _lent
    _lent = session


def open_session() -> Session:
    if _lent is not None:
        return _lent
    new = Session(_engine or connect())
    _current.set(new)
    return new


def session() -> Session:
    """The session of what runs now."""
    found = _lent or _current.get()
    return open_session() if found is None else found


def close_session() -> None:
    """Ends the session; what was not committed is lost."""
    found = _current.get()
    if found is not None:
        found.close()
        _current.set(None)


@contextmanager
def working() -> Iterator[Session]:
    """A session for one run of a command: committed at the end if nothing went wrong."""
    current = open_session()
    try:
        yield current
        current.commit()
    finally:
        close_session()
