"""The way to a provider and back."""

import logging
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from account_login.errors import BadRequest, Conflict, Forbidden, Gone, NotFound, Unavailable
from account_login.web import signed_in
from accounts import audit, devices
from identity import client, linking, profiles, providers
from identity.models import LoginState

log = logging.getLogger("identity.views")
STATE_MINUTES = 10


@require_http_methods(["GET"])
def listing(request: HttpRequest) -> HttpResponse:
    """The providers one can sign in with."""
    found = [{"name": one.name, "title": one.title} for one in providers.PROVIDERS.values()]
    return JsonResponse({"providers": found})


def safe_next(said: str) -> str:
    """Where to go after the sign-in: a page of ours, or the start page."""
    fine = url_has_allowed_host_and_scheme(said, allowed_hosts=None, require_https=True)
    return said if fine and said.startswith("/") and len(said) <= 300 else "/"


@require_http_methods(["GET"])
def start(request: HttpRequest, name: str) -> HttpResponse:
    """Sends the person to the provider."""
    provider = providers.get(name)
    now = timezone.now()
    state = LoginState.objects.create(
        state=secrets.token_urlsafe(24),
        provider=provider.name,
        next=safe_next(request.GET.get("next", "/")),
        expires_at=now + timedelta(minutes=STATE_MINUTES),
        account=request.user if request.user.is_authenticated else None,
    )
    query = {
        "response_type": "code",
        "client_id": settings.IDENTITY_CLIENT,
        "redirect_uri": f"{settings.PUBLIC_URL}/oauth/{provider.name}/callback",
        "scope": " ".join(provider.scopes),
        "state": state.state,
    }
    base = settings.IDENTITY_URL if settings.IDENTITY_URL.startswith("http") else "http://idp.test"
    return HttpResponseRedirect(f"{base.rstrip('/')}/{provider.name}/authorize?{urlencode(query)}")


def take_state(provider: str, said: str) -> LoginState:
    """The state of a callback, which counts once. Raises BadRequest, Conflict or Gone."""
    found = LoginState.objects.select_related("account").filter(state=said, provider=provider).first()
    if found is None:
        log.error("callback of %s with a state that is not ours", provider)
        raise BadRequest("This sign-in was not started here.", code="unknown_state")
    if found.used_at is not None:
        log.error("callback of %s came twice", provider)
        raise Conflict("This sign-in was finished before.", code="used_state")
    if found.expires_at <= timezone.now():
        log.error("callback of %s came too late: %s", provider, found.expires_at)
        raise Gone("This sign-in took too long.", code="state_expired")
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    return found


def person_of(provider: providers.Provider, code: str) -> profiles.Person:
    """Asks the provider who came back. Raises Forbidden or Unavailable."""
    try:
        token = client.exchange(provider.name, code)
        return profiles.read(provider, client.profile(provider.name, token))
    except client.Rejected as error:
        log.exception("%s rejects the code", provider.name)
        raise Forbidden("The provider rejects this sign-in.", code="rejected") from error
    except client.ProviderError as error:
        log.exception("%s cannot be asked", provider.name)
        raise Unavailable(
            "The provider does not answer, try again.", code="provider", retry_after=10
        ) from error


@require_http_methods(["GET"])
def callback(request: HttpRequest, name: str) -> HttpResponse:
    """Takes the person back from the provider and signs them in."""
    provider = providers.get(name)
    refused = request.GET.get("error")
    if refused:
        log.error("%s refuses a sign-in: %s", provider.name, refused[:100])
        raise Forbidden("The provider refuses this sign-in.", code="refused", reason=refused[:100])
    state = take_state(provider.name, request.GET.get("state", ""))
    person = person_of(provider, request.GET.get("code", ""))
    account = linking.account_of(provider.name, person, state.account)
    audit.record(request, "provider", account, reason=provider.name)
    devices.sign_in(request, account)
    return HttpResponseRedirect(state.next)


@require_http_methods(["GET"])
@signed_in
def identities(request: HttpRequest) -> HttpResponse:
    """The providers that the own account is linked to."""
    found = request.user.identities.order_by("provider", "linked_at")
    zone = request.user.zone
    rows = [
        {
            "provider": one.provider,
            "title": providers.get(one.provider).title,
            "email": one.email or None,
            "last_used": one.last_used_at.astimezone(zone).isoformat() if one.last_used_at else None,
        }
        for one in found
    ]
    return JsonResponse({"identities": rows})


@require_http_methods(["DELETE"])
@signed_in
def unlink(request: HttpRequest, name: str) -> HttpResponse:
    """Unties a provider; one way to sign in has to stay."""
    user = request.user
    mine = user.identities.filter(provider=name)
    if not mine.exists():
        raise NotFound(f"The account is not linked to {name}.")
    if not user.has_usable_password() and not user.identities.exclude(provider=name).exists():
        raise Conflict("This is the only way to sign in.", code="last_way")
    mine.delete()
    return HttpResponse(status=204)
