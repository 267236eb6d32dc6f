import json

import pytest


@pytest.mark.parametrize(
    ("day", "good", "bad", "share"), [("2026-09-10", 4, 1, 20.0), ("2026-09-04", 3, 1, 25.0), ("2026-08-15", 0, 0, 0.0)]
)
def test_report_is_written_and_told(run, outbox, tmp_path, day, good, bad, share):
    told = run("nightly", "--day", day).splitlines()
    assert told[-2:] == ["1 people are reminded", "told login-team@example.org"]
    report = json.loads((tmp_path / "reports" / f"sign-ins-{day}.json").read_text("utf-8"))
    assert (report["good"], report["bad"], report["failure_share"]) == (good, bad, share)
    (mail,) = [one for one in outbox() if one["to"] == "login-team@example.org"]
    assert (mail["subject"], mail["text"]) == (f"Sign-ins of {day}", f"{good} good, {bad} bad, {share} % failed")


def test_yesterday_is_the_default(run, outbox):
    run("nightly")
    assert outbox()[-1]["subject"] == "Sign-ins of 2026-09-13"


def test_second_night_uses_the_report(run, outbox):
    from operations.cron import last_result

    run("nightly", "--day", "2026-09-10")
    told = run("nightly", "--day", "2026-09-10").splitlines()
    assert told == ["0 people are reminded", "told login-team@example.org"]
    assert last_result("login_report") == {"day": "2026-09-10", "good": 4, "bad": 1}


def test_lock_still_keeps_two_runs_apart(run, outbox, tmp_path):
    from operations.models import CronRun

    CronRun.objects.create(name="login_report")
    assert run("login_report", "--day", "2026-09-10") == ""
    assert not (tmp_path / "reports" / "sign-ins-2026-09-10.json").exists()
