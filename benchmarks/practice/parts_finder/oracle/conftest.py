import pathlib
import shutil

import pytest
from starlette.testclient import TestClient

ROOT = pathlib.Path.cwd()


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    monkeypatch.setenv("PARTS_FINDER_DATA", str(folder))
    monkeypatch.setenv("PARTS_FINDER_NOW", "2026-09-14T08:00:00+00:00")
    return folder


@pytest.fixture
def client(data):
    from parts_finder.app import create_app

    return TestClient(create_app(), raise_server_exceptions=False)


@pytest.fixture
def bearer():
    return lambda who: {"authorization": f"Bearer token-{who}"}


@pytest.fixture
def find(client):
    def found(**parameters):
        answer = client.get("/search", params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return found


@pytest.fixture
def ids(find):
    return lambda **parameters: [part["part_id"] for part in find(**parameters)["parts"]]


@pytest.fixture
def walk(find):
    """All pages of a search, one list of ids for each."""

    def pages(**parameters):
        seen, after = [], ""
        while True:
            found = find(**parameters, after=after)
            seen.append([part["part_id"] for part in found["parts"]])
            assert len(seen) < 40, "the pages do not end"
            after = found["next"]
            if not after:
                return seen

    return pages
