"""What every hidden test of this service has at hand; nothing of it comes from the repository's own tests.

Each test has its own copy of the demonstration database, as the command of the repository makes it.
"""

import os
import shutil
import sqlite3
from dataclasses import replace
from types import SimpleNamespace

import pytest

os.environ.pop("SENTRY_DSN", None)

NOW = "2026-06-10T09:00:00+00:00"
WHO = {
    "officer": "marta@fundacao-mare.example",
    "joao": "joao.sa@uni.example",
    "ilse": "ilse.brandt@inst.example",
    "rita": "rita@rioslimpos.example",
    "owen": "owen@saltmarsh.example",
}


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    from grant_desk.cli import main
    from grant_desk.settings import Settings

    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    main(["init-db", "--demo"], Settings(database=str(path), now=NOW))
    return path


@pytest.fixture
def settings(template, tmp_path):
    from grant_desk.settings import Settings

    return Settings(database=str(shutil.copy(template, tmp_path / "desk.sqlite3")), now=NOW)


@pytest.fixture
def make(settings):
    """Gives a function that sends requests to an application with changed settings."""
    from fastapi.testclient import TestClient

    from grant_desk.web.app import create_app

    def build(rates=None, **changes):
        app = create_app(replace(settings, **changes), rates)
        tokens = {}

        def send(who, method, target, data=None):
            client = TestClient(app, raise_server_exceptions=False)
            if who not in tokens:
                answer = client.post("/sessions", json={"email": WHO[who], "password": "demo"})
                tokens[who] = answer.json()["token"]
            headers = {"Authorization": f"Bearer {tokens[who]}"}
            answer = client.request(method, target, json=data, headers=headers)
            kind = answer.headers.get("content-type", "")
            return SimpleNamespace(
                status=answer.status_code, json=answer.json() if "json" in kind else None, text=answer.text
            )

        return send

    return build


@pytest.fixture
def ask(make):
    """Sends a request as somebody; an unhandled error is a 500, as in production."""
    return make()


@pytest.fixture
def run(settings, capsys):
    """Runs a command; gives the lines that it wrote."""
    from grant_desk.cli import main

    def do(*words):
        capsys.readouterr()
        assert not main(list(words), settings)
        return capsys.readouterr().out.splitlines()

    return do


@pytest.fixture
def sql(settings):
    """Runs one statement on the database and gives its rows."""

    def do(statement, *values):
        connection = sqlite3.connect(settings.database)
        rows = connection.execute(statement, values).fetchall()
        connection.commit()
        connection.close()
        return rows

    return do
