"""Fixtures of the hidden oracles. Each test works on its own copy of the prepared data; time stands still."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree("data", tmp_path / "data"))
    monkeypatch.setenv("CHATBOT_DATA", str(folder))
    monkeypatch.setenv("CHATBOT_LLM_URL", "echo:")
    monkeypatch.setenv("CHATBOT_LLM_RETRIES", "1")
    return folder


@pytest.fixture
def app(data):
    from chatbot.app import create_app

    app = create_app()
    app.state.services.now = lambda: NOW
    return app


@pytest.fixture
def own(app):
    return app.state.services


@pytest.fixture
def at(own):
    """Sets the clock."""

    def set_clock(*parts: int) -> None:
        own.now = lambda: datetime(*parts, tzinfo=UTC)

    return set_clock


@pytest.fixture
def as_user(app):
    """A client of the user of that id; what crashes is a 500."""

    def sign_in(user_id: str) -> TestClient:
        return TestClient(app, headers={"X-User-Id": user_id}, raise_server_exceptions=False)

    return sign_in


@pytest.fixture
def ben(as_user) -> TestClient:
    return as_user("ben")


@pytest.fixture
def emil(as_user) -> TestClient:
    return as_user("emil")


@pytest.fixture
def dev(as_user) -> TestClient:
    return as_user("dev")


@pytest.fixture
def model(own):
    """Lets a test say what the model's API answers; gives the bodies that it was asked with."""

    def answers(handler) -> list[dict]:
        from chatbot.llm import LlmClient

        asked: list[dict] = []

        def handle(request: httpx.Request) -> httpx.Response:
            asked.append(json.loads(request.content))
            found = handler(request)
            return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

        own.llm = LlmClient(own.settings, httpx.MockTransport(handle))
        return asked

    return answers


@pytest.fixture
def sql(data):
    """Runs one statement on the test's data."""

    def run(statement: str, *values) -> list[tuple]:
        with sqlite3.connect(data / "chatbot.sqlite") as db:
            found = db.execute(statement, values).fetchall()
        db.close()
        return found

    return run


@pytest.fixture
def say(ben):
    """Ben says something in conversation 3."""

    def send(text: str):
        return ben.post("/conversations/3/messages", json={"text": text})

    return send


@pytest.fixture
def run(data):
    """Runs a module of the package as a command on the test's data."""

    def start(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=100, check=False)

    return start


def stream_events(text: str) -> list[tuple[str, dict]]:
    """Names and bodies of server-sent events."""
    found = []
    for block in text.strip().split("\n\n"):
        name, _, body = block.partition("\n")
        found.append((name.removeprefix("event: "), json.loads(body.removeprefix("data: "))))
    return found


@pytest.fixture
def events():
    return stream_events
