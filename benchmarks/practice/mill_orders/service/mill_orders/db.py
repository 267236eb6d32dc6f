"""Engine and sessions. One SQLite file; the web workers and the nightly jobs share it."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker


class Base(DeclarativeBase):
    pass


def _pragmas(connection, record) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 5000")
    cursor.close()


def connect(path: str) -> sessionmaker[Session]:
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _pragmas)
    return sessionmaker(engine, expire_on_commit=False)


def create_tables(sessions: sessionmaker[Session]) -> None:
    from mill_orders import models  # noqa: F401  registers the tables

    engine = sessions.kw["bind"]
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS product_index USING fts5(sku, name, category, description)")
        )


@contextmanager
def session_scope(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """For commands: one transaction, all or nothing."""
    with sessions() as session:
        yield session
        session.commit()


def get_session(request: Request) -> Iterator[Session]:
    with request.app.state.sessions() as session:
        yield session
