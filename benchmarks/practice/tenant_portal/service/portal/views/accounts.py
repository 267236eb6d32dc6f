"""Signing in, and one's own account."""

from django.http import HttpRequest

from portal import accounts
from portal import tenancies
from portal.errors import Conflict
from portal.forms import AccountForm, EmailForm, SignInForm, TokenForm
from portal.models import Account, Role
from portal.web import endpoint, read_form


def describe(account: Account) -> dict:
    tenant = getattr(account, "tenant", None)
    return {
        "id": account.pk,
        "email": account.email,
        "name": account.name,
        "role": account.role,
        "tenant": tenancies.describe_tenant(tenant) if tenant else None,
    }


@endpoint("POST", anonymous=True)
def sign_in(request: HttpRequest) -> dict:
    form = read_form(request, SignInForm)
    account = accounts.sign_in(form["email"], form["password"])
    request.session.cycle_key()
    request.session["account_id"] = account.pk
    return describe(account)


@endpoint("POST")
def sign_out(request: HttpRequest) -> dict:
    request.session.flush()
    return {}


@endpoint("POST")
def new_token(request: HttpRequest) -> tuple[int, dict]:
    return 201, {"token": accounts.new_token(request.account)}


@endpoint("DELETE")
def revoke_token(request: HttpRequest) -> dict:
    accounts.revoke_token(request.account, read_form(request, TokenForm)["token"])
    return {}


@endpoint("GET")
def me(request: HttpRequest) -> dict:
    return describe(request.account)


@endpoint("POST")
def change_email(request: HttpRequest) -> tuple[int, dict]:
    email = read_form(request, EmailForm)["email"]
    accounts.ask_for_email(request.account, email)
    return 202, {"waiting_for": email}


@endpoint("POST", anonymous=True)
def confirm_email(request: HttpRequest) -> dict:
    return {"email": accounts.confirm_email(read_form(request, TokenForm)["token"]).email}


@endpoint("PATCH", roles=[Role.OFFICE])
def update(request: HttpRequest, account_id: int) -> dict:
    account = accounts.find(account_id)
    accounts.update(account, **read_form(request, AccountForm))
    return describe(account)


@endpoint("DELETE", roles=[Role.OFFICE])
def delete(request: HttpRequest, account_id: int) -> dict:
    account = accounts.find(account_id)
    if account == request.account:
        raise Conflict("nobody deletes their own account")
    accounts.delete(account)
    return {}
