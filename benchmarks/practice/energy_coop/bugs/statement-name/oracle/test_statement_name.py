import asyncio

import pytest

from energy_coop.app import app
from energy_coop.database import SessionLocal
from energy_coop.models import Member

HEAD = "invoice;period;revision;total\r\n"


def statement(token):
    """Status, headers and body as the server would send them; header values are Latin-1 on the wire."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    path = "/members/me/statement.csv"
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
             "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
             "headers": [(b"host", b"testserver"), (b"x-member-token", token.encode())],
             "client": ("testclient", 1), "server": ("testserver", 80)}
    asyncio.run(app(scope, receive, send))
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], {k.decode().lower(): v.decode("latin-1") for k, v in sent[0]["headers"]}, body


def rename(name):
    with SessionLocal.begin() as session:
        session.query(Member).filter_by(number="M-1001").one().name = name


def check(token, text):
    status, headers, body = statement(token)
    assert status == 200
    assert headers["content-type"].startswith("text/csv")
    assert body.decode("utf-8") == text
    disposition = headers["content-disposition"]
    assert disposition.startswith("attachment") and "filename" in disposition and ".csv" in disposition
    return disposition


def test_name_beyond_latin_1():
    check("tok-lukasz", HEAD)


@pytest.mark.parametrize("name", ["Ελένη Παππά", "Zoë Çelik", "李 明", "Ana “Ani” Šarić", "Bo 🌞"])
def test_further_names(name):
    rename(name)
    check("tok-anna", HEAD)


def test_names_that_worked():
    assert "Gruber" in check("tok-anna", HEAD)
    check("tok-juergen", HEAD + "2026-02-1002;2026-02;0;15,00 EUR\r\n2026-02-1002-K1;2026-02;1;14,53 EUR\r\n")
    assert statement("nobody")[0] == 401
