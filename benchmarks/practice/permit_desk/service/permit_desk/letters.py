"""Letters: by mail where we have an address for it, else by post."""
from django.conf import settings
from django.template.loader import render_to_string

from permit_desk import clock
from permit_desk.models import Letter

ORDINALS = ("First", "Second", "Last")


def _write(application, heading, lines):
    """Keep a letter; the post room and the mail gateway fetch them from the table."""
    channel = Letter.Channel.EMAIL if application.applicant_email else Letter.Channel.POST
    body = render_to_string(
        "permit_desk/letter.txt",
        {"application": application, "heading": heading, "lines": lines, "town": settings.TOWN_NAME},
    )
    return Letter.objects.create(
        application=application, channel=channel, heading=heading, body=body, written_at=clock.now()
    )


def receipt(application):
    """Tell the applicant that the case is open and how to follow it."""
    lines = [f"We have opened the case {application.reference}.", f"Follow it at /follow/{application.token}"]
    return _write(application, "Your application", lines)


def reminder(application, missing):
    """Ask for missing documents; letters by post count the reminders, as the law wants."""
    heading = "Documents are missing"
    if not application.applicant_email:
        heading = f"{ORDINALS[min(application.reminders_sent, len(ORDINALS)) - 1]} reminder: documents are missing"
    return _write(application, heading, [f"- {document.get_kind_display()}" for document in missing])


def decision(decided):
    """Send the decision."""
    lines = [f"Your application is {decided.outcome}.", f"Number in the register: {decided.number}"]
    if decided.grounds:
        lines.append(decided.grounds)
    return _write(decided.application, f"Decision {decided.number}", lines)
