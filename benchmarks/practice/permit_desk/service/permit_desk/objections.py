"""Objections of neighbours, and the hearings about them."""
from django.db import IntegrityError, transaction

from permit_desk import audit, clock
from permit_desk.cases import WrongState
from permit_desk.models import Application, Hearing, Objection


def lodge(application, name, email, reason):
    """Lodge an objection: (objection, whether it is new). Who asks again gets the one that there is."""
    if not application.is_open:
        raise WrongState(f"{application} is {application.status}")
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                application=application, name=name, email=email.lower(), reason=reason, lodged_at=clock.now()
            )
    except IntegrityError:
        return Objection.objects.get(application=application, email=email.lower()), False
    audit.record(application, None, "objection", {"from": objection.email})
    return objection, True


def contested():
    """Cases with an objection that was not withdrawn."""
    return Application.objects.filter(objections__withdrawn=False).distinct()


def call_hearing(application, officer, held_at, room):
    """Call a hearing about the objections of a case."""
    hearing = Hearing.objects.create(application=application, held_at=held_at, room=room)
    audit.record(application, officer, "hearing", {"held_at": held_at, "room": room})
    return hearing
