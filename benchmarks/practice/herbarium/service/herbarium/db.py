"""Engine and sessions."""
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker


def make_engine(path: Path) -> Engine:
    """An engine for the SQLite file. SQLAlchemy opens the transactions, so that savepoints work."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _connect(connection, _record):
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN")

    return engine


def make_sessions(path: Path) -> sessionmaker[Session]:
    return sessionmaker(make_engine(path))
