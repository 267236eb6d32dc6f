from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from grant_desk import database
from grant_desk.models import CallIn
from grant_desk.repositories.calls import CallRepository
from grant_desk.repositories.organisations import OrganisationRepository
from grant_desk.repositories.users import UserRepository
from grant_desk.security import hashed
from grant_desk.services.rates import FixedRates
from grant_desk.settings import Settings
from grant_desk.web.app import create_app

PASSWORD = hashed("pass")


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database=str(tmp_path / "desk.sqlite3"),
        secret="s3cret",
        now="2026-03-10T10:00:00+00:00",
        office_mail="desk@fundacao.test",
    )


@pytest.fixture
def connection(settings):
    opened = database.create(settings.database)
    users = UserRepository(opened)
    for name, role in [("olga", "officer"), ("rui", "reviewer"), ("rosa", "reviewer"), ("ada", "applicant")]:
        users.insert(email=f"{name}@mail.test", name=name.title(), role=role, password=PASSWORD)
    CallRepository(opened).add(
        CallIn(
            code="TEST26",
            title="A call",
            opens_on="2026-03-01",
            closes_at="2026-03-31T17:00",
            budget="50000",
            criteria={"idea": 3, "team": 1},
        )
    )
    OrganisationRepository(opened).insert(name="Ada's Association", country="PT", iban="PT50")
    users.change(4, organisation_id=1)
    yield opened
    opened.close()


@pytest.fixture
def make_app(settings, connection):
    """An application of its own, with other settings where a test needs them."""

    def make(rates=None, **changes):
        return create_app(replace(settings, **changes), rates or FixedRates({"USD": Decimal("0.5")}))

    return make


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def signed_in(app):
    def client(name):
        client = TestClient(app)
        token = client.post("/sessions", json={"email": f"{name}@mail.test", "password": "pass"}).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    return client


@pytest.fixture
def officer(signed_in):
    return signed_in("olga")


@pytest.fixture
def reviewer(signed_in):
    return signed_in("rui")


@pytest.fixture
def applicant(signed_in):
    return signed_in("ada")


@pytest.fixture
def apply(applicant):
    """An application with a budget, as a draft or submitted."""

    def send(amount="1000.00", submit=True, **fields):
        body = {"call": "TEST26", "title": "An idea", **fields}
        reference = applicant.post("/applications", json=body).json()["reference"]
        lines = [{"category": "staff", "description": "People", "amount": amount}]
        applicant.put(f"/applications/{reference}/budget", json=lines)
        if submit:
            applicant.post(f"/applications/{reference}/submit")
        return SimpleNamespace(reference=reference, path=f"/applications/{reference}")

    return send
