"""Engine and sessions.

`Session` is one session a request (or a command); `transaction()` ends it with a commit or a rollback.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import scoped_session, sessionmaker

# Answers are written after the commit, so objects keep what they have loaded.
Session = scoped_session(sessionmaker(expire_on_commit=False))


def connect(path: Path) -> None:
    """Binds the sessions to the SQLite file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Session.remove()
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def on_connect(connection, record):
        connection.isolation_level = None  # the driver's own BEGIN comes too late for savepoints
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection):
        connection.exec_driver_sql("BEGIN")

    Session.configure(bind=engine)


@contextmanager
def transaction() -> Iterator[None]:
    try:
        yield
        Session.commit()
    except BaseException:
        Session.rollback()
        raise
