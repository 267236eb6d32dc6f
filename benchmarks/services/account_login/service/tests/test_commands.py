import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts import gateway
from accounts.models import Account, LoginEvent, Mail
from operations import cron
from operations.models import CronRun


def run(capsys, *words):
    call_command(*words)
    return capsys.readouterr().out.strip()


def test_waiting_mail_is_sent(capsys, outbox):
    assert run(capsys, "send_mail") == "sent 6 mails"
    sent = [json.loads(line) for line in outbox.read_text("utf-8").splitlines()]
    assert [one["subject"] for one in sent][2:4] == ["Your new password", "Potwierdź swój adres"]
    assert "Der Link gilt bis 10.09.2026 21:59." in sent[0]["text"]


def test_mail_waits_for_a_gateway_that_is_down(capsys, monkeypatch):
    def down(message):
        raise gateway.GatewayError("503")

    monkeypatch.setattr(gateway, "send", down)
    assert run(capsys, "send_mail", "--limit", "1") == "sent 0 mails"
    mail = Mail.objects.get(attempts=1, sent_at=None, failed_at=None)
    assert mail.due_at == datetime(2026, 9, 14, 8, 31, tzinfo=UTC)


def test_clean_up(capsys):
    LoginEvent.objects.filter(reason="closed").update(at=datetime(2025, 1, 1, tzinfo=UTC))
    told = run(capsys, "clean_up")
    assert "1 events" in told
    assert "1 reset_tokens" in told
    assert not Account.objects.filter(closed_at__lt=datetime(2026, 8, 1, tzinfo=UTC)).exists()


def test_job_does_not_run_twice_at_a_time(capsys):
    CronRun.objects.create(name="clean_up")
    assert run(capsys, "clean_up") == ""


def test_run_that_died_does_not_block():
    with cron.run("clean_up") as found:
        assert found is not None


def test_report_of_a_day(capsys):
    assert run(capsys, "login_report", "--day", "2026-09-10") == "2026-09-10: 4 good, 1 bad sign-ins"
    report = json.loads((settings.REPORT_FOLDER / "sign-ins-2026-09-10.json").read_text("utf-8"))
    assert report["busiest_hour"] == 1
    assert report["locales"] == {"de": 1, "en": 10, "fr": 1, "pl": 1}


def test_report_of_no_day():
    with pytest.raises(CommandError):
        call_command("login_report", "--day", "tomorrow")


def test_passwords_are_reminded_once(capsys, mails):
    assert run(capsys, "remind_passwords") == "1 people are reminded"
    assert mails("expiry")[0].payload == {"expires_at": "2026-09-20T10:00:00+00:00", "zone": "Africa/Lagos"}
    assert run(capsys, "remind_passwords") == "0 people are reminded"


def test_directory_is_followed(capsys):
    told = run(capsys, "sync_directory")
    assert told == "5 people: 0 closed, 0 reopened, 1 renamed; 12 accounts can sign in"
    assert Account.objects.get(email="chidi@robotics.acme.example").display_name == "Chidi Okafor-Bello"


def test_accounts_are_imported(capsys, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("email,name\nwim@solo.example,Wim\n", encoding="utf-8")
    assert run(capsys, "import_accounts", "solo", str(path)) == "1 created, 0 updated, 0 rejected"
    with pytest.raises(CommandError):
        call_command("import_accounts", "nobody", str(path))
