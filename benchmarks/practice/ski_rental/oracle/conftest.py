"""A fresh application on fresh training data for every test."""
import os
import shutil
import subprocess
import sys

import pytest

os.environ.setdefault("SKI_RENTAL_NOW", "2026-01-17T10:15:00+01:00")
os.environ.setdefault("SKI_RENTAL_SECRET", "counter-of-the-valley-station")


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("training") / "rental.sqlite3"
    subprocess.run([sys.executable, "training.py"], check=True, capture_output=True, env={**os.environ, "SKI_RENTAL_DB": str(path)})
    return path


@pytest.fixture
def client(template, tmp_path, monkeypatch):
    """Client of an application of its own: nothing is kept from the test before."""
    path = tmp_path / "rental.sqlite3"
    shutil.copy(template, path)
    monkeypatch.setenv("SKI_RENTAL_DB", str(path))
    ours = [name for name in sys.modules if name.split(".")[0] in ("ski_rental", "nightly", "training")]
    for name in ours:
        del sys.modules[name]
    from fastapi.testclient import TestClient

    from ski_rental.app import app

    return TestClient(app, raise_server_exceptions=False)


def signed_in(client, login, pin):
    answer = client.post("/staff/sign-in", json={"login": login, "pin": pin})
    assert answer.status_code == 200
    return {"authorization": "Bearer " + answer.json()["token"]}


@pytest.fixture
def jan(client):
    return signed_in(client, "jan", "1502")


@pytest.fixture
def resi(client):
    return signed_in(client, "resi", "4711")


@pytest.fixture
def run(client):
    """Run a command on the data of this test: exit status and lines."""

    def call(module, *arguments):
        done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout.splitlines()

    return call
