import asyncio
import csv
from urllib.parse import quote

import pytest


@pytest.fixture
def ask(client):
    """Asks without a client library: those read headers in encodings of their own."""

    def start(target):
        path, _, query = target.partition("?")
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"}
        scope |= {"path": path, "raw_path": path.encode(), "root_path": "", "query_string": query.encode(), "headers": []}
        scope |= {"client": ("203.0.113.7", 4711), "server": ("courses", 80)}
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        asyncio.run(client.app(scope, receive, send))
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])

    return start


def rows(answer):
    status, headers, body = answer
    assert status == 200
    assert headers["content-type"].startswith("text/csv")
    assert headers["content-disposition"].startswith("attachment")
    assert "20260914.csv" in headers["content-disposition"]
    return list(csv.DictReader(body.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Dvořák", ["PY-100", "PY-200"]),
        ("Kovač", ["BB-100", "PO-300", "PO-100"]),
        ("Şahin", ["DE-001"]),
        ("Yūko -brush", []),
        ("書道", []),
        ("€ 50", []),
    ],
)
def test_letters_of_all_sorts(ask, text, codes):
    found = rows(ask(f"/export.csv?q={quote(text)}"))
    assert sorted(row["code"] for row in found) == sorted(codes)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=yoga", "yoga-20260914.csv"),
        ("q=%22street+food%22+Thai", "street-food-thai-20260914.csv"),
        ("venue=Observatory", "courses-20260914.csv"),
        ("q=%21%21", "courses-20260914.csv"),
    ],
)
def test_plain_names(client, query, name):
    assert name in client.get(f"/export.csv?{query}").headers["content-disposition"]


def test_names_differ(ask):
    texts = ["Dvořák", "Kovač", "yoga"]
    assert len({ask(f"/export.csv?q={quote(text)}")[1]["content-disposition"] for text in texts}) == 3


def test_umlauts_and_what_is_in_it(ask):
    found = rows(ask("/export.csv?q=K%C3%A4se"))
    assert [(row["code"], row["title"], row["level"], row["price"]) for row in found] == [
        ("CO-110", "Käse selber machen", "", "89.0")
    ]


def test_bad_parameter(client):
    assert client.get("/export.csv?q=Kova%C4%8D&order=best").status_code == 400
