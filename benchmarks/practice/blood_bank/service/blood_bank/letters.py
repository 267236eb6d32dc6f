"""Mails to donors and planners, from the templates in templates/letters."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from blood_bank import links
from blood_bank.models import Appointment


def send(name, recipients, context):
    """Sends the letter of that name; its subject is in a template of its own."""
    subject = " ".join(render_to_string(f"letters/{name}_subject.txt", context).split())
    text = render_to_string(f"letters/{name}.txt", context)
    EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, recipients).send()
    return subject


def remind(day):
    """Reminds of the visits of a day; returns how many mails went out and the donors without an address."""
    sent, without = 0, []
    visits = Appointment.objects.booked().on(day).select_related("donor", "site")
    for visit in visits:
        if not visit.donor.email:
            without.append(visit.donor.number)
            continue
        send("reminder", [visit.donor.email], {"visit": visit, "link": links.url_for(visit)})
        sent += 1
    return sent, without


def warn_planners(scarce):
    send("low_stock", settings.PLANNERS, {"scarce": scarce})
