import os
import tempfile

os.environ["COOP_DATABASE"] = os.path.join(tempfile.mkdtemp(), "test.db")
os.environ.setdefault("COOP_TODAY", "2026-04-15")

import pytest
from fastapi.testclient import TestClient

from energy_coop import seed, tariffs
from energy_coop.app import app

ANNA = {"x-member-token": "tok-anna"}
JUERGEN = {"x-member-token": "tok-juergen"}
STAFF = {"x-staff-token": "staff-dev"}
GRID = {"x-grid-token": "grid-dev"}


@pytest.fixture(autouse=True)
def data():
    seed.fill()
    tariffs.book.clear()


@pytest.fixture
def client():
    return TestClient(app)
