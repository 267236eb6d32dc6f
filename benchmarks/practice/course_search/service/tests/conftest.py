from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from course_search.app import make_app
from course_search.seed import fill
from course_search.settings import Settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Settings over a programme that no test changes."""
    settings = replace(Settings.from_environment(), folder=tmp_path_factory.mktemp("programme"))
    fill(settings)
    return settings


@pytest.fixture(scope="session")
def client(filled):
    return TestClient(make_app(filled))


@pytest.fixture
def own(tmp_path):
    """Settings over a programme that the test may change."""
    settings = replace(Settings.from_environment(), folder=tmp_path / "data")
    fill(settings)
    return settings


@pytest.fixture
def codes(client):
    """Codes of the courses that a search finds."""

    def ask(query):
        answer = client.get(f"/courses?size=50&{query}")
        assert answer.status_code == 200
        return [item["code"] for item in answer.json()["items"]]

    return ask
