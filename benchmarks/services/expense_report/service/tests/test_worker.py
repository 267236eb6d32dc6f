import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from expense_report import jobs
from expense_report.worker import run_next

from .conftest import NOW


@pytest.fixture
def work(conn, settings):
    """Does all due jobs and gives what was sent."""

    def run(url=settings.notify_url, now=NOW):
        while run_next(conn, replace(settings, notify_url=url), now):
            pass
        outbox = Path(settings.notify_url.removeprefix("file:"))
        return [json.loads(line) for line in outbox.read_text("utf-8").splitlines()]

    return run


def test_approver_and_delegate_hear_of_a_report(work):
    sent = work()
    assert sent[0] == {
        "to": "samuel.okafor@acme.example",
        "cc": "lukasz.wojcik@acme.example",
        "subject": "ER-2026-0012 waits for your approval",
        "text": "Tom Becker submitted 'Customer visit Zürich' over 619.78 EUR.",
    }


def test_owner_hears_of_the_decision(work):
    sent = {message["subject"]: message for message in work()}
    rejected = sent["ER-2026-0005 was rejected"]
    assert rejected["text"].endswith("over 96.71 EUR was rejected. Comment: second class only")
    assert sent["ER-2026-0010 was approved"]["to"] == "samuel.okafor@acme.example"


def test_every_job_is_done_once(work):
    assert len(work()) == len(work()) == 4


def test_submission_leaves_a_job(call, work):
    call("E-007", "POST", "/reports/ER-2026-0015/submit")
    assert work()[-1]["subject"] == "ER-2026-0015 waits for your approval"


def test_service_that_is_down_postpones_the_job(conn, settings):
    down = replace(settings, notify_url="http://127.0.0.1:9/send")
    assert run_next(conn, down, NOW)
    row = conn.execute("SELECT * FROM jobs WHERE id = 1").fetchone()
    assert (row["status"], row["attempts"]) == ("ready", 1)
    assert row["run_at"] == "2026-09-14T08:31:00+00:00"


def test_job_is_given_up_after_five_attempts(conn, settings):
    down = replace(settings, notify_url="http://127.0.0.1:9/send")
    conn.execute("DELETE FROM jobs WHERE id > 1")
    for day in range(5):
        assert run_next(conn, down, NOW + timedelta(days=day))
    assert conn.execute("SELECT status FROM jobs WHERE id = 1").fetchone()["status"] == "failed"


def test_unknown_kind_is_buried_and_goes_up(conn, settings):
    conn.execute("DELETE FROM jobs")
    jobs.enqueue(conn, "dance", {}, NOW)
    with pytest.raises(KeyError):
        run_next(conn, settings, NOW)
    assert not run_next(conn, settings, NOW)
