from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from chatbot.app import create_app
from chatbot.llm import LlmClient
from chatbot.seed import seed
from chatbot.services import build
from chatbot.settings import Settings

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ANSWER = {
    "choices": [{"message": {"role": "assistant", "content": "Certainly."}}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 2},
}


@pytest.fixture(scope="session")
def seeded(tmp_path_factory) -> Path:
    """The demonstration data, made once."""
    settings = Settings(data=tmp_path_factory.mktemp("seeded"))
    seed(settings)
    return settings.database


@pytest.fixture(scope="session")
def any_app():
    return create_app()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path, llm_url="echo:")


@pytest.fixture
def app(any_app, settings, seeded):
    """The application on a copy of the data; time stands still."""
    shutil.copy(seeded, settings.database)
    any_app.state.services = build(settings)
    any_app.state.services.now = lambda: NOW
    return any_app


@pytest.fixture
def own(app):
    return app.state.services


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def as_user(app):
    """A client of the user of that id."""

    def sign_in(user_id: str) -> TestClient:
        return TestClient(app, headers={"X-User-Id": user_id}, raise_server_exceptions=False)

    return sign_in


@pytest.fixture
def ben(as_user) -> TestClient:
    return as_user("ben")


@pytest.fixture
def model(own):
    """Lets a test say what the model's API answers."""

    def answers(handler) -> None:
        own.llm = LlmClient(own.settings, httpx.MockTransport(handler))

    return answers
