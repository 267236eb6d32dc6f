import pytest
from fastapi.testclient import TestClient

from energy_coop import seed
from energy_coop.app import app


@pytest.fixture(autouse=True)
def data():
    seed.fill()


@pytest.fixture
def client():
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def staff():
    return {"x-staff-token": "staff-dev"}


@pytest.fixture
def grid():
    return {"x-grid-token": "grid-dev"}


@pytest.fixture
def member():
    return lambda name: {"x-member-token": f"tok-{name}"}
