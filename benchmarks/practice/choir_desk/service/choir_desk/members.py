"""Members of the choir and their sections."""
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from choir_desk import audit
from choir_desk.auth import api, needs
from choir_desk.http import ApiError, body, day, page, text, whole
from choir_desk.models import Account, AuditEntry, Member, Section

AUDITED = ["first_name", "last_name", "email", "phone", "section", "joined_on", "left_on", "born_on"]


def member_json(member):
    return {
        "id": member.pk,
        "first_name": member.first_name,
        "last_name": member.last_name,
        "name": member.display_name,
        "email": member.email,
        "phone": member.phone,
        "section": member.section.code,
        "joined_on": member.joined_on,
        "left_on": member.left_on,
        "has_account": hasattr(member, "account"),
    }


def section_by_code(code):
    section = Section.objects.filter(code=str(code).upper()).first()
    if section is None:
        raise ApiError(400, f"there is no section {code}")
    return section


def narrow(members, params):
    """The filters of the member list: section, q, joined_from."""
    if params.get("section"):
        members = members.filter(section=section_by_code(params["section"]))
    for word in params.get("q", "").split():
        members = members.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    if params.get("joined_from"):
        members = members.filter(joined_on__gte=day(params["joined_from"], "joined_from"))
    return members


def newest(members, count):
    return members.order_by("-joined_on", "-pk")[: whole(count, "recent", least=1, most=100)]


@api("GET", "POST")
def member_list(request):
    if request.method == "POST":
        needs(request, Account.ADMIN)
        return create_member(request)
    members = Member.objects.select_related("section", "account")
    if request.GET.get("left") != "1":
        members = members.current()
    members = narrow(members, request.GET)
    if "recent" in request.GET:
        members = newest(members, request.GET["recent"])
    return page(request, members, member_json)


def create_member(request):
    data = body(request)
    member = Member(
        first_name=text(data, "first_name", longest=60),
        last_name=text(data, "last_name", longest=60),
        email=text(data, "email", required=False).lower(),
        phone=text(data, "phone", required=False, longest=30),
        section=section_by_code(text(data, "section", longest=4)),
        joined_on=day(data.get("joined_on"), "joined_on"),
        note=text(data, "note", required=False, longest=2000),
    )
    if data.get("born_on") is not None:
        member.born_on = day(data["born_on"], "born_on")
    member.save()
    audit.record(request.account, "member.create", member, after=audit.snapshot(member, AUDITED))
    return member_json(member), 201


@api("GET", "PATCH", "DELETE")
def member_detail(request, pk):
    member = get_object_or_404(Member.objects.select_related("section"), pk=pk)
    if request.method == "GET":
        return member_json(member)
    needs(request, Account.ADMIN)
    if request.method == "DELETE":
        return erase_member(request, member)
    return change_member(request, member)


def change_member(request, member):
    data = body(request)
    before = audit.snapshot(member, AUDITED)
    for name, longest in [("first_name", 60), ("last_name", 60)]:
        if name in data:
            setattr(member, name, text(data, name, longest=longest))
    for name, longest in [("email", 120), ("phone", 30), ("note", 2000)]:
        if name in data:
            setattr(member, name, text(data, name, required=False, longest=longest))
    if "section" in data:
        member.section = section_by_code(data["section"])
    for name in ("left_on", "born_on"):
        if name in data:
            setattr(member, name, None if data[name] is None else day(data[name], name))
    if member.left_on and member.left_on < member.joined_on:
        raise ApiError(400, "left_on lies before joined_on")
    member.save()
    audit.record(request.account, "member.change", member, before, audit.snapshot(member, AUDITED))
    return member_json(member)


def erase_member(request, member):
    """Erase somebody who asked for it. Loans and mails stay, what names the person goes."""
    audit.record(request.account, "member.erase", member)
    AuditEntry.objects.filter(target=f"member:{member.pk}").exclude(action="member.erase").delete()
    member.delete()
    return {}, 204


@api("GET")
def section_list(request):
    sections = Section.objects.annotate(singing=Count("members", filter=Q(members__left_on__isnull=True)))
    return {
        "items": [
            {"code": s.code, "name": s.name, "places": s.places, "members": s.singing, "free": max(s.places - s.singing, 0)}
            for s in sections
        ]
    }


@api("GET", role=Account.ADMIN)
def member_history(request, pk):
    entries = AuditEntry.objects.select_related("account").filter(target=f"member:{pk}")
    return page(request, entries, audit.entry_json)
