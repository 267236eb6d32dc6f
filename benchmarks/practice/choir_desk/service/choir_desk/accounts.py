"""Sign-in, accounts, invitations and password resets."""
import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from choir_desk import audit, notifications
from choir_desk.auth import api, issue_token
from choir_desk.http import ApiError, body, choice, page, text, whole
from choir_desk.models import Account, Invitation, Member

log = logging.getLogger("choir_desk.accounts")


def account_json(account):
    return {
        "id": account.pk,
        "email": account.email,
        "role": account.role,
        "active": account.is_active,
        "member": account.member_id,
        "name": account.member.display_name if account.member else account.email,
    }


def valid_email(data, name="email"):
    email = text(data, name)
    try:
        validate_email(email)
    except ValidationError:
        raise ApiError(400, f"{name} is not an e-mail address")
    return email


def valid_password(data, account=None):
    password = data.get("password")
    if not isinstance(password, str):
        raise ApiError(400, "password is missing")
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise ApiError(400, " ".join(error.messages))
    return password


def member_of(data):
    """The member that an account or an invitation is for; there may be none (the accountant)."""
    if data.get("member") is None:
        return None
    member = Member.objects.filter(pk=whole(data["member"], "member", most=10**9)).first()
    if member is None:
        raise ApiError(400, "there is no such member")
    if Account.objects.filter(member=member).exists():
        raise ApiError(409, "this member has an account")
    return member


@api("POST", public=True)
def sign_in(request):
    data = body(request)
    email, password = text(data, "email"), data.get("password")
    try:
        account = Account.objects.get(email__iexact=email)
    except Account.DoesNotExist:
        raise ApiError(401, "e-mail address or password is wrong")
    if not isinstance(password, str) or not account.check_password(password):
        raise ApiError(401, "e-mail address or password is wrong")
    if not account.is_active:
        raise ApiError(403, "this account is switched off")
    account.last_login = timezone.now()
    account.save(update_fields=["last_login"])
    key = issue_token(account, label=text(data, "label", required=False, longest=60))
    return {"token": key, "account": account_json(account)}


@api("POST")
def sign_out(request):
    request.token.delete()
    return {}


@api("GET")
def me(request):
    return account_json(request.account)


@api("GET", "POST", role=Account.ADMIN)
def account_list(request):
    if request.method == "GET":
        return page(request, Account.objects.select_related("member"), account_json)
    data = body(request)
    email = valid_email(data)
    if Account.objects.taken(email):
        raise ApiError(409, "there is an account with this e-mail address")
    account = Account.objects.create_account(
        email,
        valid_password(data),
        role=choice(data.get("role", Account.SINGER), "role", Account.ROLES),
        member=member_of(data),
    )
    audit.record(request.account, "account.create", account)
    return account_json(account), 201


@api("PATCH", role=Account.ADMIN)
def account_detail(request, pk):
    account = get_object_or_404(Account.objects.select_related("member"), pk=pk)
    data = body(request)
    before = audit.snapshot(account, ["role", "is_active"])
    if "role" in data:
        account.role = choice(data["role"], "role", Account.ROLES)
    if "active" in data:
        account.is_active = data["active"] is True
    if account == request.account and not (account.is_active and account.role == Account.ADMIN):
        raise ApiError(409, "nobody can take these rights from themselves")
    account.save(update_fields=["role", "is_active"])
    if not account.is_active:
        account.tokens.all().delete()
    audit.record(request.account, "account.change", account, before, audit.snapshot(account, ["role", "is_active"]))
    return account_json(account)


def invitation_json(invitation):
    return {
        "id": invitation.pk,
        "email": invitation.email,
        "role": invitation.role,
        "member": invitation.member_id,
        "open": invitation.open,
    }


@api("GET", "POST", role=Account.ADMIN)
def invitation_list(request):
    if request.method == "GET":
        return page(request, Invitation.objects.all(), invitation_json)
    data = body(request)
    email = valid_email(data)
    if Account.objects.taken(email):
        raise ApiError(409, "there is an account with this e-mail address")
    invitation = Invitation.objects.create(
        email=email,
        role=choice(data.get("role", Account.SINGER), "role", Account.ROLES),
        member=member_of(data),
        code=secrets.token_urlsafe(20),
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    notifications.invite(invitation)
    return invitation_json(invitation), 201


@api("POST", public=True)
def accept_invitation(request):
    data = body(request)
    invitation = Invitation.objects.select_related("member").filter(code=text(data, "code")).first()
    if invitation is None:
        raise ApiError(404, "there is no such invitation")
    if not invitation.open:
        raise ApiError(410, "this invitation was used or is too old")
    if Account.objects.taken(invitation.email):
        raise ApiError(409, "there is an account with this e-mail address")
    account = Account.objects.create_account(
        invitation.email, valid_password(data), role=invitation.role, member=invitation.member
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    log.info("invitation %s accepted", invitation.pk)
    return {"token": issue_token(account), "account": account_json(account)}, 201


@api("POST", public=True)
def request_reset(request):
    """Always 202, so that nobody can find out who has an account."""
    email = text(body(request), "email")
    for account in Account.objects.filter(email__iexact=email, is_active=True):
        uid = urlsafe_base64_encode(force_bytes(account.pk))
        notifications.password_reset(account, uid, default_token_generator.make_token(account))
    return {}, 202


def account_from_uid(uid):
    try:
        return Account.objects.get(pk=force_str(urlsafe_base64_decode(uid)), is_active=True)
    except (TypeError, ValueError, OverflowError, Account.DoesNotExist):
        raise ApiError(400, "this link is not valid")


@api("POST", public=True)
def confirm_reset(request):
    data = body(request)
    account = account_from_uid(text(data, "uid"))
    if not default_token_generator.check_token(account, text(data, "token")):
        raise ApiError(400, "this link is not valid")
    account.set_password(valid_password(data, account))
    account.save(update_fields=["password"])
    account.tokens.all().delete()
    return {}
