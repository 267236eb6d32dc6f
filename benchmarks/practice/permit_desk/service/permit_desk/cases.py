"""Cases from the application to the decision."""
import secrets
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from permit_desk import audit, clock, letters, register
from permit_desk.models import Application, Decision, Document, Fee, Officer
from permit_desk.workdays import add_working_days, working_days_between

CENT = Decimal("0.01")


class WrongState(Exception):
    """The case is not in a state in which this can be done."""


def next_reference(year):
    """References count up within a year: 2026-0001, 2026-0002, ..."""
    last = Application.objects.filter(reference__startswith=f"{year}-").order_by("-reference").first()
    return f"{year}-{int(last.reference.split('-')[1]) + 1 if last else 1:04d}"


def least_busy_officer(desk):
    """The officer of a desk with the fewest open cases, or None."""
    officers = Officer.objects.filter(desk=desk, is_active=True)
    load = {o: o.applications.filter(status__in=Application.OPEN).count() for o in officers}
    return min(load, key=lambda o: (load[o], o.username), default=None)


def open_case(application, documents):
    """Take an application in: reference, token, officer, deadline, fee, the documents that came with it."""
    kind = application.permit_type
    application.received_at = clock.now()
    application.reference = next_reference(clock.today().year)
    application.token = secrets.token_hex(16)
    application.officer = least_busy_officer(kind.desk)
    application.deadline = add_working_days(clock.today(), kind.decision_days)
    application.save()
    for document in documents:
        document.application = application
        document.received_on = clock.today()
        document.save()
    if kind.fee:
        Fee.objects.create(application=application, purpose="application", amount=kind.fee)
    letters.receipt(application)
    return application


def missing_documents(application):
    """Documents that we wait for."""
    return list(application.documents.filter(received_on__isnull=True).order_by("kind"))


def amount_due(application):
    """What is still to be paid."""
    due = application.fees.filter(paid_on__isnull=True).aggregate(due=Sum("amount"))["due"]
    return (due or Decimal(0)).quantize(CENT)


def inbox(officer):
    """Open cases of an officer, the most urgent first; those without a deadline come last."""
    cases = officer.applications.filter(status__in=Application.OPEN).select_related("permit_type")
    return sorted(cases, key=lambda case: (case.deadline is None, case.deadline or case.received_at.date(), case.reference))


def change(application, officer, form):
    """Save what an officer changed and keep a trail of it."""
    changed = {name: form.cleaned_data[name] for name in form.changed_data}
    form.save()
    if changed:
        audit.record(application, officer, "changed", changed)
    return changed


def withdraw(application):
    """The applicant gives up."""
    if not application.is_open:
        raise WrongState(f"{application} is {application.status}")
    application.status = Application.Status.WITHDRAWN
    application.deadline = None
    application.save()
    audit.record(application, None, "withdrawn")


def decide(application, officer, outcome, grounds):
    """Decide a case: register number, letter, trail."""
    if not application.is_open:
        raise WrongState(f"{application} is {application.status}")
    today = clock.today()
    decision = Decision.objects.create(
        application=application,
        number=register.next_number(application.permit_type, today.year),
        outcome=outcome,
        decided_on=today,
        decided_by=officer,
        days_taken=working_days_between(timezone.localdate(application.received_at), today),
        grounds=grounds,
    )
    application.status = Application.Status.DECIDED
    application.save()
    letters.decision(decision)
    audit.record(application, officer, "decided", {"outcome": outcome, "number": decision.number})
    return decision


def timeline(application, since=None):
    """What happened in a case, the oldest first: (moment, text)."""
    events = [(application.received_at, "application received")]
    events += [(o.lodged_at, "objection lodged") for o in application.objections.all()]
    events += [(h.held_at, f"hearing in {h.room}") for h in application.hearings.all()]
    events += [(letter.written_at, letter.heading) for letter in application.letters.all()]
    found = []
    for at, text in sorted(events):
        if since is not None and at < since:
            continue
        found.append((at, text))
    return found


def search(text):
    """Cases by reference, name or address."""
    match = Q(reference=text) | Q(applicant_name__icontains=text) | Q(address__icontains=text)
    return Application.objects.filter(match)


def with_missing_documents():
    """Incomplete cases for which we still wait for something."""
    waiting = Document.objects.filter(received_on__isnull=True).values("application")
    return Application.objects.filter(status=Application.Status.INCOMPLETE, pk__in=waiting)
