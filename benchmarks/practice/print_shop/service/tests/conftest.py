"""Every test has an application with a fresh copy of the training shop."""
import os
import shutil

os.environ.setdefault("PRINT_SHOP_NOW", "2026-04-14T08:45:00+02:00")

import pytest  # noqa: E402

from print_shop import security, seed  # noqa: E402
from print_shop.app import create_app  # noqa: E402
from print_shop.config import Settings  # noqa: E402


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("seed") / "shop.sqlite3"
    seed.main(path)
    return path


@pytest.fixture
def app(template, tmp_path):
    database = tmp_path / "shop.sqlite3"
    shutil.copy(template, database)
    return create_app(Settings(database=database, files=tmp_path / "files"))


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def lotte(app):
    """A client with Lotte's token."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer desk-lotte-5d1c"
    return client


@pytest.fixture
def deliver(client):
    """Sends an event as the provider does."""
    import json

    def send(event):
        body = json.dumps(event).encode()
        signature = "sha256=" + security.sign("whsec-development", body)
        return client.post("/webhooks/payments", data=body, headers={"X-Pay-Signature": signature})

    return send
