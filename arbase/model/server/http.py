"""The loopback server itself: threads, keys, errors, delays, and both protocols on one port."""

from __future__ import annotations

import contextlib
import http.server
import itertools
import json
import threading
import time
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from arbase.model.server import chat, messages
from arbase.model.server.interface import Answerer, Asked, ProtocolError, Turn, WireError

MAX_BODY = 64_000_000
PROTOCOLS: dict[str, ModuleType] = {"/v1/messages": messages, "/v1/chat/completions": chat}


class Totals:
    """What the server has counted; the other side's count must agree with it."""

    def __init__(self) -> None:
        self.requests = 0
        self.input_tokens = 0
        self.output_tokens = 0
        self.refused: list[str] = []
        self._lock = threading.Lock()

    def add(self, asked: Asked, turn: Turn) -> None:
        """Count one answer."""
        used = messages.usage_of(asked, turn)
        with self._lock:
            self.requests += 1
            self.input_tokens += used["input_tokens"] + used["cache_read_input_tokens"]
            self.input_tokens += used["cache_creation_input_tokens"]
            self.output_tokens += used["output_tokens"]


class ModelServer:
    """Serves an answerer on a loopback port from its own threads, until it is closed."""

    def __init__(self, answerer: Answerer, port: int = 0) -> None:
        self.answerer = answerer
        self.totals = Totals()
        self._numbers = itertools.count(1)
        self._batches: dict[str, list[dict[str, Any]]] = {}
        server = self

        class Handler(_Handler):
            owner = server

        self._http = _Http(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`; the chat protocol is below `/v1` of it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._http.server_close()

    def wait(self) -> None:
        """Serve in this thread until interrupted."""
        self._http.serve_forever(0.2)

    def number(self) -> int:
        """A number that no other answer has."""
        return next(self._numbers)

    def batch(self, body: dict[str, Any], key: str) -> dict[str, Any]:
        """Run a message batch at once and remember its results."""
        name = f"msgbatch_{self.number()}"
        lines = []
        for item in body.get("requests", []):
            try:
                asked = messages.read_request(item["params"], key)
                turn = self.answerer.answer(asked)
                if turn.error:
                    result = {"type": "errored", "error": messages.error_body(turn.error)}
                else:
                    result = {"type": "succeeded", "message": messages.whole(asked, turn, self.number())}
                    self.totals.add(asked, turn)
            except ProtocolError as error:
                result = {"type": "errored", "error": messages.error_body(error.error)}
            lines.append({"custom_id": item["custom_id"], "result": result})
        self._batches[name] = lines
        return self.batch_status(name)

    def batch_status(self, name: str) -> dict[str, Any]:
        """The state of a batch, always ended."""
        lines = self._batches[name]
        good = sum(line["result"]["type"] == "succeeded" for line in lines)
        counts = {"processing": 0, "succeeded": good, "errored": len(lines) - good, "canceled": 0, "expired": 0}
        return {
            "id": name,
            "type": "message_batch",
            "processing_status": "ended",
            "request_counts": counts,
            "created_at": "2026-01-01T00:00:00Z",
            "expires_at": "2026-01-02T00:00:00Z",
            "ended_at": "2026-01-01T00:00:01Z",
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": f"{self.address}/v1/messages/batches/{name}/results",
        }

    def batch_results(self, name: str) -> bytes:
        """The results of a batch, one JSON object a line."""
        return b"".join(json.dumps(line).encode() + b"\n" for line in self._batches[name])


class _Http(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    # Not reused: a client of an earlier server must not meet this one.
    allow_reuse_address = False


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: ModelServer
    protocol_version = "HTTP/1.1"
    # Small writes are answers of a stream: they must not wait for an acknowledgement.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Quiet: the answerer tells what matters."""

    def do_GET(self) -> None:
        """Models and batches."""
        path = self.path.partition("?")[0]
        if path == "/v1/models":
            offered = [{"id": name, "type": "model", "object": "model"} for name in self.owner.answerer.models()]
            self._json(200, {"data": offered, "has_more": False, "object": "list"})
        elif path.startswith("/v1/messages/batches/"):
            name, _, rest = path.removeprefix("/v1/messages/batches/").partition("/")
            if rest == "results":
                self._send(200, self.owner.batch_results(name), "application/x-jsonl")
            else:
                self._json(200, self.owner.batch_status(name))
        else:
            self._json(404, messages.error_body(WireError(status=404, type="not_found_error", message=f"no {path}")))

    def do_POST(self) -> None:
        """One request of either protocol."""
        path = self.path.partition("?")[0]
        wire = PROTOCOLS.get(path, messages)
        try:
            body = self._body()
            key = self._key(chat_protocol=wire is chat)
            if path == "/v1/messages/batches":
                self._json(200, self.owner.batch(body, key))
                return
            asked = self._asked(path, wire, body, key)
            self._turn(wire, asked, self.owner.answerer.answer(asked))
        except ProtocolError as error:
            self.owner.totals.refused.append(str(error))
            self._json(error.error.status, wire.error_body(error.error))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _asked(self, path: str, wire: ModuleType, body: dict[str, Any], key: str) -> Asked:
        if path not in PROTOCOLS:
            raise ProtocolError(404, "not_found_error", f"no {path}")
        asked: Asked = wire.read_request(body, key)
        offered = self.owner.answerer.models()
        if offered and asked.model not in offered:
            text = f"model: {asked.model}" if wire is messages else f"The model `{asked.model}` does not exist"
            raise ProtocolError(404, "not_found_error", text)
        return asked

    def _turn(self, wire: ModuleType, asked: Asked, turn: Turn) -> None:
        if turn.delay:
            time.sleep(turn.delay)
        number = self.owner.number()
        if turn.error is not None and (turn.error.status != 200 or not asked.stream):
            error = turn.error
            headers = {} if error.retry_after is None else {"retry-after": f"{error.retry_after:g}"}
            self._json(error.status, wire.error_body(error), headers)
        elif turn.raw is not None:
            self._send(200, turn.raw.encode(), turn.content_type)
        elif asked.stream:
            self._stream(wire, asked, turn, number)
        elif turn.cut:
            self._cut(json.dumps(wire.whole(asked, turn, number)).encode())
        else:
            self.owner.totals.add(asked, turn)
            self._json(200, wire.whole(asked, turn, number))

    def _stream(self, wire: ModuleType, asked: Asked, turn: Turn, number: int) -> None:
        events: Iterable[bytes] = wire.streamed(asked, turn, number)
        if turn.error is not None:
            events = itertools.chain(itertools.islice(events, 2), [wire.error_event(turn.error)])
        elif turn.cut:
            events = itertools.islice(events, 3)
        else:
            self.owner.totals.add(asked, turn)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for event in events:
            self.wfile.write(event)
        self.close_connection = True

    def _cut(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            raise ProtocolError(413, "request_too_large", "the request has no length or is too large")
        data: Any = None
        with contextlib.suppress(ValueError):
            data = json.loads(self.rfile.read(int(length)))
        if not isinstance(data, dict):
            raise ProtocolError(400, "invalid_request_error", "the body is not a JSON object")
        return data

    def _key(self, *, chat_protocol: bool) -> str:
        bearer = self.headers.get("authorization", "").removeprefix("Bearer ").strip()
        key = bearer if chat_protocol else self.headers.get("x-api-key", "") or bearer
        if not key:
            raise ProtocolError(401, "authentication_error", "x-api-key header is required")
        accepted = self.owner.answerer.keys()
        if accepted and key not in accepted:
            raise ProtocolError(401, "authentication_error", "invalid x-api-key")
        if not chat_protocol and not self.headers.get("anthropic-version"):
            raise ProtocolError(400, "invalid_request_error", "anthropic-version: header is required")
        return key

    def _json(self, status: int, data: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(data).encode(), "application/json", headers)

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
