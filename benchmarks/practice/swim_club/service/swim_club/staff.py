"""JSON API of the club's office."""
from django.http import JsonResponse

from . import audit, invitations, parsing, profiles, tokens, web
from .errors import BadInput, Conflict, Unknown
from .models import Member, Role, Token


def _member(number) -> Member:
    found = Member.objects.select_related("profile").filter(pk=number).first()
    if found is None:
        raise Unknown("No such member")
    return found


@web.endpoint("GET", scope="staff")
def member_list(request):
    """Members by name, with ``?q=`` only those whose name or address has it."""
    found = Member.objects.select_related("profile")
    query = request.GET.get("q", "").strip()
    if query:
        found = found.filter(name__icontains=query) | found.filter(email__icontains=query)
    limit = parsing.number(request.GET.get("limit"), "limit", 1, 500, 100)
    return JsonResponse({"members": [profiles.as_json(member) for member in found[:limit]]})


@web.endpoint("GET", "PATCH", scope="staff")
def member(request, number):
    found = _member(number)
    if request.method == "PATCH":
        _change(found, parsing.body(request), request.member)
    return JsonResponse(profiles.as_json(found))


def _change(member, data, by):
    """Role and state of an account; the rest as the member would change it."""
    data = dict(data)
    if "role" in data:
        role = parsing.choice(data, "role", Role.values)
        data.pop("role")
        if member == by and role != Role.STAFF:
            raise Conflict("Nobody takes the office from himself")
        if role != member.role:
            audit.record("role.changed", actor=by, subject=member, role=[member.role, role])
            member.role = role
            member.save(update_fields=["role"])
    if "active" in data:
        active = parsing.flag(data, "active")
        data.pop("active")
        if active != member.is_active:
            member.is_active = active
            member.save(update_fields=["is_active"])
            ended = 0 if active else tokens.revoke(Token.objects.filter(member=member))
            audit.record("account.opened" if active else "account.closed", actor=by, subject=member, tokens=ended)
    profiles.update(member, data, actor=by)


def _person(data):
    if not isinstance(data, dict):
        raise BadInput("people must be a list of objects")
    return {
        "email": parsing.address(data),
        "name": parsing.text(data, "name"),
        "role": parsing.choice(data, "role", Role.values, default=Role.MEMBER.value),
        "locale": None if data.get("locale") is None else parsing.choice(data, "locale", profiles.LOCALES),
    }


@web.endpoint("POST", scope="staff")
def invite(request):
    """One person, or many under ``people``."""
    data = parsing.body(request)
    if "people" not in data:
        person = _person(data)
        found, new = invitations.invite(**person, by=request.member)
        return JsonResponse(profiles.as_json(found), status=201 if new else 200)
    if not isinstance(data["people"], list):
        raise BadInput("people must be a list of objects")
    result = invitations.invite_many([_person(each) for each in data["people"]], request.member)
    return JsonResponse(
        {
            "invited": [found.email for found, new in result if new],
            "known": [found.email for found, new in result if not new],
        },
        status=201 if any(new for _, new in result) else 200,
    )


@web.endpoint("GET", scope="staff")
def audit_log(request):
    query = request.GET
    number = parsing.number(query.get("member"), "member", 1, 999_999_999, None)
    entries, after = audit.page(
        since=parsing.moment(query.get("since"), "since", request.zone),
        until=parsing.moment(query.get("until"), "until", request.zone),
        action=query.get("action"),
        member=None if number is None else _member(number),
        after=query.get("after"),
        limit=parsing.number(query.get("limit"), "limit", 1, 200, 50),
    )
    return JsonResponse({"entries": [audit.as_json(entry) for entry in entries], "after": after})
