import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from blood_bank.models import Donation, Unit


def run(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().splitlines()


def test_reminder(client):
    assert run("send_reminders", "--day", "2026-04-07") == ["1 reminders for 2026-04-07"]
    (message,) = mail.outbox
    assert message.to == ["markus@post.example"]
    assert message.subject == (
        "Your visit on 7 April, 09:30: Donation centre Linz, Museumstrasse 12, 4020 Linz"
    )
    link = next(word for word in message.body.split() if word.startswith("https://blood.example"))
    assert client.get(link.removeprefix("https://blood.example")).status_code == 200


def test_reminder_names_who_has_no_address():
    assert run("send_reminders", "--day", "2026-03-24") == ["0 reminders for 2026-03-24", "no address: D-1003"]


def test_reminder_for_no_day():
    with pytest.raises(CommandError):
        run("send_reminders", "--day", "tomorrow")


def results(tmp_path, *lines):
    path = tmp_path / "results.csv"
    path.write_text("\n".join(["unit;hb;verdict;note", *lines]), encoding="utf-8")
    return str(path)


def test_results(tmp_path):
    path = results(tmp_path, "U-0002;14,1;ok;", "U-0004;;REJECTED;hepatitis B", "U-7;13,0;ok;")
    assert run("import_results", path) == ["2 results", "unknown unit: U-7"]
    assert str(Donation.objects.get(units__code="U-0002").haemoglobin) == "14.1"
    assert Unit.objects.get(code="U-0004").status == "discarded"


def test_results_with_short_lines(tmp_path):
    assert run("import_results", results(tmp_path, "U-0002;14,1;ok", "U-0004;12,9")) == ["2 results"]
    assert Donation.objects.get(units__code="U-0004").verdict == ""


def test_results_without_file():
    with pytest.raises(CommandError):
        run("import_results", "nowhere.csv")
