"""Rehearsals. Times are kept in UTC and shown in the time zone of the venue."""
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from choir_desk import audit, notifications
from choir_desk.auth import api, needs
from choir_desk.http import ApiError, body, choice, day, moment, page, text, whole
from choir_desk.members import section_by_code
from choir_desk.models import Account, Rehearsal, Venue

AUDITED = ["title", "kind", "starts_at", "minutes", "notes"]


def rehearsal_json(rehearsal):
    return {
        "id": rehearsal.pk,
        "title": rehearsal.title,
        "kind": rehearsal.kind,
        "venue": rehearsal.venue.code,
        "sections": [section.code for section in rehearsal.sections.all()],
        "starts_at": rehearsal.starts_at.astimezone(ZoneInfo("UTC")).isoformat(),
        "local": rehearsal.local_start.isoformat(),
        "minutes": rehearsal.minutes,
        "notes": rehearsal.notes,
        "cancelled": rehearsal.cancelled_at is not None,
        "present": rehearsal.present_count,
        "marked": rehearsal.marked_count,
    }


def rehearsals():
    return Rehearsal.objects.select_related("venue").prefetch_related("sections").with_counts()


def get_rehearsal(pk):
    return get_object_or_404(rehearsals(), pk=pk)


def venue_by_code(code):
    venue = Venue.objects.filter(code=code).first()
    if venue is None:
        raise ApiError(400, f"there is no venue {code}")
    return venue


@api("GET", "POST")
def rehearsal_list(request):
    if request.method == "POST":
        needs(request, Account.ADMIN)
        return create_rehearsal(request)
    found = rehearsals()
    if request.GET.get("kind"):
        found = found.filter(kind=choice(request.GET["kind"], "kind", Rehearsal.KINDS))
    if request.GET.get("section"):
        section = section_by_code(request.GET["section"])
        found = found.filter(Q(sections=section) | Q(sections__isnull=True))
    if request.GET.get("cancelled") != "1":
        found = found.standing()
    if request.GET.get("from"):
        found = found.filter(starts_at__date__gte=day(request.GET["from"], "from"))
    if request.GET.get("to"):
        found = found.filter(starts_at__date__lte=day(request.GET["to"], "to"))
    return page(request, found, rehearsal_json)


def create_rehearsal(request):
    data = body(request)
    venue = venue_by_code(text(data, "venue"))
    sections = data.get("sections", [])
    if not isinstance(sections, list):
        raise ApiError(400, "sections is not a list")
    rehearsal = Rehearsal.objects.create(
        title=text(data, "title"),
        kind=choice(data.get("kind", "tutti"), "kind", Rehearsal.KINDS),
        venue=venue,
        starts_at=moment(data.get("starts_at"), "starts_at", venue.zone),
        minutes=whole(data.get("minutes", 120), "minutes", least=15, most=600),
        notes=text(data, "notes", required=False, longest=4000),
    )
    rehearsal.sections.set([section_by_code(code) for code in sections])
    audit.record(request.account, "rehearsal.create", rehearsal)
    return rehearsal_json(get_rehearsal(rehearsal.pk)), 201


@api("GET", "PATCH")
def rehearsal_detail(request, pk):
    rehearsal = get_rehearsal(pk)
    if request.method == "GET":
        return rehearsal_json(rehearsal)
    needs(request, Account.ADMIN)
    data = body(request)
    before = audit.snapshot(rehearsal, AUDITED)
    if "title" in data:
        rehearsal.title = text(data, "title")
    if "notes" in data:
        rehearsal.notes = text(data, "notes", required=False, longest=4000)
    if "kind" in data:
        rehearsal.kind = choice(data["kind"], "kind", Rehearsal.KINDS)
    if "minutes" in data:
        rehearsal.minutes = whole(data["minutes"], "minutes", least=15, most=600)
    if "starts_at" in data:
        rehearsal.starts_at = moment(data["starts_at"], "starts_at", rehearsal.venue.zone)
    rehearsal.save()
    audit.record(request.account, "rehearsal.change", rehearsal, before, audit.snapshot(rehearsal, AUDITED))
    return rehearsal_json(rehearsal)


@api("POST", role=Account.ADMIN)
def cancel_rehearsal(request, pk):
    rehearsal = get_rehearsal(pk)
    if rehearsal.cancelled_at is not None:
        raise ApiError(409, "this rehearsal is cancelled already")
    reason = text(body(request), "reason", required=False, longest=500)
    rehearsal.cancelled_at = timezone.now()
    rehearsal.save(update_fields=["cancelled_at"])
    mails = notifications.cancelled(rehearsal, reason)
    audit.record(request.account, "rehearsal.cancel", rehearsal)
    return {"rehearsal": rehearsal_json(rehearsal), "mails": mails}


def unfinished(found, after):
    """Those that still go on or are to come at this time."""
    return [rehearsal for rehearsal in found if rehearsal.ends_at > after]


@api("GET")
def next_rehearsals(request):
    """What comes next, for the screen in the foyer; `after` stands for now."""
    after = timezone.now()
    if request.GET.get("after"):
        after = moment(request.GET["after"], "after", timezone.get_current_timezone())
    count = whole(request.GET.get("count", 3), "count", least=1, most=20)
    found = unfinished(rehearsals().standing(), after)
    return {"items": [rehearsal_json(rehearsal) for rehearsal in found[:count]], "more": max(len(found) - count, 0)}


@api("GET")
def venue_list(request):
    return {
        "items": [
            {"code": venue.code, "name": venue.name, "time_zone": venue.time_zone}
            for venue in Venue.objects.order_by("code")
        ]
    }
