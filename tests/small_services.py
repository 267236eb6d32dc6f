"""Small services with defects, written into a folder: what replay and investigation are tested on."""

from __future__ import annotations

import base64
import json
import textwrap
from pathlib import Path
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Application, Commands, Service

PRICING = """
RATES = {"EUR": 1.0, "USD": 1.1}


class Store:
    def __init__(self):
        self.items = {"a": {"price": 2}, "b": {}}

    def price(self, key):
        return self.items[key]["price"]


def quote(key, currency="EUR", count=1):
    return Store().price(key) * RATES[currency] / count


def forever():
    while True:
        pass


def deep(n):
    return deep(n + 1)
"""

# Speaks ASGI without any framework, so that it runs on every interpreter.
PLAIN_ASGI = """
import asyncio
import json

from shop import pricing

STARTED = []


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        STARTED.append(True)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = (await receive())["body"]
    path, status = scope["path"], 200
    if path.startswith("/quote/"):
        answer = {"quote": pricing.quote(path[7:], **json.loads(body or b"{}"))}
    elif path == "/started":
        answer = {"started": STARTED}
    elif path == "/forever":
        pricing.forever()
    elif path == "/deep":
        pricing.deep(1)
    elif path == "/handled":
        try:
            answer = pricing.quote("b")
        except KeyError:
            status, answer = 500, {"detail": "sorry"}
    elif path == "/caught":
        try:
            pricing.quote("b")
        except KeyError:
            answer = {"quote": None}
    elif path == "/task":
        async def job():
            pricing.quote("b")
        asyncio.ensure_future(job())
        answer = {"accepted": True}
    elif path == "/exit":
        import os
        os._exit(7)
    elif path == "/write":
        with open("counter.txt", "a") as counter:
            counter.write("x")
        with open("counter.txt") as counter:
            answer = {"count": len(counter.read())}
    elif path == "/where":
        import os
        answer = {"where": os.path.join(os.getcwd(), "data", "file.txt")}
    elif path == "/print":
        print("noise on standard output")
        answer = {}
    else:
        status, answer = 404, {}
    await send({"type": "http.response.start", "status": status, "headers": [(b"x-kind", b"plain")]})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode(), "more_body": False})
"""

PLAIN_WSGI = """
import json

from shop import pricing


def app(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = {"quote": pricing.quote(environ["PATH_INFO"].split("/")[-1], **json.loads(body or b"{}"))}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]


def make_app():
    return app
"""

FLASK = """
from flask import Flask, jsonify, request

from shop import pricing

app = Flask(__name__)


@app.route("/quote/<key>", methods=["GET", "POST"])
def quote(key):
    return jsonify(quote=pricing.quote(key, **(request.get_json(silent=True) or {})))


@app.errorhandler(ZeroDivisionError)
def sorry(error):
    return jsonify(detail="sorry"), 500
"""

# One file is a whole Django project: settings, model, view, and a command that prepares the SQLite file.
DJANGO = """
import sys

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="for tests",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite"}},
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import Http404, JsonResponse
from django.urls import path

from shop import pricing


class Quoted(models.Model):
    key = models.CharField(max_length=9)

    class Meta:
        app_label = "shop"


def quote(request, key):
    if key == "nothing":
        raise Http404
    before = Quoted.objects.filter(key=key).count()
    Quoted.objects.create(key=key)
    return JsonResponse({"quote": pricing.quote(key), "before": before})


def latest(request):
    return JsonResponse({"latest": Quoted.objects.get(key="never").id})


urlpatterns = [path("quote/<str:key>", quote), path("latest", latest)]
app = get_wsgi_application()

if __name__ == "__main__" and sys.argv[1:] == ["setup"]:
    with connection.schema_editor() as editor:
        editor.create_model(Quoted)
"""

FASTAPI = """
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from shop import pricing

app = FastAPI()


class Order(BaseModel):
    key: str
    count: int = 1
    notes: list[str] = []
    options: dict[str, str] = {}


class Quote(BaseModel):
    total: float


@app.post("/orders")
def order(order: Order, currency: str = "EUR"):
    return {"total": pricing.quote(order.key, currency, order.count)}


@app.get("/items/{key}")
async def item(key: str):
    if key not in ("a", "b"):
        raise HTTPException(status_code=404, detail="no such item")
    return {"price": pricing.quote(key)}


@app.get("/wrong-answer", response_model=Quote)
def wrong_answer():
    result = {"total": None}
    return result
"""

FASTAPI_TESTS = """
from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_item_has_a_price():
    assert client.get("/items/a").json() == {"price": 2.0}


def test_orders_have_a_total():
    assert client.post("/orders?currency=USD", json={"key": "a", "count": 2}).status_code == 200
    assert client.post("/orders", json={"key": "a", "options": {"gift": "yes"}}).status_code == 200


def test_unknown_items_are_not_found():
    assert client.get("/items/zzz").status_code == 404
"""

JOB = """
import argparse

from shop import pricing


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1)
    options = parser.parse_args()
    print("total", pricing.quote("a", count=options.count))


if __name__ == "__main__":
    main()
"""


def write(folder: Path, main: str, **files: str) -> Path:
    """A service in `folder` with the application `main`; further files by name, `__` for a slash."""
    content = {"shop/__init__.py": "", "shop/pricing.py": PRICING, "shop/main.py": main, "shop/job.py": JOB}
    content |= {name.replace("__", "/") + ".py": text for name, text in files.items()}
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return folder


def described(folder: Path, kind: str = "asgi", target: str = "shop.main:app", **changes: Any) -> Service:
    """Its description."""
    facts: dict[str, Any] = {
        "name": "shop",
        "repository": folder,
        "app": Application.model_validate({"kind": kind, "target": target}),
        "commands": Commands(test=("python", "-m", "pytest", "-q", "-x", "tests")),
    }
    return Service.model_validate(facts | changes)


def a_request(target: str, body: Any = None, method: str = "", **headers: str) -> Stimulus:
    """A request; a JSON body makes it a POST."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    raw = b""
    if body is not None:
        raw = json.dumps(body).encode()
        pairs.append(("content-type", "application/json"))
    return Stimulus(
        method=method or ("GET" if body is None else "POST"),
        target=target,
        headers=tuple(pairs),
        body=base64.b64encode(raw).decode(),
    )


def a_command(*words: str) -> Stimulus:
    """A command."""
    return Stimulus(kind="command", command=words)
