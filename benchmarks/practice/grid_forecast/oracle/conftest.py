"""What the hidden tests share: the demo's data for each test, the app, uploads, mails and the program's commands."""
import json
import os
import shutil
import subprocess
import sys

os.environ["GRID_CLOCK"] = "2026-04-14T09:30:00+00:00"

import pytest  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402

from grid_forecast.app import app  # noqa: E402
from scripts import demo  # noqa: E402


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRID_DATA", str(folder))
        demo.fill()
    return folder


@pytest.fixture(autouse=True)
def data(filled, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("GRID_DATA", str(folder))
    return folder


@pytest.fixture
def client():
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def get(client):
    def ask(path):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.json()

    return ask


@pytest.fixture
def upload(client):
    def send(path, *lines, kind="text/csv"):
        content = "\n".join(lines)
        return client.post(path, content=content.encode(), headers={"content-type": kind})

    return send


@pytest.fixture
def loads(get):
    """The readings of a day: kW by hour."""

    def of(code, day):
        found = get(f"/sites/{code}/readings?from={day}&to={day}")["readings"]
        return {each["hour"]: each["kw"] for each in found}

    return of


@pytest.fixture
def mails(data):
    def read():
        path = data / "outbox" / "mail.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return read


@pytest.fixture
def command():
    def run(*words):
        return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)

    return run
