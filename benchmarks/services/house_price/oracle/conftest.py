"""Fixtures of the hidden oracles. Each test works on its own copy of the prepared data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

KEY = "demo-key-casa"
FLAT = {"district": "LIS-AL", "area_m2": 80, "rooms": 3, "built_year": 1985, "energy_class": "B"}


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree("data", tmp_path / "data"))
    monkeypatch.setenv("HOUSE_PRICE_DATA", str(folder))
    monkeypatch.setenv("HOUSE_PRICE_API_KEYS", f"casa-portal:{KEY}")
    return folder


@pytest.fixture
def app(data):
    from house_price.app import create_app

    return create_app()


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def partner(app) -> TestClient:
    return TestClient(app, headers={"X-Api-Key": KEY}, raise_server_exceptions=False)


@pytest.fixture
def geocoder(app):
    """Lets a test say what the geocoder answers."""

    def answers(handler, kind=httpx.Client):
        app.state.http = kind(transport=httpx.MockTransport(handler), base_url="http://geocoder")

    return answers


@pytest.fixture
def flat() -> dict:
    return dict(FLAT)


@pytest.fixture
def upload(partner):
    def send(text: str | bytes):
        body = text.encode() if isinstance(text, str) else text
        return partner.post("/imports", content=body, headers={"content-type": "text/csv"})

    return send


@pytest.fixture
def run(data):
    """Runs a module of the package as a command on the test's data."""

    def start(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=100, check=False)

    return start
