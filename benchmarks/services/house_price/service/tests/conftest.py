from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from house_price.app import create_app
from house_price.seed import seed
from house_price.settings import Settings


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    """A data folder with model and database; the one of the checkout where it has been prepared."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("model.json", "model.joblib"):
        source = Settings.from_env().data / name
        if not source.is_file():
            from house_price.train import train

            train(folder, count=600)
            break
        shutil.copy(source, folder / name)
    seed(folder / "houses.sqlite")
    return folder


@pytest.fixture
def data(prepared, tmp_path) -> Path:
    """A copy that the test may change."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def settings(data) -> Settings:
    return Settings(data=data, api_keys={"key-1": "portal"})


@pytest.fixture
def app(settings):
    return create_app(settings)


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def partner(app) -> TestClient:
    return TestClient(app, headers={"X-Api-Key": "key-1"}, raise_server_exceptions=False)
