import pytest


def mails():
    from choir_desk.models import OutgoingMail

    return list(OutgoingMail.objects.all())


def test_the_monday_with_braces(run):
    done = run("send_reminders", "--date", "2026-10-12")
    assert done.code == 0, done.err
    assert done.out.strip() == "8 reminders for 2026-10-12"
    found = mails()
    assert [m.to.split("@")[0] for m in found] == [
        "ruth.adler", "jonas.brandt", "ayse.demir", "tomasz.filipek", "maren.groth", "nils.hansen", "olga.iwanowa", "pia.jensen"
    ]
    assert found[2].body == (
        "Dear Ayşe,\n\nMonday rehearsal begins on 12.10.2026, 19:30 at Parish hall.\n\n"
        "New pieces: Gjeilo, then the round {Dona nobis}.\n\n-- \nHarbour Singers\n"
    )
    assert {m.subject for m in found} == {"Reminder: Monday rehearsal"}


@pytest.mark.parametrize(
    "notes",
    ["Sing {} twice", "Bars {12}", "Only a { here", "Only a } here", "{{double}}", "{first_name} is not you", "{title.upper} 100 % %s", "plain"],
)
def test_notes_word_for_word(admin, run, notes):
    assert admin.send("PATCH", "/api/rehearsals/3", {"notes": notes}).status_code == 200
    done = run("send_reminders", "--date", "2026-10-05")
    assert done.code == 0, done.err
    found = mails()
    assert len(found) == 8
    for mail, name in zip(found, ["Ruth", "Jonas", "Ayşe"]):
        assert mail.body == (
            f"Dear {name},\n\nMonday rehearsal begins on 05.10.2026, 19:30 at Parish hall.\n\n{notes}\n\n-- \nHarbour Singers\n"
        )


def test_title_word_for_word(admin, run):
    assert admin.send("PATCH", "/api/rehearsals/4", {"title": "Missa {sine nomine}"}).status_code == 200
    done = run("send_reminders", "--date", "2026-10-07")
    assert done.code == 0, done.err
    found = mails()
    assert len(found) == 5 and found[0].subject == "Reminder: Missa {sine nomine}"
    assert "Dear Ruth,\n\nMissa {sine nomine} begins on 07.10.2026, 18:00 at Parish hall." in found[0].body


def test_name_with_braces(admin, run):
    assert admin.send("PATCH", "/api/members/1", {"first_name": "R{u}th"}).status_code == 200
    done = run("send_reminders", "--date", "2026-10-12")
    assert done.code == 0, done.err
    assert mails()[0].body.startswith("Dear R{u}th,\n\nMonday rehearsal")


def test_other_days(run):
    done = run("send_reminders", "--date", "2026-10-10")
    assert done.code == 0 and done.out.strip() == "8 reminders for 2026-10-10"
    assert "Guest rehearsal begins on 10.10.2026, 11:00 at Sala do Porto.\n\nBus at 9:00.\n" in mails()[0].body
    assert run("send_reminders", "--date", "2026-10-11").out.strip() == "0 reminders for 2026-10-11"
    done = run("send_reminders", "--date", "soon")
    assert done.code == 1 and "Traceback" not in done.err
