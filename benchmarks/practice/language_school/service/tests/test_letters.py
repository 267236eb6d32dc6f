from io import StringIO

import pytest
from django.core.management import call_command

from language_school import catalogue
from language_school.models import Enrolment, Group, Message
from language_school.reminders import remind_of_instalments


def write(office, number, **data):
    return office.post(f"/api/students/{number}/letters", data, content_type="application/json")


def test_languages():
    assert [catalogue.language_for(name) for name in ("de-AT", "pt_BR", "ko", "", "PT")] == ["de", "pt", "en", "en", "pt"]


def test_welcome(office):
    answer = write(office, "S-0001", note="See you {soon}.")
    assert answer.status_code == 201 and answer.json()["language"] == "de"
    body = "Guten Tag Tom Weiss,\n\nSchön, dass Sie bei uns lernen.\n\nSee you {soon}.\n\nFreundliche Grüße, Escola Miradouro"
    assert answer.json()["body"] == body
    assert len(office.get("/api/students/S-0001/letters").json()["letters"]) == 1


def test_guardian(office):
    assert write(office, "S-0006").json()["body"].startswith("Guten Tag Kurt Vogt,")


def test_unknown(office):
    assert write(office, "S-9999").status_code == 404
    assert write(office, "S-0001", note=5).status_code == 400


def reminders():
    out = StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip()


def test_late_instalments():
    assert remind_of_instalments() == 2
    assert remind_of_instalments() == 0
    assert "80.00 EUR der Rechnung 2026-0002" in Message.objects.get(student__number="S-0002").body


@pytest.mark.parametrize("note", ["", "Bring the green book."])
def test_first_lesson(monkeypatch, note):
    monkeypatch.setenv("LANGUAGE_SCHOOL_NOW", "2026-09-15T08:00:00+01:00")
    Enrolment.objects.exclude(group__code="DE-A2-26A").delete()
    Group.objects.filter(code="DE-A2-26A").update(note=note)
    assert reminders().endswith("1 about first lessons")
    assert reminders().endswith("0 about first lessons")
    letter = Message.objects.get(student__number="S-0008")
    assert letter.subject == "DE-A2-26A começa em 2026-09-18" and note in letter.body
