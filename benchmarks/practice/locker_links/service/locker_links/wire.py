"""Between HTTP and the rules: reads what comes in, says what goes out."""
import json
from datetime import datetime
from typing import Any

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from . import clock, identity, tariffs
from .models import Locker, Rental, Renter, Size
from .problems import NotAllowed, Problem, Unreadable

_REQUIRED: Any = object()


class Payload:
    """The fields of a JSON object or of a query string, read one by one."""

    def __init__(self, fields: dict[str, Any]):
        self._fields = fields

    @classmethod
    def of_body(cls, request) -> "Payload":
        try:
            fields = json.loads(request.body)
        except (ValueError, RecursionError):
            raise Unreadable("The body is no JSON") from None
        if not isinstance(fields, dict):
            raise Unreadable("The body is no object")
        return cls(fields)

    @classmethod
    def of_query(cls, request) -> "Payload":
        return cls(request.GET.dict())

    def _take(self, name: str, default: Any) -> Any:
        value = self._fields.get(name)
        if value is None:
            if default is _REQUIRED:
                raise Unreadable(f"{name} is missing")
            return default
        return value

    def text(self, name: str, most: int = 80, default: Any = _REQUIRED) -> Any:
        value = self._take(name, default)
        if value is default:
            return default
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise Unreadable(f"{name} is no text")
        if len(value) > most:
            raise NotAllowed(f"{name} is longer than {most}")
        return value.strip()

    def whole(self, name: str, low: int, high: int, default: Any = _REQUIRED) -> Any:
        value = self._take(name, default)
        if value is default:
            return default
        if isinstance(value, str) and len(value) < 12:
            try:
                value = int(value)
            except ValueError:
                pass
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unreadable(f"{name} is no whole number")
        if not low <= value <= high:
            raise NotAllowed(f"{name} is not between {low} and {high}")
        return value

    def flag(self, name: str, default: Any = _REQUIRED) -> Any:
        value = self._take(name, default)
        if value is not default and not isinstance(value, bool):
            raise Unreadable(f"{name} is neither true nor false")
        return value

    def size(self, name: str = "size", default: Any = _REQUIRED) -> Any:
        value = self._take(name, default)
        if value is not default and value not in Size.values:
            raise NotAllowed(f"{name} is one of {', '.join(Size.values)}")
        return value

    def moment(self, name: str) -> datetime:
        """A moment; without offset it is meant in Prague."""
        text = self.text(name, most=40)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Unreadable(f"{name} is no moment") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.PRAGUE)


def told(problem: Problem) -> JsonResponse:
    return JsonResponse({"problem": problem.code, "detail": problem.detail}, status=problem.status)


@method_decorator(csrf_exempt, name="dispatch")
class JsonView(View):
    """A view of the API. Its methods answer a dict, or a pair of a dict and a status."""

    def dispatch(self, request, *args, **kwargs):
        try:
            answer = super().dispatch(request, *args, **kwargs)
        except Problem as problem:
            return told(problem)
        if isinstance(answer, tuple):
            return JsonResponse(answer[0], status=answer[1])
        return JsonResponse(answer) if isinstance(answer, dict) else answer

    @property
    def renter(self) -> Renter:
        return identity.by_token(self.request.headers.get(identity.HEADER))

    @property
    def staff(self) -> Renter:
        return identity.staff_by_token(self.request.headers.get(identity.HEADER))


def renter_json(renter: Renter) -> dict[str, Any]:
    return {"phone": renter.phone, "name": renter.name, "staff": renter.staff}


def locker_json(locker: Locker) -> dict[str, Any]:
    return {"label": locker.label, "size": locker.size, "in_service": locker.in_service}


def rental_json(rental: Rental, code: bool = True) -> dict[str, Any]:
    """A rental as its holder sees it; others do not see the code."""
    seen = {
        "id": rental.pk,
        "locker": rental.locker.label,
        "site": rental.locker.site.code,
        "size": rental.locker.size,
        "holder": rental.holder.phone if rental.holder else None,
        "opened": clock.said(rental.opened_at),
        "until": clock.said(rental.until),
        "closed": clock.said(rental.closed_at),
        "paid": None if rental.paid is None else tariffs.plain(rental.paid),
    }
    return {**seen, "code": rental.code} if code and rental.closed_at is None else seen
