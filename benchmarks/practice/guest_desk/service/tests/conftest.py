"""Every test has the demo's data in memory."""

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
    """Stands for all partners: notes what it is sent, answers 200."""

    def __init__(self):
        self.heard = []

    def __call__(self, request):
        self.heard.append((str(request.url), request.content))
        return httpx.Response(200)


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
    """A client that is signed in as somebody of the demo: ``client("ana")``; without a name as nobody."""

    def make(name=None):
        headers = {"authorization": f"Bearer demo-{name}"} if name else {}
        return TestClient(create_app(desk), headers=headers)

    return make
