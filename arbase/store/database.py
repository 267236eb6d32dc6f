"""A database: connections, transactions, and its errors as sentences."""

from __future__ import annotations

import importlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, column, create_engine, event, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from arbase.domain.errors import StoreError, UserError
from arbase.store.migrations import HEAD, VERSION_TABLE

_WAIT_SECONDS = 30
_WRITES = "arbase_writes"
# Any constant will do, as long as every version of arbase takes the same one.
_POSTGRES_LOCK = 0x617262617365


class Database:
    """Read and write transactions on an up-to-date database.

    There is one writer at a time, over all processes: `BEGIN IMMEDIATE` in SQLite, an advisory lock in PostgreSQL. So a
    write transaction sees nothing change under it, and two cannot deadlock.
    """

    def __init__(self, engine: Engine, address: str) -> None:
        self._engine = engine
        self._address = address
        self._turn = threading.Lock()

    @classmethod
    def open(cls, url: str) -> Database:
        """Connect and bring the tables to the newest revision. Raises UserError or, for a full disk, StoreError."""
        parsed = _parsed(url)
        address = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() == "sqlite":
            address = str(_sqlite_file(parsed))
        database = cls(_engine(parsed), address)
        try:
            database._migrate()
        except (SQLAlchemyError, OSError, UnicodeError, StoreError, UserError) as error:
            database.close()
            if isinstance(error, StoreError | UserError):
                raise
            if _is_full(error):
                raise StoreError(f"{address}: {_sentence(error)}") from error
            raise UserError(f"{address}: {_sentence(error)}; correct `store.url` or repair the database") from error
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database. Raises StoreError."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self._address}: {_sentence(error)}") from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The only write transaction at this time; on disk when it ends. Raises StoreError, changing nothing."""
        try:
            with self._turn, self._writing() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self._address}: {_sentence(error)}") from error

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
                yield connection

    def _migrate(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            if _revision(connection) == HEAD:
                return
        with self._writing() as connection:
            found = _revision(connection)
            if found == HEAD:
                return
            # Not imported at the top, because an up-to-date database must open fast.
            importlib.import_module("arbase.store.upgrade").upgrade(connection, found, self._address)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UserError(
            "store.url: not a database URL; write `sqlite:////folder/file.db` or `postgresql://user@host/name`"
        ) from error
    if backend not in ("sqlite", "postgresql"):
        raise UserError(f"store.url: {backend} is not supported; use sqlite or postgresql")
    return parsed


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            _prepare_file(_sqlite_file(url))
            engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise UserError(
            f"store.url: the driver {error.name!r} is not installed; `pip install 'psycopg[binary]'`"
        ) from error
    except (SQLAlchemyError, ValueError) as error:
        raise UserError(f"store.url: {_sentence(error)}") from error


def _sqlite_file(url: URL) -> Path:
    name = url.database or ""
    if name in ("", ":memory:") or name.startswith("file:") or url.query:
        raise UserError(
            "store.url: SQLite needs a plain file, as in `sqlite:////folder/file.db`; memory forgets events"
        )
    return Path(name).absolute()


def _prepare_file(file: Path) -> None:
    """Make folder and file for the owner alone; SQLite gives its log files the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: cannot be opened for writing ({error}); correct `store.url` or `home`") from error


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    # The driver's own transactions leave out BEGIN before reads and table changes; `_begin_sqlite` does it right.
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        _use_write_ahead_log(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    # SQLite does not wait by itself here, so a second process that starts at the same moment would be refused.
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes: Any = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        return None
    found = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    return None if found is None else str(found)


def _is_full(error: Exception) -> bool:
    reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return "disk is full" in reason or "No space left" in reason


def _sentence(error: Exception) -> str:
    """What went wrong in one line, without the statement and its values."""
    reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    lines = [line.strip() for line in reason.splitlines() if line.strip()]
    short = lines[0] if lines else type(error).__name__
    if _is_full(error):
        return "the disk is full, nothing was stored; make room and try again"
    if "is locked" in short:
        return f"another process kept the database locked for {_WAIT_SECONDS} s; try again"
    if "not a database" in short or "malformed" in short:
        return f"not a usable SQLite database ({short}); move it away or restore a backup"
    return f"the database refused ({short})"
