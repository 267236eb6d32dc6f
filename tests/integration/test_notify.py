"""A human is called outside of arbase too: once for each situation, by a real apprise over loopback."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from arbase.domain.errors import UserError
from arbase.domain.progress import Progress
from arbase.service.notify import Notifier, addresses, harmless
from arbase.settings import NotifySettings
from tests.fakes import an_event
from tests.unit.test_situations_alert_once import run, store, timeout

pytest.importorskip("apprise", reason="the extra `notify` is not installed")
# apprise looks at pictures with a module that Python 3.13 no longer has.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
__all__ = ["store"]


@contextmanager
def listening(status=200):
    """A server that takes notes; gives its address for apprise and what it got."""
    got = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words):
            """Nothing: the test's output stays clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/alerts", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def notifier(told, *urls, page="", environ=None, **settings):
    return Notifier(told.append, NotifySettings(urls=urls, **settings), page, environ or {})


def test_one_outage_over_three_services_sends_one_message_and_another_cause_another(store):
    told = []
    with listening() as (url, got):
        watched = notifier(told, url, page="http://arbase.internal/")
        events = (timeout(1, "shop"), timeout(2, "mail"), timeout(3, "stock"), an_event(4, service="shop"))
        run(store, *events, observe=watched)
    assert len(got) == 2
    assert {one["title"].removeprefix("arbase: ") for one in got} <= {"shop", "mail", "stock"}
    (lines,) = [one["message"].splitlines() for one in got if "Timeout" in one["message"]]
    assert lines[0].startswith("calls a human: ")
    assert lines[1].startswith("priority ")
    assert lines[-1].startswith("http://arbase.internal/incidents/")
    assert [one.kind for one in told if one.stage == "notify"] == ["sent", "sent"]


def test_what_cannot_be_delivered_is_told_without_the_key_and_the_work_goes_on(store):
    told = []
    with listening(status=500) as (url, got):
        secret = url.replace("json://", "json://user:s3cret@")
        assert run(store, timeout(1, "shop"), observe=notifier(told, secret)) == ["alert"]
    assert len(got) == 1
    (failed,) = [one for one in told if one.stage == "notify"]
    assert failed.kind == "failed"
    assert "127.0.0.1" in failed.text
    assert "s3cret" not in failed.text
    gone = notifier(told, url)
    gone(Progress(stage="worker", kind="alert", incident_id="i", text="calls a human: x"))
    assert told[-1].kind == "failed"


def test_only_alerts_are_sent(store):
    with listening() as (url, got):
        watched = notifier([], url)
        for kind in ("joined", "settled", "verdict"):
            watched(Progress(stage="worker", kind=kind, incident_id="i", text="t"))
    assert got == []


@pytest.mark.parametrize(
    "text",
    ["@everyone look", "<!channel> look", "<@U12> look", "https://evil.example", "www.evil.example", "a\u202eb\nc"],
)
def test_text_of_an_event_mentions_nobody_and_links_nowhere(text):
    sent = harmless(text)
    for part in ("@everyone", "<!channel", "<@U", "://", "www.", "\u202e", "\n"):
        assert part not in sent


def test_addresses_may_lie_in_a_variable_so_that_no_file_holds_their_keys():
    settings = NotifySettings(urls=("json://a",), urls_env="WHOM")
    assert addresses(settings, {"WHOM": "json://b json://c"}) == ("json://a", "json://b", "json://c")
    with pytest.raises(UserError, match="WHOM is not set"):
        addresses(settings, {})


@pytest.mark.parametrize(("url", "kind"), [("nonsense", "no scheme"), ("jsn://host/key", "jsn")])
def test_an_address_that_nobody_knows_is_one_sentence_that_does_not_repeat_it(url, kind):
    with pytest.raises(UserError) as caught:
        notifier([], "json://127.0.0.1:9/", url)
    assert f"address 2 ({kind})" in str(caught.value)
    assert "key" not in str(caught.value)
