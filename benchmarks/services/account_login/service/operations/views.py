"""The staff console, invitations and health."""

import logging
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from account_login import __version__
from account_login.errors import Invalid, NotFound
from account_login.web import (
    Body,
    address_of,
    day_of,
    normal_email,
    number_of,
    page_of,
    staff_only,
    zone_of,
)
from accounts import audit
from accounts.models import Account, Mail, Organisation
from accounts.profile import account_json
from operations import cron, figures, importing, invitations

log = logging.getLogger("operations.views")
STATES = ("open", "closed", "locked", "unverified")
MOST_INVITED = 50


class MonitoringProbe(Exception):
    """Raised on purpose, to see that alerts arrive."""


@require_http_methods(["GET", "HEAD"])
def health(request: HttpRequest) -> HttpResponse:
    """For the load balancer; the synthetic monitor sets off an alert with `probe`."""
    if request.GET.get("probe") == "alert":
        try:
            raise MonitoringProbe(f"probe from {address_of(request)}")
        except MonitoringProbe:
            log.exception("synthetic monitoring checks that alerts arrive")
    Mail.objects.exists()
    return JsonResponse({"status": "ok", "version": __version__})


def find_account(account_id: int) -> Account:
    """An account by its number. Raises NotFound."""
    found = Account.objects.select_related("organisation").filter(id=account_id).first()
    if found is None:
        raise NotFound(f"There is no account {account_id}.")
    return found


def find_organisation(slug: str) -> Organisation:
    """An organisation by its slug. Raises NotFound."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no organisation {slug}.")
    return found


def staff_json(account: Account) -> dict[str, Any]:
    """An account as the staff sees it."""
    organisation = account.organisation
    return {
        **account_json(account),
        "organisation": organisation.slug if organisation else None,
        "lineage": [one.slug for one in organisation.lineage()] if organisation else [],
        "session_hours": account.session_hours(),
        "is_active": account.is_active,
        "is_staff": account.is_staff,
        "locked_until": account.locked_until.isoformat() if account.locked_until else None,
        "closed_at": account.closed_at.isoformat() if account.closed_at else None,
        "last_login": account.last_login.isoformat() if account.last_login else None,
    }


@require_http_methods(["GET"])
@staff_only
def accounts(request: HttpRequest) -> HttpResponse:
    """Searches accounts by a part of address, name or handle, by state and organisation."""
    found = Account.objects.select_related("organisation").order_by("id")
    words = request.GET.get("q", "").strip()
    if words:
        found = found.filter(
            Q(email__icontains=words) | Q(display_name__icontains=words) | Q(handle__icontains=words)
        )
    state = request.GET.get("state")
    if state and state not in STATES:
        raise Invalid(f"state must be one of {', '.join(STATES)}.", field="state")
    if state == "open":
        found = found.filter(is_active=True, closed_at=None)
    elif state == "closed":
        found = found.filter(Q(is_active=False) | Q(closed_at__isnull=False))
    elif state == "locked":
        found = found.filter(locked_until__gt=timezone.now())
    elif state == "unverified":
        found = found.filter(verified_at=None)
    slug = request.GET.get("organisation")
    if slug:
        found = found.filter(organisation=find_organisation(slug))
    return JsonResponse(page_of(request, found, staff_json))


@require_http_methods(["GET"])
@staff_only
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account with the figures that support needs."""
    found = find_account(account_id)
    last = found.events.filter(ok=True).first()
    answer = staff_json(found)
    answer["devices"] = found.devices.count()
    answer["identities"] = list(found.identities.order_by("provider").values_list("provider", flat=True))
    answer["last_event"] = audit.event_json(last) if last else None
    return JsonResponse({"account": answer})


@require_http_methods(["GET"])
@staff_only
def timeline(request: HttpRequest, account_id: int) -> HttpResponse:
    """What happened to an account, newest first."""
    found = find_account(account_id)
    return JsonResponse(page_of(request, found.events.select_related("account"), audit.event_json))


