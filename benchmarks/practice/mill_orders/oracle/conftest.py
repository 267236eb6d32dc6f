import hashlib
import hmac
import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

ROOT = pathlib.Path.cwd()


@pytest.fixture
def database(tmp_path, monkeypatch):
    path = tmp_path / "mill.sqlite3"
    shutil.copy(ROOT / "data.sqlite3", path)
    monkeypatch.setenv("MILL_ORDERS_DB", str(path))
    monkeypatch.setenv("MILL_ORDERS_TODAY", "2026-09-14")
    monkeypatch.setenv("MILL_ORDERS_WEBHOOK_SECRET", "dev-secret")
    return path


@pytest.fixture
def client(database):
    from mill_orders.app import create_app

    return TestClient(create_app(), raise_server_exceptions=False)


@pytest.fixture
def bearer():
    return lambda who: {"authorization": f"Bearer token-{who}"}


@pytest.fixture
def run(database, tmp_path):
    """A module of the service as a command, on this test's database."""

    def command(module, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        )
        return done

    return command


@pytest.fixture
def order(client, bearer):
    def place(who, *lines):
        payload = {"lines": [{"sku": sku, "grams": grams} for sku, grams in lines]}
        return client.post("/orders", json=payload, headers=bearer(who))

    return place


@pytest.fixture
def hook(client):
    def send(event_id, kind, number):
        body = json.dumps({"id": event_id, "type": kind, "data": {"order": number}}).encode()
        signature = hmac.new(b"dev-secret", body, hashlib.sha256).hexdigest()
        return client.post("/hooks/payments", content=body, headers={"x-pay-signature": signature})

    return send
