"""A fresh database with the demonstration data for every test."""

import os
import tempfile

os.environ["WARD_ROTA_DB"] = os.path.join(tempfile.mkdtemp(), "test.sqlite")
os.environ["WARD_ROTA_NOW"] = "2026-09-16T10:00:00+02:00"
os.environ.pop("WARD_ROTA_PAYROLL_URL", None)

import pytest
from fastapi.testclient import TestClient

from ward_rota import demo
from ward_rota import demand
from ward_rota.main import app


@pytest.fixture(autouse=True)
def fresh():
    demo.fresh()
    demand.table.cache_clear()
    yield
    app.dependency_overrides.clear()


@pytest.fixture
def ask():
    """Sends a request as somebody: `ask("anna", "GET", "/me")`."""
    client = TestClient(app)

    def send(login, method, path, **more):
        headers = {"authorization": f"Bearer demo-{login}"} if login else {}
        return client.request(method, path, headers=headers, **more)

    return send
