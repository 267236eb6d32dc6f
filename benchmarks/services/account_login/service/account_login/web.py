"""Reading requests and writing answers."""

import json
import logging
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_ipv46_address
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from account_login.errors import BadRequest, Forbidden, Invalid, Unauthenticated

log = logging.getLogger("account_login.web")
View = Callable[..., HttpResponse]
LARGEST_PAGE = 100


class Body:
    """The fields of a JSON object that a client sent; each reader raises Invalid with the field's name."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    @classmethod
    def of(cls, request: HttpRequest) -> "Body":
        """The body of a request. Raises BadRequest."""
        try:
            values = json.loads(request.body or b"{}")
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            log.exception("body of %s is not JSON", request.path)
            raise BadRequest("The body is not JSON.", code="not_json") from error
        if not isinstance(values, dict):
            raise BadRequest("The body is not a JSON object.", code="not_json")
        return cls(values)

    def has(self, name: str) -> bool:
        """Whether the client sent the field."""
        return name in self.values

    def text(self, name: str, longest: int = 200) -> str:
        """A text that is not empty."""
        value = self.optional_text(name, longest)
        if value is None:
            raise Invalid(f"{name} is missing.", field=name)
        return value

    def optional_text(self, name: str, longest: int = 200) -> str | None:
        """A text, or None where it is absent, null or empty."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > longest or "\0" in value:
            raise Invalid(f"{name} must be a text of at most {longest} characters.", field=name)
        return value.strip() or None

    def email(self, name: str = "email") -> str:
        """An e-mail address as we store it."""
        value = self.text(name, 254)
        try:
            validate_email(value)
        except ValidationError as error:
            raise Invalid(f"{name} is not an e-mail address.", field=name) from error
        return normal_email(value)

    def zone(self, name: str = "time_zone") -> str | None:
        """The name of a time zone, or None."""
        value = self.optional_text(name, 64)
        return None if value is None else zone_of(value, name).key

    def choice(self, name: str, known: tuple[str, ...], default: str | None = None) -> str:
        """One of the known words."""
        value = self.values.get(name, default)
        if value not in known:
            raise Invalid(f"{name} must be one of {', '.join(known)}.", field=name)
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise Invalid(f"{name} must be true or false.", field=name)
        return value


def normal_email(value: str) -> str:
    """How an address is stored and compared: mail providers do not tell capitals apart."""
    return value.strip().casefold()


def zone_of(name: str, field: str = "zone") -> ZoneInfo:
    """A time zone. Raises Invalid."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(f"{name} is not a time zone.", field=field) from error


def day_of(request: HttpRequest, name: str, default: date) -> date:
    """A day from the query. Raises Invalid."""
    said = request.GET.get(name)
    if not said:
        return default
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        log.exception("%s of %s is not a day: %.60s", name, request.path, said)
        raise Invalid(f"{name} is not a day such as 2026-09-30.", field=name) from error


def moment_of(request: HttpRequest, name: str, zone: ZoneInfo) -> datetime | None:
    """An instant from the query; without an offset it is in `zone`, a day means its beginning."""
    said = request.GET.get(name)
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said.replace(" ", "+"))
    except ValueError as error:
        log.exception("%s of %s is not an instant: %.60s", name, request.path, said)
        raise Invalid(f"{name} is not an instant such as 2026-09-30T12:00.", field=name) from error
    return found if timezone.is_aware(found) else found.replace(tzinfo=zone)


def number_of(request: HttpRequest, name: str, default: int, largest: int) -> int:
    """A number from 1 to `largest` from the query. Raises Invalid."""
    said = request.GET.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", said) or not 1 <= int(said) <= largest:
        raise Invalid(f"{name} must be a number from 1 to {largest}.", field=name)
    return int(said)


def page_of(request: HttpRequest, found: QuerySet[Any], show: Callable[[Any], Any]) -> dict[str, Any]:
    """One page of rows: `page` from 1, `size` to 100; behind the last page there is nothing."""
    page = number_of(request, "page", 1, 1_000_000)
    size = number_of(request, "size", 20, LARGEST_PAGE)
    total = found.count()
    rows = found[(page - 1) * size : page * size]
    return {
        "items": [show(row) for row in rows],
        "page": page,
        "pages": -(-total // size),
        "total": total,
    }


def days_between(first: date, last: date) -> list[date]:
    """The days from first to last, both included. Raises Invalid for more than a year."""
    count = (last - first).days + 1
    if not 1 <= count <= 366:
        raise Invalid("from and to must be in order and at most a year apart.", field="to")
    return [first + timedelta(days=step) for step in range(count)]


def address_of(request: HttpRequest) -> str | None:
    """The address of the client; the load balancer writes it in front."""
    said = request.headers.get("X-Forwarded-For", "").split(",")[0].strip()
    address = said or request.META.get("REMOTE_ADDR") or ""
    try:
        validate_ipv46_address(address)
    except ValidationError:
        log.error("client of %s has no address: %.60s", request.path, address)
        return None
    return address


def signed_in(view: View) -> View:
    """A view for those who have a session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            raise Unauthenticated("Please sign in.")
        return view(request, *args, **kwargs)

    return guarded


def staff_only(view: View) -> View:
    """A view of the staff console; its gateway authenticates and says who it is in X-Staff."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from accounts.models import Account

        said = normal_email(request.headers.get("X-Staff", ""))
        if not said:
            raise Unauthenticated("The header X-Staff is missing.")
        actor = Account.objects.filter(email=said).first()
        if actor is None or not actor.is_active or not actor.is_staff:
            log.error("%s tried to use the staff console", said)
            raise Forbidden(f"{said} is not of the staff.")
        request.actor = actor
        return view(request, *args, **kwargs)

    return guarded
