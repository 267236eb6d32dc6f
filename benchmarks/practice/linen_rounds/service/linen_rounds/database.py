"""The engine of an application, and the session of a request."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import DateTime, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    pass


class Instant(TypeDecorator[datetime]):
    """A moment: SQLite keeps no offset, so it is written in UTC and read as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def init_app(app: Flask) -> None:
    engine = create_engine(app.config["DATABASE"])

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")

    app.extensions["engine"] = engine
    app.extensions["new_session"] = sessionmaker(engine)
    app.teardown_appcontext(_close)


def session() -> Session:
    """The session of this request (or command); it is closed with it."""
    if "session" not in g:
        g.session = current_app.extensions["new_session"]()
    return g.session


def create(engine: Engine) -> None:
    """Make all tables anew."""
    from linen_rounds.domain import models  # noqa: F401  (its classes register themselves)

    file = make_url(str(engine.url)).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)


def _close(error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()
