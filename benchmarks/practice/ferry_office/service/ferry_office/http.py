"""Reading requests and writing answers."""
import functools
import json

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.csrf import csrf_exempt

from . import clock
from .errors import OfficeError


def failure(text, status):
    return JsonResponse({"error": text}, status=status)


def api(*methods, access="public"):
    """A view of the API: checks method and access ("public", "signed_in", "staff") and answers JSON."""

    def wrap(view):
        @csrf_exempt
        @functools.wraps(view)
        def inner(request, *args, **kwargs):
            if request.method not in methods:
                return failure("method not allowed", 405)
            if access != "public" and not request.user.is_authenticated:
                return failure("sign in first", 401)
            if access == "staff" and not request.user.is_staff:
                return failure("for staff only", 403)
            try:
                answer = view(request, *args, **kwargs)
            except OfficeError as error:
                return failure(str(error), error.status)
            if isinstance(answer, HttpResponseBase):
                return answer
            return JsonResponse(answer)

        return inner

    return wrap


def read_json(request):
    """The request's body, a JSON object."""
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise OfficeError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise OfficeError("the body must be a JSON object")
    return body


def checked(form):
    """The cleaned data of a form, or the first thing that is wrong with it."""
    if form.is_valid():
        return form.cleaned_data
    field, problems = next(iter(form.errors.items()))
    raise OfficeError(f"{field}: {problems[0]}")


def read_day(request, name="day"):
    text = request.GET.get(name)
    if not text:
        return clock.today()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise OfficeError(f"{name}: not a date")
    return day


def read_moment(request, name):
    """A moment from the query: a date and time, or a date alone for its first minute."""
    text = request.GET.get(name)
    if not text:
        return clock.now()
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise OfficeError(f"{name}: not a date and time")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def show_moment(moment):
    return timezone.localtime(moment).isoformat(timespec="minutes")
