"""What every oracle of this service has at hand; nothing of it comes from the repository's own tests.

The service is imported where it is used, so that sources which cannot be imported fail a test and do not stop pytest.
"""

import asyncio
import base64
import importlib
import json
import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

ROOT = Path.cwd()
# later than everything in the demonstration data
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


def part(name):
    """A module of the service."""
    return importlib.import_module(f"listing_search.{name}")


def cursor(**keys):
    """A cursor as the service writes it."""
    raw = json.dumps(keys, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def env(tmp_path):
    """The environment of a service that works on its own copy of what set-up has made."""
    for name in ("listings.db", "index.csv"):
        shutil.copy(ROOT / "var" / name, tmp_path / name)
    return {
        "LISTINGS_DB": str(tmp_path / "listings.db"),
        "LISTINGS_SNAPSHOT": str(tmp_path / "index.csv"),
        "LISTINGS_PROFILE_URL": f"file:{ROOT / 'data' / 'profiles'}",
        "LISTINGS_NOTIFY_URL": f"file:{tmp_path}/outbox.jsonl",
        "LISTINGS_REPORTS": str(tmp_path / "reports"),
        "LISTINGS_BUSY_TIMEOUT": "0.2",
        "LISTINGS_POOL_TIMEOUT": "0.2",
        "LISTINGS_SEARCH_BUDGET": "60",
    }


@pytest.fixture
def settings(env):
    return part("config").Settings.from_env(env)


@pytest.fixture
def conn(env):
    conn = sqlite3.connect(env["LISTINGS_DB"], isolation_level=None, timeout=5)
    conn.row_factory = sqlite3.Row
    yield conn
    conn.close()


@pytest.fixture
def app(settings):
    return part("app").create_app(settings, clock=lambda: NOW)


@pytest.fixture
def call(app):
    """Sends a request, `call("GET", "/saved", "s-anna")`; an unhandled error is a 500, as in production."""

    async def send(method, path, session, headers, options):
        known = {**({"x-session": session} if session else {}), **(headers or {})}
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=known, **options)

    def do(method, path, session="", headers=None, **options):
        return asyncio.run(send(method, path, session, headers, options))

    return do


@pytest.fixture
def ids(call):
    """The ids of the listings that a search or list gives, in order."""

    def found(path, session=""):
        answer = call("GET", path, session)
        assert answer.status_code == 200
        return [card["id"] for card in answer.json()["listings"]]

    return found


@pytest.fixture
def run(env, monkeypatch, capsys):
    """Runs a command of the service in this process: exit status and standard output."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SENTRY_DSN", raising=False)

    def start(module, *words):
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", [module, *words])
        return part(module).main(list(words)), capsys.readouterr().out

    return start


@pytest.fixture
def feed(run, tmp_path):
    """Takes a feed over, `feed("A-1;Lamp;home;10;EUR")`: exit status and the printed outcome."""

    def take(*lines, header="Ref;Title;Category;Price;Currency", partner="casaplus"):
        path = tmp_path / "feed.csv"
        path.write_text("".join(f"{line}\n" for line in (header, *lines)), encoding="utf-8")
        status, out = run("feeds", "--partner", partner, str(path))
        return status, json.loads(out) if out.strip() else None

    return take


@pytest.fixture
def outbox(env):
    """The messages sent so far, by address."""

    def read():
        path = Path(env["LISTINGS_NOTIFY_URL"].removeprefix("file:"))
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return {message["to"]: message for message in map(json.loads, lines)}

    return read
