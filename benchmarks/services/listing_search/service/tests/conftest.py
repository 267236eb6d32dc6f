import asyncio
import shutil
from datetime import UTC, datetime

import httpx
import pytest

from listing_search import index
from listing_search.app import create_app
from listing_search.config import Settings
from listing_search.db import open_database
from listing_search.seed import load

NOW = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A folder with the demonstration data, made once."""
    folder = tmp_path_factory.mktemp("seed")
    conn = open_database(folder / "listings.db")
    load(conn)
    index.write(index.build(conn), folder / "index.csv")
    conn.close()
    return folder


@pytest.fixture
def settings(tmp_path, seeded):
    shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
    return Settings(
        database=tmp_path / "listings.db",
        busy_timeout=0.1,
        pool_timeout=0.2,
        snapshot=tmp_path / "index.csv",
        notify_url=f"file:{tmp_path}/outbox.jsonl",
        reports=tmp_path / "reports",
    )


@pytest.fixture
def conn(settings):
    conn = open_database(settings.database, settings.busy_timeout)
    yield conn
    conn.close()


@pytest.fixture
def app(settings):
    return create_app(settings, clock=lambda: NOW)


@pytest.fixture
def call(app):
    """Sends a request: `call("GET", "/saved", "s-anna")`."""

    async def send(method, path, session, options):
        headers = {**({"x-session": session} if session else {}), **options.pop("headers", {})}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=headers, **options)

    def do(method, path, session="", **options):
        return asyncio.run(send(method, path, session, options))

    return do
