"""Figures for the council."""
from django.db.models import Avg, Count, Max, Q

from permit_desk.models import Decision, Officer


def figure(value, form="{}"):
    """A number as text; what we do not have is a dash."""
    return "-" if value is None else form.format(value)


def officer_lines(year, month):
    """One line for each officer: name, decisions, refused, average and longest time in working days."""
    for officer in Officer.objects.filter(is_active=True).order_by("username"):
        decisions = Decision.objects.filter(decided_by=officer, decided_on__year=year, decided_on__month=month)
        stats = decisions.aggregate(
            total=Count("pk"),
            refused=Count("pk", filter=Q(outcome=Decision.Outcome.REFUSED)),
            mean=Avg("days_taken"),
            longest=Max("days_taken"),
        )
        mean, longest = figure(stats["mean"], "{:.1f}"), figure(stats["longest"])
        yield f"{officer.username:<12}{stats['total']:>4}{stats['refused']:>4}{mean:>7}{longest:>5}"


def month_report(year, month):
    """The monthly report as text."""
    lines = [f"Decisions {year}-{month:02d}", *officer_lines(year, month)]
    return "\n".join(lines)
