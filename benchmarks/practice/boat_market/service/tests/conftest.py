"""Every test has an empty database and a session of its own."""
import os

os.environ.setdefault("BOAT_MARKET_CLOCK", "2026-06-10T07:30:00+00:00")


import pytest  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from boat_market import db  # noqa: E402
from boat_market.app import create_app  # noqa: E402
from boat_market.models import Account  # noqa: E402

BOAT = {"title": "Dehler 34", "class": "sail", "year": 1998, "length": "10.20", "draft": "1.75", "berths": 6, "price": "38500"}


@pytest.fixture(autouse=True)
def session():
    engine = db.connect(":memory:")
    db.Base.metadata.create_all(engine)
    with Session(engine) as session:
        db.lend(session)
        yield session
        db.lend(None)
    engine.dispose()


@pytest.fixture
def client():
    with create_app().test_client() as client:
        yield client


@pytest.fixture
def person(session):
    """Somebody with a token: ``person("anna")``."""

    def make(name, **more):
        account = Account(name=name.title(), email=f"{name}@example.org", token=f"t-{name}", **more)
        session.add(account)
        session.commit()
        return account

    return make


@pytest.fixture
def api(client):
    """``api("anna").get("/me")``; without a name no token is sent."""

    class Caller:
        def __init__(self, name=None):
            self.headers = {"X-Market-Token": f"t-{name}"} if name else {}

        def __getattr__(self, method):
            def send(path, json=None, **more):
                if json is not None:
                    more["json"] = json
                return getattr(client, method)(path, headers=self.headers, **more)

            return send

    return Caller


@pytest.fixture
def boat(api):
    """The number of a new advert that is listed: ``boat("bram", price="900")``."""

    def make(seller, listed=True, **changes):
        number = api(seller).post("/adverts", {**BOAT, **changes}).get_json()["id"]
        if listed:
            assert api(seller).post(f"/adverts/{number}/listed").status_code == 200
        return number

    return make
