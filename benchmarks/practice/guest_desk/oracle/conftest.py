"""What the hidden tests share: the demo's data in memory, clients, and a stand-in for the partners."""

import os

os.environ["GUEST_DESK_DB"] = ":memory:"
os.environ.setdefault("GUEST_DESK_CLOCK", "2026-06-10T09:30:00+00:00")
os.environ.setdefault("GUEST_DESK_ROUNDS", "10")

import httpx  # noqa: E402
import pytest  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402

from guest_desk import demo  # noqa: E402
from guest_desk.app import create_app  # noqa: E402
from guest_desk.desk import Desk  # noqa: E402
from guest_desk.store import Store  # noqa: E402


class Partners:
    """Stands for all partners: `answers` maps the host's path to a status or an exception to raise."""

    def __init__(self):
        self.heard = []
        self.answers = {}

    def __call__(self, request):
        self.heard.append(str(request.url))
        answer = self.answers.get(request.url.path, 200)
        if isinstance(answer, int):
            return httpx.Response(answer)
        raise answer


@pytest.fixture
def partners():
    return Partners()


@pytest.fixture
def desk(partners):
    store = Store(":memory:")
    demo.load(store)
    return Desk(store, httpx.AsyncClient(transport=httpx.MockTransport(partners)))


@pytest.fixture
def client(desk):
    def make(name=None, token=None):
        token = token or (f"demo-{name}" if name else None)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return TestClient(create_app(desk), headers=headers, raise_server_exceptions=False)

    return make
