"""What the hidden tests have at hand; nothing of it comes from the repository's own tests.

Each test has its own copy of the demonstration database, as the command of the repository makes it.
"""

import hashlib
import hmac
import os
import shutil
import sqlite3
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

os.environ["LINEN_NOW"] = "2026-06-16T10:00:00+03:00"
os.environ["LINEN_SECRET"] = "kopli-demo"
os.environ.pop("SENTRY_DSN", None)


class _Page(HTMLParser):
    """The rows of all tables, the entries of all lists, and what has an id, as text."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.entries, self.named, self._into = [], [], {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self._into = ("td", self.rows[-1], -1)
        elif tag == "li":
            self.entries.append("")
            self._into = ("li", self.entries, -1)
        elif dict(attrs).get("id"):
            self.named[dict(attrs)["id"]] = ""
            self._into = (tag, self.named, dict(attrs)["id"])

    def handle_endtag(self, tag):
        if self._into and self._into[0] == tag:
            self._into = None

    def handle_data(self, data):
        if self._into:
            self._into[1][self._into[2]] = (self._into[1][self._into[2]] + data).strip()


def command(path, *words):
    from click.testing import CliRunner

    from linen_rounds.commands import main

    return CliRunner().invoke(main, list(words), env={"LINEN_DATABASE": f"sqlite:///{path}"})


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "linen.sqlite3"
    done = command(path, "init-db", "--demo")
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copy(template, tmp_path / "linen.sqlite3")


@pytest.fixture
def app(path):
    from linen_rounds import create_app

    return create_app({"DATABASE": f"sqlite:///{path}"})


@pytest.fixture
def scan(app):
    """A request of a handheld; an unhandled error is a 500, as in production."""

    def send(method, target, data=None, key="van-1-key"):
        answer = app.test_client().open("/scan" + target, method=method, json=data, headers={"X-Scanner-Key": key})
        return SimpleNamespace(status=answer.status_code, json=answer.get_json(silent=True))

    return send


@pytest.fixture
def browse(app):
    """A page for somebody who is signed in, or a form that they send."""
    from itsdangerous import Signer

    def send(who, target, form=None):
        client = app.test_client()
        client.set_cookie("linen_session", Signer("kopli-demo", salt="linen_session").sign(f"demo-{who}").decode())
        if form is None:
            answer = client.get(target)
        else:
            token = hmac.new(b"kopli-demo", f"demo-{who}".encode(), hashlib.sha256).hexdigest()
            answer = client.post(target, data={"csrf_token": token, **form})
        page = _Page(answer.text) if answer.mimetype == "text/html" else None
        return SimpleNamespace(status=answer.status_code, text=answer.text, page=page, kind=answer.mimetype)

    return send


@pytest.fixture
def run(path):
    """Runs a command; gives exit status and the lines that it wrote."""

    def do(*words):
        done = command(path, *words)
        return done.exit_code, done.output.splitlines()

    return do


@pytest.fixture
def sql(path):
    """Runs one statement on the database and gives its rows."""

    def do(statement, *values):
        connection = sqlite3.connect(path)
        try:
            rows = connection.execute(statement, values).fetchall()
            connection.commit()
        finally:
            connection.close()
        return rows

    return do


@pytest.fixture
def now(monkeypatch):
    """Sets the time."""
    return lambda text: monkeypatch.setenv("LINEN_NOW", text)
