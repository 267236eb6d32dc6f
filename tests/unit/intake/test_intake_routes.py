import base64
import gzip
import json
import zlib
from collections.abc import Sequence

import brotli
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from arbase.domain.errors import StoreError
from arbase.domain.event import Event
from arbase.domain.service import Service
from arbase.intake.digest import digest_once
from arbase.intake.settings import IntakeSettings
from arbase.service.ingest import ingest_routes
from arbase.store.sql import SqlStore

ID = "9ec79c33ec9942ab8353589fcb2e04dc"
EVENT = {"event_id": ID, "message": "it broke", "platform": "python"}


class FullStore(SqlStore):
    """A store whose disk is full."""

    def accept(self, events: Sequence[Event]) -> int:
        raise StoreError("database or disk is full: /secret/path/arbase.db")


class Address:
    """A client of one project at an address that takes events in."""

    def __init__(self, store: SqlStore, **limits) -> None:
        self.store = store
        self.record = store.add_service(Service(name="shop", repository="/srv/shop"))
        app = FastAPI()
        app.include_router(ingest_routes(store, IntakeSettings(**limits)))
        self.client = TestClient(app)
        self.auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=x/1, sentry_key={self.record.key}"}

    def post(self, body: bytes, path: str = "envelope/", headers: dict | None = None, **kwargs):
        url = f"/api/{self.record.project}/{path}"
        return self.client.post(url, content=body, headers={**self.auth, **(headers or {})}, **kwargs)

    def stored(self) -> list[Event]:
        return list(self.store.inbox(100))


