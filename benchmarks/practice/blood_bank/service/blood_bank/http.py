"""What the JSON views share: errors, reading of bodies and parameters."""

import json
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View


class ApiError(Exception):
    """An answer other than 2xx; ApiErrorMiddleware turns it into JSON."""

    def __init__(self, message, status=400):
        super().__init__(message)
        self.message = message
        self.status = status


@method_decorator(csrf_exempt, name="dispatch")
class ApiView(View):
    """Base of the JSON views."""

    def body(self):
        """The request's JSON object."""
        try:
            data = json.loads(self.request.body or b"{}")
        except ValueError as problem:
            raise ApiError("the body is not JSON") from problem
        if not isinstance(data, dict):
            raise ApiError("the body must be a JSON object")
        return data


def find(queryset, what, **lookup):
    """The one object of the look-up, else 404."""
    found = queryset.filter(**lookup).first()
    if found is None:
        raise ApiError(f"no such {what}", 404)
    return found


def read_text(data, name):
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ApiError(f"{name} is missing")
    return value.strip()


def read_date(value, name):
    try:
        day = parse_date(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        raise ApiError(f"{name} must be a date such as 2026-03-02")
    return day


def read_moment(value, name):
    """An aware moment; times without an offset are times of the region."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise ApiError(f"{name} must be a time such as 2026-03-02T09:00")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def read_decimal(value, name, places=1):
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ApiError(f"{name} must be a number")
    try:
        number = Decimal(str(value))
    except InvalidOperation as problem:
        raise ApiError(f"{name} must be a number") from problem
    if not number.is_finite() or not 0 <= number < 1000:
        raise ApiError(f"{name} is out of range")
    return round(number, places)
