import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from listing_search import leases
from listing_search.index import Index
from listing_search.worker import work
from tests.conftest import NOW


@pytest.fixture
def outbox(settings):
    def read():
        path = settings.snapshot.with_name("outbox.jsonl")
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return read


def test_new_listings_are_sent(conn, settings, outbox):
    work(conn, settings, Index(settings.snapshot), NOW)
    message = next(m for m in outbox() if m["to"] == "anna@mail.example")
    assert message["subject"] == "1 neue Anzeigen: bikes near me"
    assert message["text"] == "- City bike for children (65.00 EUR), 27.08. 11:00"


def test_nothing_is_sent_twice(conn, settings, outbox):
    work(conn, settings, Index(settings.snapshot), NOW)
    before = len(outbox())
    work(conn, settings, Index(settings.snapshot), NOW + timedelta(days=8))
    assert len(outbox()) == before


def test_suspended_users_get_nothing(conn, settings, outbox):
    work(conn, settings, Index(settings.snapshot), NOW)
    assert "esra@mail.example" not in {message["to"] for message in outbox()}


def test_service_that_is_down_postpones(conn, settings):
    down = replace(settings, notify_url="http://127.0.0.1:9")
    assert work(conn, down, Index(settings.snapshot), NOW) == 0
    row = conn.execute("SELECT * FROM saved_searches WHERE id = 1").fetchone()
    assert row["attempts"] == 1
    assert row["last_error"].startswith("no answer")


def test_listing_whose_time_is_over_is_taken_down(conn, settings):
    conn.execute("UPDATE listings SET expires_at = '2026-09-01T00:00:00+00:00' WHERE id = 'L-1001'")
    work(conn, settings, Index(settings.snapshot), NOW)
    frame = Index(settings.snapshot).current().frame
    assert "L-1001" not in set(frame["id"])


def test_second_worker_leaves_its_round_out(conn, settings, outbox):
    with leases.lease(conn, "worker", NOW):
        assert work(conn, settings, Index(settings.snapshot), NOW) == 0
    assert outbox() == []


def test_locked_database_is_waited_for(conn, settings):
    other = sqlite3.connect(settings.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert work(conn, settings, Index(settings.snapshot), NOW) == 0
    other.close()
