"""The real sentry-sdk against a real server on loopback: what it sends is what is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from arbase.domain.event import Event
from arbase.domain.service import Service
from arbase.intake.digest import draft
from arbase.intake.settings import IntakeSettings
from arbase.service.app import create_app
from arbase.store.sql import SqlStore

SHOP = """
import asyncio
import logging
import sys
import threading

import sentry_sdk
from fastapi import FastAPI
from fastapi.testclient import TestClient
from flask import Flask, request
from pydantic import BaseModel
from sentry_sdk.integrations.fastapi import FastApiIntegration
from sentry_sdk.integrations.flask import FlaskIntegration
from sentry_sdk.integrations.starlette import StarletteIntegration

EXPERIMENTS = {
    "none": {"transport_compression_level": 0},
    **{name: {"transport_compression_algo": name} for name in ("br", "gzip")},
}
sentry_sdk.init(
    dsn=sys.argv[1],
    release="shop@1.2.3",
    environment="test",
    traces_sample_rate=1.0,
    auto_session_tracking=True,
    max_request_body_size="always",
    # As it would by itself, but without importing every library that it knows and finds here.
    auto_enabling_integrations=False,
    integrations=[StarletteIntegration(), FastApiIntegration(), FlaskIntegration()],
    _experiments=EXPERIMENTS[sys.argv[2]],
)
only = sys.argv[3:]
log = logging.getLogger("shop.stock")


class Order(BaseModel):
    area: float
    rooms: int
    password: str = ""


def price(order: Order, factors: dict[int, float]) -> float:
    api_key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
    settings = repr({"password": "hunter2", "area": order.area})
    assert api_key and settings
    return order.area / factors[order.rooms]


fast = FastAPI()


@fast.post("/estimate")
def estimate(order: Order) -> float:
    return price(order, {1: 2.0})


flask = Flask("shop")


@flask.post("/flask/<int:number>")
def flask_estimate(number: int) -> str:
    return str(1 / (number - int(request.json["rooms"])))


def chained() -> None:
    try:
        {}["missing"]
    except KeyError as error:
        raise RuntimeError("job failed") from error


async def failing(number: int) -> None:
    raise ValueError(f"task {number}")


async def grouped() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(failing(1))
        group.create_task(failing(2))


def deep(n: int) -> int:
    return deep(n + 1) + 1


def captured(work) -> None:
    try:
        work()
    except BaseException:
        sentry_sdk.capture_exception()


def on_fastapi() -> None:
    client = TestClient(fast, raise_server_exceptions=False)
    headers = {"Authorization": "Bearer abcdefghijklmnop", "Cookie": "sid=hunter2"}
    order = {"area": 70, "rooms": 3, "password": "hunter2"}
    client.post("/estimate?currency=EUR&token=hunter2x9", json=order, headers=headers)


def on_flask() -> None:
    flask.test_client().post("/flask/3?x=1", json={"rooms": 3})


def on_logging() -> None:
    logging.getLogger("shop").warning("about to fail with password=hunter2")
    log.error("no stock for %s in %d shops", "lamp", 3)
    try:
        int("x7")
    except ValueError:
        log.exception("bad number %s", "x7")


def on_thread() -> None:
    def work() -> None:
        raise LookupError("in a thread")

    threading.excepthook = threading.__excepthook__
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


WORK = {
    "fastapi": on_fastapi,
    "flask": on_flask,
    "logging": on_logging,
    "thread": on_thread,
    "chained": lambda: captured(chained),
    "grouped": lambda: captured(lambda: asyncio.run(grouped())),
    "deep": lambda: captured(lambda: deep(0)),
    "message": lambda: sentry_sdk.capture_message("surrogate \\udcff and \\0 " + "x" * 20000, level="info"),
}
for name, work in WORK.items():
    if not only or name in only:
        with sentry_sdk.isolation_scope() as scope:
            scope.set_tag("case", name)
            scope.set_user({"id": "u1", "email": "ann@example.org"})
            work()
