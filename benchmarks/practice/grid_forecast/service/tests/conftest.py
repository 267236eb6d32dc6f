"""Every test has the demo's data of its own."""
import os
import shutil

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
    return TestClient(app)


@pytest.fixture
def upload(client):
    """Sends readings as CSV."""

    def send(code, *lines, header="time,kw"):
        content = "\n".join([header, *lines])
        return client.post(f"/sites/{code}/readings", content=content, headers={"content-type": "text/csv"})

    return send
