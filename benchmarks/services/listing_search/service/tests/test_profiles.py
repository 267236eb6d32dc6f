import asyncio
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from listing_search import profiles


@pytest.fixture
def service(settings, monkeypatch):
    """A profile service on loopback that gives one answer after the other."""
    monkeypatch.setattr(profiles, "PAUSE", 0.0)
    answers = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = answers.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    yield replace(settings, profile_url=url), answers
    server.shutdown()
    server.server_close()


def test_profile_is_read_from_the_service(service):
    settings, answers = service
    answers.append((200, json.dumps({"user_id": "U-1", "categories": {"sofas": 0.5}})))
    assert asyncio.run(profiles.fetch(settings, "U-1")).categories == {"sofas": 0.5}


def test_second_attempt_may_succeed(service):
    settings, answers = service
    answers += [(503, ""), (200, '{"user_id": "U-1"}')]
    assert asyncio.run(profiles.fetch(settings, "U-1")).user_id == "U-1"


@pytest.mark.parametrize(
    "given", [[(404, "")], [(503, ""), (503, "")], [(200, "<html>")], [(200, "[]")]]
)
def test_search_does_without_a_profile(service, given):
    settings, answers = service
    answers += given
    assert asyncio.run(profiles.fetch(settings, "U-1")) is None
