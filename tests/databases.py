"""Databases for tests: SQLite always, PostgreSQL where one is at hand (ARBASE_TEST_POSTGRES names another)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

POSTGRES = os.environ.get("ARBASE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")


@contextmanager
def an_empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of `kind`, gone afterwards; skips the test where there is no server."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'arbase.db'}"
        return
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    name = f"arbase_test_{secrets.token_hex(6)}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except SQLAlchemyError:
        server.dispose()
        pytest.skip("no PostgreSQL to test with; give its URL in ARBASE_TEST_POSTGRES")
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()
