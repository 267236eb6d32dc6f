"""The API of the accounts."""

import logging

from django.contrib.auth import logout as end_session
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from account_login.errors import Conflict, NotFound, TooMany, Unauthenticated
from account_login.web import Body, moment_of, page_of, signed_in
from accounts import audit, devices, exports, links, mails, passwords, profile, registration, signin
from accounts.models import Account

log = logging.getLogger("accounts.views")
LOCALES = ("en", "de", "fr", "pl")


@require_http_methods(["POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A new account; its address has to be confirmed."""
    body = Body.of(request)
    account = registration.register(
        body.email(),
        body.text("password", 500),
        body.text("display_name", 120),
        locale=body.choice("locale", LOCALES, "en"),
        zone=body.zone(),
    )
    return JsonResponse({"account": profile.account_json(account)}, status=201)


@require_http_methods(["POST"])
@ensure_csrf_cookie
def login(request: HttpRequest) -> HttpResponse:
    """Signs in with address and password."""
    body = Body.of(request)
    account = signin.check(request, body.email(), body.text("password", 500))
    known = account.devices.values_list("name", flat=True)
    name = devices.device_name(request.headers.get("User-Agent", ""))
    is_new = bool(known) and name not in known
    device = devices.sign_in(request, account, remember=body.flag("remember"))
    if is_new and profile.preferences_of(account)["device_mails"]:
        mails.enqueue("device", account, {"device": name, "address": device.address})
    answer = {
        "account": profile.account_json(account),
        "session": {"device": name, "expires_at": request.session.get_expiry_date().isoformat()},
    }
    return JsonResponse(answer)


@require_http_methods(["POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """Ends the session; without one there is nothing to do."""
    if request.user.is_authenticated:
        audit.record(request, "logout", request.user)
        request.user.devices.filter(session_key=request.session.session_key).delete()
    end_session(request)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, signed: str) -> HttpResponse:
    """Confirms an address, the first one or a changed one."""
    account_id, email = links.read_email_link(signed)
    account = Account.objects.filter(id=account_id, closed_at=None).first()
    if account is None:
        raise NotFound("The account is gone.")
    if account.email != email or account.verified_at is None:
        try:
            with transaction.atomic():
                account.email = email
                account.verified_at = timezone.now()
                account.save(update_fields=["email", "verified_at"])
        except IntegrityError as error:
            log.exception("address of a link was taken meanwhile: %s", links.hint(email))
            raise Conflict("The address was taken meanwhile.", code="taken") from error
        audit.record(request, "email", account)
    return JsonResponse({"email": email, "verified": True})


@require_http_methods(["POST"])
def ask_reset(request: HttpRequest) -> HttpResponse:
    """Sends a link for a new password; the answer does not tell whether there is an account."""
    email = Body.of(request).email()
    account = Account.objects.by_email(email)
    if account is not None and account.is_active and account.closed_at is None:
        try:
            token = links.new_reset_token(account)
        except TooMany:
            return JsonResponse({"sent_to": links.hint(email)}, status=202)
        newest = account.reset_tokens.latest("created_at")
        payload = {
            "link": links.public(f"/password/{token}"),
            "expires_at": newest.expires_at.isoformat(),
            "zone": account.time_zone,
        }
        mails.enqueue("reset", account, payload)
        audit.record(request, "reset", account, reason="asked")
    return JsonResponse({"sent_to": links.hint(email)}, status=202)


@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Shows whether a link still works, or sets the new password and ends all sessions."""
    found = links.find_reset_token(token, timezone.now())
    account = found.account
    if request.method == "GET":
        until = found.expires_at.astimezone(account.zone).isoformat()
        return JsonResponse({"account": links.hint(account.email), "expires_at": until})
    with transaction.atomic():
        passwords.set_password(account, Body.of(request).text("password", 500))
        account.save()
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        ended = devices.end_sessions(account)
        audit.record(request, "reset", account)
    return JsonResponse({"account": links.hint(account.email), "ended_sessions": ended})


@require_http_methods(["GET", "PATCH", "DELETE"])
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Shows, changes or closes the own account."""
    if request.method == "PATCH":
        profile.change(request.user, Body.of(request))
    if request.method == "DELETE":
        user = request.user
        if user.is_staff:
            log.error("account %s is of the staff and cannot close itself", user.id)
            raise Conflict("Staff accounts are closed by an administrator.", code="staff")
        audit.record(request, "closed", user)
        user.closed_at = timezone.now()
        user.save(update_fields=["closed_at"])
        devices.end_sessions(user)
        end_session(request)
        return HttpResponse(status=204)
    return JsonResponse({"account": profile.account_json(request.user)})


@require_http_methods(["POST"])
@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """Changes the password; the other sessions end."""
    body = Body.of(request)
    user = request.user
    if not user.check_password(body.text("old", 500)):
        audit.record(request, "password", user, ok=False, reason="wrong_password")
        signin.failed(request, user)
        raise Unauthenticated("The old password is wrong.", code="wrong_credentials")
    passwords.set_password(user, body.text("password", 500))
    user.save()
    ended = devices.end_sessions(user, but=request.session.session_key)
    audit.record(request, "password", user)
    return JsonResponse({"ended_sessions": ended})


@require_http_methods(["POST"])
@signed_in
def change_email(request: HttpRequest) -> HttpResponse:
    """Sends a link to the new address; it counts once the link was opened."""
    email = Body.of(request).email()
    if Account.objects.by_email(email) is not None:
        raise Conflict("There is an account with this address.", code="taken", field="email")
    payload = {"link": links.email_link(request.user, email)}
    mails.enqueue("verify", request.user, payload, to=email)
    return JsonResponse({"sent_to": links.hint(email)}, status=202)


@require_http_methods(["GET"])
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """The devices that are signed in."""
    current = request.session.session_key
    found = request.user.devices.select_related("account")
    return JsonResponse({"sessions": [devices.device_json(one, current) for one in found]})


@require_http_methods(["DELETE"])
@signed_in
def end_one(request: HttpRequest, device_id: int) -> HttpResponse:
    """Signs a device out."""
    device = request.user.devices.filter(id=device_id).first()
    if device is None:
        raise NotFound(f"There is no session {device_id}.")
    devices.end_sessions(request.user, only=device.session_key)
    return HttpResponse(status=204)


@require_http_methods(["GET"])
@signed_in
def activity(request: HttpRequest) -> HttpResponse:
    """What happened to the own account, newest first; `since` and `kind` choose."""
    found = request.user.events.select_related("account")
    since = moment_of(request, "since", request.user.zone)
    if since is not None:
        found = found.filter(at__gte=since)
    kind = request.GET.get("kind")
    if kind:
        found = found.filter(kind=kind)
    return JsonResponse(page_of(request, found, audit.event_json))


@require_http_methods(["GET"])
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """All that we know of the person, as JSON or CSV."""
    if request.GET.get("format") == "csv":
        answer = HttpResponse(exports.events_csv(request.user), content_type="text/csv; charset=utf-8")
    else:
        answer = JsonResponse(exports.everything(request.user), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = exports.disposition(request.user, request.GET.get("format"))
    return answer
