from io import StringIO

import pytest
from django.core.management import call_command

from permit_desk import reminders
from permit_desk.models import Application, AuditEntry, Document, Letter


def get(reference):
    return Application.objects.get(reference=reference)


def send():
    out = StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip()


def test_weekly_run():
    assert [send(), send()] == ["2 reminders", "2 reminders"]
    headings = [letter.heading for letter in Letter.objects.filter(application__reference="2026-0004").order_by("pk")]
    assert headings == ["First reminder: documents are missing", "Second reminder: documents are missing"]
    mails = Letter.objects.filter(application__reference="2026-0003")
    assert {(mail.channel, mail.heading) for mail in mails} == {("email", "Documents are missing")} and len(mails) == 2
    assert (get("2026-0003").reminders_sent, get("2026-0004").reminders_sent) == (2, 2)


@pytest.mark.parametrize(("sent", "ordinal"), [(0, "First"), (1, "Second"), (2, "Last"), (7, "Last")])
def test_reminder_by_post(machine, sent, ordinal):
    Application.objects.filter(reference="2026-0004").update(reminders_sent=sent)
    assert machine.post("/desk/cases/2026-0004/remind").status_code == 302
    letter = Letter.objects.get()
    assert (letter.channel, letter.heading) == ("post", f"{ordinal} reminder: documents are missing")
    assert "- Consent" in letter.body and "- Plan" in letter.body
    assert get("2026-0004").reminders_sent == sent + 1
    assert AuditEntry.objects.get().details == {"documents": ["consent", "plan"]}


def test_one_object_is_reminded_several_times():
    case = get("2026-0004")
    assert [reminders.remind(case).heading.split(" ")[0] for _ in range(3)] == ["First", "Second", "Last"]
    assert get("2026-0004").reminders_sent == 3


def test_no_reminder_is_lost():
    one, other = get("2026-0003"), get("2026-0003")
    reminders.remind(one)
    reminders.remind(other)
    assert get("2026-0003").reminders_sent == 2


def test_nothing_missing(machine):
    Document.objects.update(received_on="2026-03-15")
    assert send() == "0 reminders"
    assert machine.post("/desk/cases/2026-0004/remind").status_code == 409
