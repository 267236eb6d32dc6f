"""The public register of decisions."""
from django.db.models import OuterRef, Subquery, Sum

from permit_desk.models import Decision, Fee

PREFIXES = {"building": "B", "trade": "T", "events": "E"}


def next_number(permit_type, year):
    """The next number of a desk in a year: B-2026-001."""
    start = f"{PREFIXES[permit_type.desk]}-{year}-"
    return f"{start}{Decision.objects.filter(number__startswith=start).count() + 1:03d}"


def published(year=None):
    """Decisions of a year (all without), by day."""
    decisions = Decision.objects.select_related("application__permit_type").order_by("decided_on", "number")
    return decisions.filter(decided_on__year=year) if year else decisions


def with_fees(decisions):
    """Adds what was paid in each case as `fees`."""
    paid = Fee.objects.filter(application=OuterRef("application"), paid_on__isnull=False)
    total = paid.order_by().values("application").annotate(total=Sum("amount")).values("total")
    return decisions.annotate(fees=Subquery(total))
