"""Who was there. Section leaders mark on tablets, often two of them at once."""
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from choir_desk.auth import api, needs
from choir_desk.http import ApiError, body, choice, day, whole
from choir_desk.members import section_by_code
from choir_desk.models import Account, Attendance, Member, Rehearsal


def mark_json(mark):
    return {"member": mark.member_id, "name": mark.member.display_name, "state": mark.state}


def read_marks(data):
    """[(member, state)] of a body {"marks": [{"member": 3, "state": "present"}]}."""
    marks = data.get("marks")
    if not isinstance(marks, list) or not marks:
        raise ApiError(400, "marks is not a list with entries")
    entries = []
    for mark in marks:
        if not isinstance(mark, dict):
            raise ApiError(400, "a mark is not an object")
        entries.append(
            (
                whole(mark.get("member"), "member", least=1, most=10**9),
                choice(mark.get("state"), "state", Attendance.STATES),
            )
        )
    wanted = {pk for pk, _ in entries}
    members = Member.objects.in_bulk(wanted)
    if unknown := sorted(wanted - set(members)):
        raise ApiError(400, f"there are no members {', '.join(map(str, unknown))}")
    return [(members[pk], state) for pk, state in entries]


def record_marks(rehearsal, entries, by):
    """Write the marks, the last one of a member counts. Returns (new, changed)."""
    new = changed = 0
    for member, state in entries:
        try:
            with transaction.atomic():
                Attendance.objects.create(rehearsal=rehearsal, member=member, state=state, noted_by=by)
            new += 1
        except IntegrityError:
            mark = Attendance.objects.get(rehearsal=rehearsal, member=member)
            if mark.state != state:
                mark.state, mark.noted_by = state, by
                mark.save(update_fields=["state", "noted_by"])
                changed += 1
    return new, changed


@api("GET", "PUT")
def rehearsal_attendance(request, pk):
    rehearsal = get_object_or_404(Rehearsal, pk=pk)
    if request.method == "PUT":
        needs(request, Account.LIBRARIAN)
        if rehearsal.cancelled_at is not None:
            raise ApiError(409, "this rehearsal is cancelled")
        new, changed = record_marks(rehearsal, read_marks(body(request)), request.account)
        return {"new": new, "changed": changed, "total": rehearsal.marks.count()}
    marks = rehearsal.marks.select_related("member").order_by("member__last_name", "member__first_name", "pk")
    return {"rehearsal": rehearsal.pk, "marks": [mark_json(mark) for mark in marks]}


def rate(present, marked):
    return round(100 * present / marked, 1) if marked else None


def summary(start, end, section=None):
    """Present and marked per member over a span of days, with the rate in percent."""
    during = Q(marks__rehearsal__starts_at__date__range=(start, end), marks__rehearsal__cancelled_at__isnull=True)
    members = Member.objects.current().select_related("section")
    if section is not None:
        members = members.filter(section=section)
    members = members.annotate(
        marked=Count("marks", filter=during),
        present=Count("marks", filter=during & Q(marks__state=Attendance.PRESENT)),
        excused=Count("marks", filter=during & Q(marks__state=Attendance.EXCUSED)),
    )
    return [
        {
            "member": member.pk,
            "name": member.display_name,
            "section": member.section.code,
            "present": member.present,
            "excused": member.excused,
            "marked": member.marked,
            "rate": rate(member.present, member.marked),
        }
        for member in members
    ]


@api("GET", role=Account.LIBRARIAN)
def attendance_summary(request):
    start, end = day(request.GET.get("from"), "from"), day(request.GET.get("to"), "to")
    if end < start:
        raise ApiError(400, "to lies before from")
    section = section_by_code(request.GET["section"]) if request.GET.get("section") else None
    items = summary(start, end, section)
    marked, present = sum(i["marked"] for i in items), sum(i["present"] for i in items)
    return {"items": items, "rate": rate(present, marked)}