@pytest.fixture
def address(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    yield Address(store)
    store.close()


def envelope(*items: tuple[str, object], header: dict | None = None, length: bool = True) -> bytes:
    lines = [json.dumps({"event_id": ID} if header is None else header).encode()]
    for kind, payload in items:
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        lines += [json.dumps({"type": kind, **({"length": len(data)} if length else {})}).encode(), data]
    return b"\n".join(lines) + b"\n"


def refused(answer, status: int) -> str:
    """The reason of a refusal, after checking that it has the form of one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-sentry-error"]
    reason = answer.json()["detail"]
    assert "\n" not in reason
    assert "Traceback" not in reason
    return reason


# -- what is accepted


@pytest.mark.parametrize("path", ["envelope/", "envelope"])
@pytest.mark.parametrize("length", [True, False])
def test_an_envelope_is_stored_and_its_id_told(address, path, length):
    answer = address.post(envelope(("event", EVENT), length=length), path)
    assert (answer.status_code, answer.json()) == (200, {"id": ID})
    (event,) = address.stored()
    assert (event.id, event.service, event.message) == (ID, "shop", "it broke")


@pytest.mark.parametrize("path", ["store/", "store"])
def test_a_single_event_is_stored_and_its_id_told(address, path):
    answer = address.post(json.dumps(EVENT).encode(), path)
    assert (answer.status_code, answer.json()) == (200, {"id": ID})
    assert [event.id for event in address.stored()] == [ID]


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("identity", bytes),
        ("GZip", gzip.compress),
    ],
)
@pytest.mark.parametrize("path", ["envelope/", "store/"])
def test_bodies_come_in_every_encoding(address, encoding, pack, path):
    body = envelope(("event", EVENT)) if path == "envelope/" else json.dumps(EVENT).encode()
    assert address.post(pack(body), path, {"Content-Encoding": encoding}).status_code == 200
    assert len(address.stored()) == 1


def test_old_clients_write_base64(address):
    body = base64.b64encode(zlib.compress(json.dumps(EVENT).encode()))
    assert address.post(body, "store/").json() == {"id": ID}


OTHER_ITEMS = [
    ("transaction", {"type": "transaction", "event_id": ID, "spans": []}),
    ("session", {"sid": "x", "status": "ok"}),
    ("sessions", {"aggregates": []}),
    ("check_in", {"check_in_id": "x", "status": "ok"}),
    ("log", {"items": [{"body": "x"}]}),
    ("client_report", {"discarded_events": []}),
    ("attachment", b"\x00\x01\n\n{}\nbinary\xff"),
    ("statsd", b"a:1|c\nb:2|c"),
    ("profile", {"frames": []}),
    ("profile_chunk", {}),
    ("replay_event", {}),
    ("replay_recording", b"{}\n\x1f\x8b"),
    ("user_report", {"comments": "x"}),
    ("something_new", b"\n\n\n"),
    ("span", {}),
]


def test_items_that_are_no_events_are_skipped(address):
    answer = address.post(envelope(*OTHER_ITEMS, ("event", EVENT), *OTHER_ITEMS))
    assert answer.json() == {"id": ID}
    assert [event.message for event in address.stored()] == ["it broke"]


def test_an_envelope_without_events_is_fine(address):
    assert address.post(envelope(*OTHER_ITEMS)).json() == {"id": ID}
    assert address.post(envelope(("session", {}), header={})).json() == {}
    assert address.post(b"{}\n").json() == {}
    assert address.stored() == []


def test_a_transaction_at_the_old_address_is_skipped(address):
    assert address.post(json.dumps({**EVENT, "type": "transaction"}).encode(), "store/").json() == {"id": ID}
    assert address.stored() == []


def test_the_id_of_the_envelope_stands_in_for_one_that_is_missing(address):
    assert address.post(envelope(("event", {"message": "x"}))).json() == {"id": ID}
    assert address.stored()[0].id == ID


def test_an_event_sent_twice_is_kept_once(address):
    for _ in range(3):
        assert address.post(envelope(("event", EVENT))).status_code == 200
    assert len(address.stored()) == 1


def test_secrets_do_not_reach_the_store(address):
    reported = {**EVENT, "extra": {"password": "hunter2"}, "user": {"email": "ann@example.org"}}
    address.post(envelope(("event", reported)))
    (event,) = address.stored()
    assert "hunter2" not in event.model_dump_json()
    assert "ann@example.org" not in event.model_dump_json()
    assert event.redactions == 1


def test_digestion_moves_the_inbox_into_incidents(address):
    for number in range(5):
        reported = {"event_id": f"{number:032x}", "exception": {"type": "KeyError", "value": f"'{number}'"}}
        address.post(envelope(("event", reported), header={}))
    assert digest_once(address.store, 3) == 3
    assert digest_once(address.store, 100) == 2
    assert digest_once(address.store, 100) == 0
    (incident,) = address.store.incidents()
    assert (incident.count, incident.title) == (5, "KeyError: '0'")
    assert address.store.inbox_size() == 0


# -- who may send


def test_the_key_comes_in_the_header_the_query_or_the_dsn(address):
    record = address.record
    bare = address.client.post
    url = f"/api/{record.project}/envelope/"
    dsn = f"https://{record.key}@errors.example.org/{record.project}"
    assert (
        bare(f"{url}?sentry_key={record.key}&sentry_version=7", content=envelope(("event", EVENT))).status_code == 200
    )
    assert bare(url, content=envelope(("event", EVENT), header={"dsn": dsn})).status_code == 200
    assert bare(url, content=b"{}\n", headers={"Authorization": address.auth["X-Sentry-Auth"]}).status_code == 200
    assert bare(url, content=b"{}\n", headers={"X-Sentry-Auth": f"sentry_key={record.key}"}).status_code == 200


def test_without_a_key_nothing_is_accepted(address):
    for path, body in [("envelope/", envelope(("event", EVENT))), ("store/", json.dumps(EVENT).encode())]:
        for project in (address.record.project, 999):
            assert "no key" in refused(address.client.post(f"/api/{project}/{path}", content=body), 401)
    assert address.stored() == []


def test_a_wrong_key_and_an_unknown_project_get_the_same_answer(address):
    for key in ("0" * 32, "x", "é", "'; drop table services; --", "a" * 5000):
        for project in ("1", "2", "999999999", "0", "-1", "abc", "9" * 40, "1.0", "%31x", "٣"):
            answer = address.client.post(f"/api/{project}/envelope/", params={"sentry_key": key}, content=b"{}\n")
            assert refused(answer, 403) == "this key does not belong to this project"


def test_the_key_of_another_project_is_refused(address):
    other = address.store.add_service(Service(name="other", repository="/srv/other"))
    url = f"/api/{other.project}/envelope/"
    refused(address.client.post(url, content=envelope(("event", EVENT)), headers=address.auth), 403)
    dsn = f"https://{address.record.key}@h/{address.record.project}"
    refused(address.client.post(url, content=envelope(("event", EVENT), header={"dsn": dsn})), 403)
    assert address.stored() == []


@pytest.mark.parametrize("dsn", ["http://[", 5, "", "nonsense", "http://h/1", None, []])
def test_a_broken_dsn_is_no_key(address, dsn):
    url = f"/api/{address.record.project}/envelope/"
    assert address.client.post(url, content=envelope(header={"dsn": dsn})).status_code in (400, 401, 403)


# -- what is refused

BAD = {
    "empty": (b"", 400),
    "no json": (b"nonsense\n", 400),
    "an array": (b"[]\n", 400),
    "bad item header": (b"{}\n{nonsense\n{}", 400),
    "item without type": (b'{}\n{"length":2}\n{}', 400),
    "negative length": (b'{}\n{"type":"event","length":-5}\n{}', 400),
    "length that lies": (b'{}\n{"type":"event","length":500}\n{}', 400),
    "length that is too short": (b'{}\n{"type":"event","length":1}\n{}', 400),
    "length of a wrong type": (b'{}\n{"type":"event","length":"x"}\n{}', 400),
    "malformed event": (envelope(("event", b'{"message": ')), 400),
    "event that is no object": (envelope(("event", [1])), 400),
    "deep nesting": (envelope(("event", b'{"extra":' + b"[" * 50_000 + b"]" * 50_000 + b"}")), 400),
    "bad event id": (envelope(("event", {**EVENT, "event_id": "nonsense"})), 400),
    "bad envelope id": (envelope(("event", EVENT), header={"event_id": 5}), 400),
    "a good event and a bad one": (envelope(("event", EVENT), ("event", b"{")), 400),
    "a good event and a bad item": (envelope(("event", EVENT)) + b"nonsense", 400),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_envelope_is_refused_whole(address, name):
    body, status = BAD[name]
    refused(address.post(body), status)
    assert address.stored() == []
    assert address.post(envelope(("event", EVENT))).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b"null", b"bm90IGpzb24=", b"\xff\xfe", b'{"event_id": 7}'])
def test_a_bad_event_at_the_old_address_is_refused(address, body):
    refused(address.post(body, "store/"), 400)
    assert address.stored() == []


def test_a_truncated_gzip_is_refused(address):
    whole = gzip.compress(envelope(("event", EVENT)))
    for kept in range(0, len(whole), 7):
        refused(address.post(whole[:kept], headers={"Content-Encoding": "gzip"}), 400)
    assert address.stored() == []


def test_an_unknown_encoding_is_refused(address):
    assert "zstd" in refused(address.post(b"x", headers={"Content-Encoding": "zstd"}), 415)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("deflate", zlib.compress)]
)
def test_a_compression_bomb_is_refused(tmp_path, encoding, pack):
    small = Address(SqlStore.open(f"sqlite:///{tmp_path / 'small.db'}"), max_decoded_bytes=100_000)
    bomb = pack(envelope(("event", {"message": "x" * 5_000_000})))
    assert len(bomb) < 100_000
    refused(small.post(bomb, headers={"Content-Encoding": encoding}), 413)
    assert small.stored() == []
    small.store.close()


def test_bodies_and_events_over_their_limit_are_refused(tmp_path):
    small = Address(
        SqlStore.open(f"sqlite:///{tmp_path / 'small.db'}"), max_compressed_bytes=5_000, max_event_bytes=2_000
    )
    refused(small.post(b"x" * 6_000), 413)
    refused(small.post(chunk for chunk in [b"x" * 1_000] * 6), 413)
    refused(small.post(b"", headers={"Content-Length": "9" * 30}), 413)
    refused(small.post(envelope(("event", {"message": "x" * 3_000}))), 413)
    assert small.post(envelope(("attachment", b"x" * 3_000), ("event", EVENT))).status_code == 200
    small.store.close()


def test_clients_are_told_to_wait_while_too_many_events_wait(tmp_path):
    small = Address(SqlStore.open(f"sqlite:///{tmp_path / 'small.db'}"), max_waiting=1)
    assert small.post(envelope(("event", EVENT))).status_code == 200
    later = Address(small.store, max_waiting=1)
    answer = later.post(envelope(("event", {}), header={}))
    assert "waiting" in refused(answer, 429)
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["x-sentry-rate-limits"] == "60:error:organization"
    small.store.close()


def test_a_full_disk_is_no_acceptance_and_tells_no_stranger_about_itself(tmp_path):
    full = Address(FullStore.open(f"sqlite:///{tmp_path / 'full.db'}"))
    answer = full.post(envelope(("event", EVENT)))
    assert "secret" not in refused(answer, 503)
    assert answer.headers["retry-after"] == "30"
    full.store.close()


def test_a_refusal_quotes_no_line_ends_into_its_header(address):
    answer = address.post(b"x", headers={"Content-Encoding": "a\tb\x7f"})
    assert refused(answer, 415)
    assert answer.headers["x-sentry-error"].isprintable()


# -- browsers


@pytest.mark.parametrize("path", ["envelope/", "envelope", "store/"])
def test_browsers_may_ask_and_send_from_everywhere(address, path):
    answer = address.client.options(f"/api/{address.record.project}/{path}", headers={"Origin": "https://a.example"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-Sentry-Auth" in answer.headers["access-control-allow-headers"]
    assert address.post(envelope(("event", EVENT))).headers["access-control-allow-origin"] == "*"


# -- anything at all


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=200) | st.binary(max_size=100).map(lambda data: envelope() + data),
    path=st.sampled_from(["envelope/", "store/"]),
    encoding=st.sampled_from(["", "gzip", "br", "deflate", "x"]),
)
def test_no_request_breaks_the_service(address, body, path, encoding):
    answer = address.post(body, path, {"Content-Encoding": encoding})
    assert answer.status_code in (200, 400, 413, 415)
    if answer.status_code != 200:
        refused(answer, answer.status_code)
