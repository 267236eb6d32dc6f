"""Reading requests and writing answers; there are no rules of the seed bank in here."""
import json
from datetime import date
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from . import clock
from .errors import ApiError, Forbidden, Invalid, NoToken, WrongMethod
from .models import Member

MOST_GRAMS = Decimal("5000")
MISSING = object()


def endpoint(**methods):
    """A view of one function for each method: ``endpoint(get=show, post=change)``.

    A function answers a dictionary, a pair of dictionary and status, or a whole response.
    """

    @csrf_exempt
    def view(request, **arguments):
        try:
            function = methods.get(request.method.lower())
            if function is None:
                raise WrongMethod(f"{request.method} is not possible here")
            answer = function(request, **arguments)
        except ApiError as error:
            return JsonResponse({"error": error.code, "message": error.message}, status=error.status)
        if isinstance(answer, HttpResponse):
            return answer
        data, status = answer if isinstance(answer, tuple) else (answer, 200)
        return JsonResponse(data, status=status)

    return view


def member_of(request) -> Member:
    """Who asks, by the token of the library card."""
    token = request.headers.get("X-Token", "")
    member = Member.objects.filter(token=token).first() if token else None
    if member is None:
        raise NoToken("This needs the token of a library card")
    return member


def for_members(function):
    """Gives the view the member who asks as its second argument."""

    @wraps(function)
    def guarded(request, **arguments):
        return function(request, member_of(request), **arguments)

    return guarded


def for_staff(function):
    @wraps(function)
    def guarded(request, **arguments):
        if not member_of(request).staff:
            raise Forbidden("Only the staff may do this")
        return function(request, **arguments)

    return guarded


def number(text: str, name: str, least: int = 1, most: int = 2**31) -> int:
    """A whole number that came as text."""
    try:
        value = int(text)
    except ValueError:
        raise Invalid(f"{name} is not a whole number") from None
    if not least <= value <= most:
        raise Invalid(f"{name} must be from {least} to {most}")
    return value


def day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Invalid(f"{name} is not a day") from None


def grams(text, name: str) -> Decimal:
    """A weight, to a hundredth of a gram."""
    try:
        value = Decimal(str(text).strip())
    except InvalidOperation:
        raise Invalid(f"{name} is not a weight") from None
    if not value.is_finite() or not 0 < value <= MOST_GRAMS:
        raise Invalid(f"{name} must be more than 0 and at most {MOST_GRAMS} g")
    return value.quantize(Decimal("0.01"))


class Fields:
    """The JSON object of a request's body; each method reads one value or raises Invalid."""

    def __init__(self, request):
        try:
            data = json.loads(request.body or b"{}")
        except ValueError:
            raise Invalid("The body is not JSON") from None
        if not isinstance(data, dict):
            raise Invalid("The body is not an object")
        self._data = data

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def raw(self, name: str, default=MISSING):
        value = self._data.get(name, default)
        if value is MISSING:
            raise Invalid(f"{name} is missing")
        return value

    def text(self, name: str, most: int = 80, default=MISSING) -> str:
        value = self.raw(name, default)
        if value is default:
            return value
        if not isinstance(value, str) or not value.strip():
            raise Invalid(f"{name} is not a text")
        if len(value) > most:
            raise Invalid(f"{name} is longer than {most} characters")
        return value.strip()

    def whole(self, name: str, least: int = 1, most: int = 2**31, default=MISSING) -> int:
        value = self.raw(name, default)
        if value is default:
            return value
        if isinstance(value, bool) or not isinstance(value, int):
            raise Invalid(f"{name} is not a whole number")
        return number(str(value), name, least, most)

    def day(self, name: str, default=MISSING) -> date:
        value = self.raw(name, default)
        return value if value is default else day(value, name)

    def grams(self, name: str) -> Decimal:
        return grams(self.raw(name), name)

    def texts(self, name: str, most: int = 50) -> list[str]:
        value = self.raw(name)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise Invalid(f"{name} is not a list of texts")
        if len(value) > most:
            raise Invalid(f"{name} has more than {most} entries")
        return value

    def moment(self, name: str) -> datetime:
        """A moment; without an offset it is meant in Berlin."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise Invalid(f"{name} is not a moment") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.BERLIN)