@require_http_methods(["POST"])
@staff_only
def lock(request: HttpRequest, account_id: int) -> HttpResponse:
    """Locks an account for some hours, or lifts the lock with 0."""
    found = find_account(account_id)
    body = Body.of(request)
    hours = body.values.get("hours")
    if isinstance(hours, bool) or not isinstance(hours, int) or not 0 <= hours <= 8760:
        raise Invalid("hours must be a number from 0 to 8760.", field="hours")
    reason = body.optional_text("reason", 60) or "staff"
    found.locked_until = timezone.now() + timedelta(hours=hours) if hours else None
    found.failed_logins = 0
    found.save(update_fields=["locked_until", "failed_logins"])
    audit.record(request, "locked", found, ok=not hours, reason=reason)
    return JsonResponse({"account": staff_json(found)})


@require_http_methods(["GET"])
@staff_only
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Sign-ins of each day of a range in a time zone."""
    zone = zone_of(request.GET.get("zone") or request.actor.zone.key)
    today = timezone.now().astimezone(zone).date()
    last = day_of(request, "to", today)
    first = day_of(request, "from", last - timedelta(days=6))
    days = figures.sign_ins_by_day(first, last, zone)
    good = sum(day["good"] for day in days)
    bad = sum(day["bad"] for day in days)
    answer = {
        "zone": zone.key,
        "days": days,
        "good": good,
        "bad": bad,
        "failure_share": figures.share(bad, good + bad),
        "busiest_hour": figures.busiest_hour(first, last, zone),
    }
    return JsonResponse(answer)


@require_http_methods(["GET"])
@staff_only
def failures(request: HttpRequest) -> HttpResponse:
    """Why sign-ins failed within the last hours."""
    hours = number_of(request, "hours", 24, 8760 * 10)
    now = timezone.now()
    return JsonResponse(figures.failures(now - timedelta(hours=hours), now))


@require_http_methods(["GET"])
@staff_only
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation with its rules and figures."""
    found = find_organisation(slug)
    answer = figures.organisation_figures(found)
    answer["name"] = found.name
    answer["rules"] = {name: found.rule(name) for name in ("session_hours", "password_days")}
    return JsonResponse(answer)


@require_http_methods(["POST"])
@staff_only
def import_accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a CSV file of accounts, sent as the body or as a form."""
    found = find_organisation(slug)
    if request.content_type == "multipart/form-data":
        file = request.FILES.get("file")
        if file is None:
            raise Invalid("file is missing.", field="file")
        content = file.read()
    else:
        content = request.body
    result = importing.load(content, found)
    answer = {"created": result.created, "updated": result.updated, "rejected": result.rejected}
    return JsonResponse(answer, status=201 if result.created else 200)


@require_http_methods(["POST"])
@staff_only
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invites addresses; those that cannot be invited are named."""
    found = find_organisation(slug)
    said = Body.of(request).values.get("emails")
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_INVITED:
        raise Invalid(f"emails must be a list of 1 to {MOST_INVITED}.", field="emails")
    emails = list(dict.fromkeys(Body({"email": one}).email() for one in said))
    done = {email: invitations.invite(email, found, request.actor) is not None for email in emails}
    invited = [email for email, fresh in done.items() if fresh]
    again = [email for email, fresh in done.items() if not fresh]
    return JsonResponse({"invited": invited, "already_invited": again}, status=201 if invited else 200)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Shows an invitation, or accepts it."""
    found = invitations.find(code, timezone.now())
    if request.method == "POST":
        body = Body.of(request)
        account = invitations.accept(found, body.text("display_name", 120), body.text("password", 500))
        return JsonResponse({"account": account_json(account)}, status=201)
    return JsonResponse({"invitation": invitations.invitation_json(found)})


@require_http_methods(["GET"])
@staff_only
def state(request: HttpRequest) -> HttpResponse:
    """What the cron jobs did last, and how the queue of mails does."""
    jobs = {name: cron.last_result(name) for name in ("clean_up", "sync_directory", "login_report")}
    return JsonResponse(
        {"jobs": jobs, "mails": figures.mail_delay(), "you": normal_email(request.actor.email)}
    )
