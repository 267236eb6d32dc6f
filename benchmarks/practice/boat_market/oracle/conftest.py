"""What the hidden tests share: the demo's data in a database of its own for each test, and callers with their tokens."""
import os

os.environ.setdefault("BOAT_MARKET_CLOCK", "2026-06-10T07:30:00+00:00")

import pytest  # noqa: E402

from boat_market import db, demo  # noqa: E402
from boat_market.wsgi import application  # noqa: E402


@pytest.fixture(autouse=True)
def market(tmp_path):
    engine = db.connect(tmp_path / "market.sqlite3")
    db.Base.metadata.create_all(engine)
    demo.load()
    db.close_session()
    yield
    db.close_session()
    engine.dispose()


class Caller:
    """``api("anna").get("/me")``; every call is a request of its own, as in the live service."""

    def __init__(self, name=None):
        self.headers = {"X-Market-Token": f"t-{name}"} if name else {}

    def __getattr__(self, method):
        def send(path, json=None, **more):
            if json is not None:
                more["json"] = json
            return getattr(application.test_client(), method)(path, headers=self.headers, **more)

        return send


@pytest.fixture
def api():
    return Caller


@pytest.fixture
def found():
    """The numbers of all adverts that a search answers, over all its pages."""

    def find(query="", size=20, who=None):
        numbers, cursor = [], ""
        for _ in range(40):
            answer = Caller(who).get(f"/adverts?{query}&size={size}&cursor={cursor}")
            assert answer.status_code == 200, answer.get_data(as_text=True)
            numbers += [advert["id"] for advert in answer.get_json()["adverts"]]
            cursor = answer.get_json()["next"]
            if cursor is None:
                return numbers
        raise AssertionError("the pages do not end")

    return find
