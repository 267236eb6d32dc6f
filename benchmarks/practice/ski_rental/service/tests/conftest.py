"""A copy of the training data for every test."""
import os
import shutil

os.environ.setdefault("SKI_RENTAL_NOW", "2026-01-17T10:15:00+01:00")
os.environ.setdefault("SKI_RENTAL_SECRET", "counter-of-the-valley-station")

import pytest
from fastapi.testclient import TestClient

import training
from ski_rental import db, prices, stock
from ski_rental.app import app


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("training") / "rental.sqlite3"
    training.build(path)
    return path


@pytest.fixture(autouse=True)
def database(template, tmp_path):
    path = tmp_path / "rental.sqlite3"
    shutil.copy(template, path)
    db.connect(path)
    stock.forget()
    prices.forget()
    return path


@pytest.fixture
def session(database):
    with db.transaction() as opened:
        yield opened


@pytest.fixture
def client():
    return TestClient(app)


def signed_in(client, login, pin):
    token = client.post("/staff/sign-in", json={"login": login, "pin": pin}).json()["token"]
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def jan(client):
    return signed_in(client, "jan", "1502")


@pytest.fixture
def resi(client):
    return signed_in(client, "resi", "4711")
