from io import StringIO

import pytest
from django.core.management import call_command

from language_school.models import Group, Message, Student

NOTES = ["Please read {unit 1} of the reader before.", "Room {}", "{0}", "{name} and {group}", "open { brace", "close } brace", "{{twice}}", "100 % {x!r:>5}", "plain"]


def reminders():
    out = StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip()


def test_as_it_is():
    assert reminders() == "2 about instalments, 1 about first lessons"
    letter = Message.objects.get(student__number="S-0012")
    assert letter.subject == "PT-A2-26L begins on 2026-10-14"
    assert letter.body == (
        "Dear Nils Berg,\n\nPT-A2-26L begins on 2026-10-14 at 09:00, room 4.\n\n"
        "Please read {unit 1} of the reader before.\n\nKind regards, Escola Miradouro"
    )
    assert reminders() == "0 about instalments, 0 about first lessons"


@pytest.mark.parametrize("note", NOTES)
def test_notes_of_groups(note):
    Group.objects.filter(code="PT-A2-26L").update(note=note)
    assert reminders().endswith("1 about first lessons")
    assert Message.objects.get(student__number="S-0012").body.split("\n\n")[2] == note


@pytest.mark.parametrize("note", NOTES)
def test_notes_of_the_office(office, post, note):
    answer = post(office, "/api/students/S-0001/letters", {"note": note})
    assert answer.status_code == 201
    greeting, body, *notes, closing = answer.json()["body"].split("\n\n")
    assert (greeting, notes, closing) == ("Guten Tag Tom Weiss,", [note], "Freundliche Grüße, Escola Miradouro")


def test_names_with_braces(office, post):
    Student.objects.filter(number="S-0012").update(name="Nils {Berg}")
    assert post(office, "/api/students/S-0012/letters").json()["body"].startswith("Dear Nils {Berg},")
    assert reminders().endswith("1 about first lessons")


def test_without_note(office, post):
    assert len(post(office, "/api/students/S-0001/letters").json()["body"].split("\n\n")) == 3
