"""Who works on which sailing."""
import csv

from django.db import transaction

from .models import CrewMember, Sailing, Shift


def shifts_of(user):
    """A user's crew number and shifts, the next first. People of the office who do not sail have neither."""
    member = CrewMember.objects.filter(user=user).first()
    if member is None:
        return None, []
    return member.crew_no, list(member.shifts.select_related("sailing__vessel").order_by("sailing__departs_at"))


def crew_of(sailing):
    return sailing.shifts.select_related("crew").order_by("duty", "crew__crew_no")


def read_roster(path):
    """The rows of a roster file (docs/roster-file.md): crew number, sailing, duty."""
    rows = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            rows.append((row["crew_no"].strip(), row["sailing"].strip().upper(), row["duty"].strip().lower()))
    return rows


@transaction.atomic
def apply_roster(rows):
    """Writes the shifts of a roster; answers how many are new or changed, and what was wrong."""
    crew = {member.crew_no: member for member in CrewMember.objects.all()}
    sailings = {sailing.number: sailing for sailing in Sailing.objects.all()}
    changed, problems = 0, []
    for line, (crew_no, number, duty) in enumerate(rows, 2):
        if crew_no not in crew or number not in sailings or duty not in Shift.Duty.values:
            problems.append(f"line {line}: {crew_no};{number};{duty}")
            continue
        known = Shift.objects.filter(sailing=sailings[number], crew=crew[crew_no]).first()
        if known is None or known.duty != duty:
            Shift.objects.update_or_create(sailing=sailings[number], crew=crew[crew_no], defaults={"duty": duty})
            changed += 1
    return changed, problems