sentry_sdk.flush(20)
"""


class Server:
    """arbase on a port of its own, in a thread of this process."""

    def __init__(self, folder: Path) -> None:
        self.store = SqlStore.open(f"sqlite:///{folder / 'arbase.db'}")
        self.record = self.store.add_service(Service(name="shop", repository="/srv/shop"))
        app = create_app(self.store, IntakeSettings(), None)
        self.encodings: list[str] = []
        self.refusals: list[int] = []

        async def watched(scope: Any, receive: Any, send: Any) -> None:
            async def noted(message: Any) -> None:
                if message["type"] == "http.response.start" and message["status"] != 200:
                    self.refusals.append(message["status"])
                await send(message)

            if scope["type"] == "http":
                self.encodings.append(dict(scope["headers"]).get(b"content-encoding", b"").decode())
            await app(scope, receive, noted)

        config = uvicorn.Config(watched, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.dsn = f"http://{self.record.key}@127.0.0.1:{port}/{self.record.project}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self.store.close()


def run_shop(folder: Path, server: Server, encoding: str, *cases: str) -> dict[str, list[Event]]:
    """What is kept of a run of the shop, by case."""
    package = folder / "shop_run.py"
    package.write_text(textwrap.dedent(SHOP), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(package), server.dsn, encoding, *cases],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "SENTRY_SPOTLIGHT": "0"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, list[Event]] = {}
    for event in server.store.inbox(100):
        found.setdefault(event.tags.get("case", "?"), []).append(event)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("intake"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def kept(tmp_path_factory, server) -> dict[str, list[Event]]:
    return run_shop(tmp_path_factory.mktemp("shop"), server, "br")


def test_everything_the_sdk_sends_is_accepted(server, kept):
    assert set(kept) == {"fastapi", "flask", "logging", "thread", "chained", "grouped", "deep", "message"}
    assert server.refusals == []
    assert "br" in server.encodings
    assert all(event.release == "shop@1.2.3" and event.environment == "test" for event in server.store.inbox(100))
    assert all(event.sdk.startswith("sentry.python") for event in server.store.inbox(100))


def test_a_fastapi_crash_has_its_frame_locals_and_request(kept):
    (event,) = kept["fastapi"]
    raised = event.raised
    frame = raised.in_app_frames[-1]
    assert (raised.type, raised.message) == ("KeyError", "3")
    assert (frame.function, frame.path) == ("price", "shop_run.py")
    assert frame.source_line.strip() == "return order.area / factors[order.rooms]"
    assert frame.variables["factors"] == {"1": "2.0"}
    assert "area=70.0" in frame.variables["order"]
    assert any(not frame.in_app for frame in raised.frames)
    assert event.request.method == "POST"
    assert event.request.query.startswith("currency=EUR")
    assert event.request.body == {"area": 70, "rooms": 3, "password": event.request.body["password"]}
    assert event.transaction


def test_no_secret_of_the_sdk_is_kept(server, kept):
    text = "".join(event.model_dump_json() for event in server.store.inbox(100))
    for secret in ("hunter2", "sk_live_4eC", "abcdefghijklmnop", "ann@example.org"):
        assert secret not in text, [text[max(0, at - 150) : at + 40] for at in [text.find(secret)]]
    assert kept["fastapi"][0].redactions > 0


def test_a_flask_crash_has_its_request(kept):
    (event,) = kept["flask"]
    assert event.raised.type == "ZeroDivisionError"
    assert event.raised.in_app_frames[-1].function == "flask_estimate"
    assert event.request.body == {"rooms": 3}
    assert event.request.query == "x=1"


def test_log_messages_come_with_their_template(kept):
    plain, with_exception = kept["logging"]
    assert (plain.message, plain.message_template) == ("no stock for lamp in 3 shops", "no stock for %s in %d shops")
    assert plain.logger == "shop.stock"
    assert plain.exceptions == ()
    assert [crumb.category for crumb in plain.breadcrumbs][-1] == "shop"
    assert with_exception.raised.type == "ValueError"
    assert draft(plain).fingerprint.rule == "message"


def test_a_crash_in_a_thread_is_kept(kept):
    (event,) = kept["thread"]
    assert (event.raised.type, event.raised.message) == ("LookupError", "in a thread")
    assert event.raised.mechanism.handled is False


def test_a_chain_starts_at_its_root(kept):
    (event,) = kept["chained"]
    assert [raised.type for raised in event.exceptions] == ["KeyError", "RuntimeError"]
    assert [raised.frames[-1].function for raised in event.exceptions] == ["chained", "chained"]


def test_a_group_comes_with_what_it_holds(kept):
    (event,) = kept["grouped"]
    assert [raised.type for raised in event.exceptions].count("ValueError") == 2
    assert event.exceptions[-1].mechanism.is_exception_group
    parts = draft(event).fingerprint.parts
    assert [part.value for part in parts if part.kind == "type"] == ["ValueError"]


def test_a_recursion_is_bounded_and_known_by_its_cycle(kept):
    (event,) = kept["deep"]
    assert len(event.raised.frames) <= 100
    (frame,) = [part.value for part in draft(event).fingerprint.parts if part.kind == "frame"]
    assert frame.endswith(".deep")


def test_odd_text_is_kept_in_part(kept):
    (event,) = kept["message"]
    assert event.message.startswith("surrogate")
    assert event.level == "info"
    assert "\0" not in event.message


@pytest.mark.parametrize(("encoding", "sent"), [("gzip", "gzip"), ("none", "")])
def test_other_encodings_of_the_sdk_are_read(tmp_path, encoding, sent):
    running = Server(tmp_path)
    try:
        kept = run_shop(tmp_path, running, encoding, "chained")
        assert [event.raised.type for event in kept["chained"]] == ["RuntimeError"]
        assert set(running.encodings) == {sent}
        assert running.refusals == []
    finally:
        running.stop()


def test_a_wrong_key_costs_the_client_nothing_but_the_event(tmp_path, server):
    before, server.refusals[:] = server.store.inbox_size(), []
    stranger = Server.__new__(Server)
    stranger.store = server.store
    stranger.dsn = server.dsn.replace(server.record.key, "0" * 32)
    run_shop(tmp_path, stranger, "gzip", "chained")
    assert server.store.inbox_size() == before
    assert 403 in server.refusals
