from io import StringIO

from django.core.management import call_command

from permit_desk import reminders
from permit_desk.models import Application, Document, Letter


def get(reference):
    return Application.objects.get(reference=reference)


def test_reminder_by_mail():
    letter = reminders.remind(get("2026-0003"))
    assert (letter.channel, letter.heading) == ("email", "Documents are missing")
    assert "- Insurance" in letter.body
    assert get("2026-0003").reminders_sent == 1



def test_nothing_missing():
    assert reminders.remind(get("2026-0001")) is None


def test_remind_from_the_desk(machine):
    assert machine.post("/desk/cases/2026-0003/remind").status_code == 302
    assert machine.post("/desk/cases/2026-0001/remind").status_code == 409


def test_command_leaves_complete_cases_alone():
    Document.objects.update(received_on="2026-03-15")
    out = StringIO()
    call_command("send_reminders", stdout=out)
    assert out.getvalue() == "0 reminders\n" and not Letter.objects.exists()
