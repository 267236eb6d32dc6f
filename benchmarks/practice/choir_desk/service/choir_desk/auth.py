"""Tokens, and the decorator around every view of the API."""
import hashlib
import logging
import secrets
from datetime import timedelta
from functools import wraps

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from choir_desk.http import ApiError
from choir_desk.models import ApiToken

log = logging.getLogger("choir_desk.auth")

TOKEN_DAYS = 90


def digest(key):
    return hashlib.sha256(key.encode()).hexdigest()


def issue_token(account, label="", days=TOKEN_DAYS, key=None):
    """A new key for the account; this is the only time that the key itself is seen."""
    key = key or "cd_" + secrets.token_urlsafe(24)
    expires = timezone.now() + timedelta(days=days) if days else None
    ApiToken.objects.create(account=account, digest=digest(key), label=label[:60], expires_at=expires)
    return key


def token_of(request):
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "token") or not key.strip():
        raise ApiError(401, "sign in first")
    token = ApiToken.objects.select_related("account__member").filter(digest=digest(key.strip())).first()
    if token is None or (token.expires_at and token.expires_at <= timezone.now()):
        raise ApiError(401, "this token is not valid")
    if not token.account.is_active:
        raise ApiError(401, "this account is switched off")
    return token


def api(*methods, role=None, public=False):
    """A view that returns data, (data, status) or a response of its own."""

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            try:
                if request.method not in methods:
                    raise ApiError(405, f"{request.method} is not possible here")
                if not public:
                    request.token = token_of(request)
                    request.account = request.token.account
                    if role and not request.account.may(role):
                        raise ApiError(403, f"this is for the role {role}")
                answer = view(request, *args, **kwargs)
            except ApiError as error:
                transaction.set_rollback(True)
                return JsonResponse({"error": error.message}, status=error.status)
            except Http404:
                transaction.set_rollback(True)
                return JsonResponse({"error": "there is no such thing"}, status=404)
            if isinstance(answer, HttpResponse):
                return answer
            data, status = answer if isinstance(answer, tuple) else (answer, 200)
            return JsonResponse(data, status=status)

        return wrapped

    return decorate


def needs(request, role):
    """For views in which the role depends on the method."""
    if not request.account.may(role):
        raise ApiError(403, f"this is for the role {role}")
