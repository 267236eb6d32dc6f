"""Figures about sign-ins. Days begin and end in the zone that is asked for."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, F, Max, Q
from django.utils import timezone

from account_login.web import days_between
from accounts.models import Account, LoginEvent, Mail, Organisation

SIGN_INS = ("login", "provider")
TOP = 5


def bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants at which the first day begins and the last one has ended."""
    begin = datetime.combine(first, time(), zone)
    return begin, datetime.combine(last + timedelta(days=1), time(), zone)


def share(part: int, whole: int) -> float:
    """A share in percent with one digit; of nothing it is 0.0."""
    return round(100 * part / whole, 1) if whole else 0.0


def sign_ins_by_day(first: date, last: date, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Every day with its good and bad sign-ins, also days without one."""
    begin, end = bounds(first, last, zone)
    good: Counter[date] = Counter()
    bad: Counter[date] = Counter()
    rows = LoginEvent.objects.filter(kind__in=SIGN_INS, at__gte=begin, at__lt=end)
    for at, ok in rows.values_list("at", "ok"):
        (good if ok else bad)[at.astimezone(zone).date()] += 1
    return [
        {
            "day": day.isoformat(),
            "good": good[day],
            "bad": bad[day],
            "failure_share": share(bad[day], good[day] + bad[day]),
        }
        for day in days_between(first, last)
    ]


def busiest_hour(first: date, last: date, zone: ZoneInfo) -> int | None:
    """The hour with most sign-ins on the zone's clocks; None without any."""
    begin, end = bounds(first, last, zone)
    rows = LoginEvent.objects.filter(kind__in=SIGN_INS, ok=True, at__gte=begin, at__lt=end)
    hours = Counter(at.astimezone(zone).hour for at in rows.values_list("at", flat=True))
    return min(hours, key=lambda hour: (-hours[hour], hour), default=None)


def failures(begin: datetime, end: datetime) -> dict[str, Any]:
    """Why sign-ins failed, and from where most of them came."""
    rows = LoginEvent.objects.filter(kind__in=SIGN_INS, ok=False, at__gte=begin, at__lt=end)
    reasons = rows.order_by().values_list("reason").annotate(count=Count("id"))
    places = rows.order_by().values_list("address").annotate(count=Count("id"))
    return {
        "total": rows.count(),
        "reasons": {reason or "unknown": count for reason, count in reasons.order_by("reason")},
        "addresses": [
            {"address": address, "count": count}
            for address, count in places.order_by("-count", "address")[:TOP]
        ],
    }


def organisation_figures(organisation: Organisation) -> dict[str, Any]:
    """How an organisation uses us; what cannot be said is None."""
    members = organisation.accounts.filter(closed_at=None)
    totals = members.aggregate(
        active=Count("id", filter=Q(is_active=True)), newest=Max("created_at"), last=Max("last_login")
    )
    visits = members.annotate(
        visits=Count("events", filter=Q(events__kind__in=SIGN_INS, events__ok=True))
    ).aggregate(mean=Avg("visits"))
    return {
        "organisation": organisation.slug,
        "accounts": members.count(),
        "active": totals["active"],
        "never_signed_in": members.filter(last_login=None).count(),
        "newest": totals["newest"].isoformat() if totals["newest"] else None,
        "last_login": totals["last"].isoformat() if totals["last"] else None,
        "mean_sign_ins": round(visits["mean"], 2) if visits["mean"] is not None else None,
    }


def mail_delay() -> dict[str, Any]:
    """How long sent mails waited on average in seconds, and how many still wait."""
    sent = Mail.objects.exclude(sent_at=None).annotate(wait=F("sent_at") - F("created_at"))
    mean = sent.aggregate(mean=Avg("wait"))["mean"]
    return {
        "waiting": Mail.objects.filter(sent_at=None, failed_at=None).count(),
        "failed": Mail.objects.exclude(failed_at=None).count(),
        "mean_wait": round(mean.total_seconds(), 1) if mean is not None else None,
    }


def daily(day: date, zone: ZoneInfo) -> dict[str, Any]:
    """The report of one day."""
    begin, end = bounds(day, day, zone)
    (row,) = sign_ins_by_day(day, day, zone)
    locales = Counter(Account.objects.filter(closed_at=None).values_list("locale", flat=True))
    return {
        **row,
        "zone": zone.key,
        "busiest_hour": busiest_hour(day, day, zone),
        "new_accounts": Account.objects.filter(created_at__gte=begin, created_at__lt=end).count(),
        "failures": failures(begin, end),
        "locales": dict(sorted(locales.items())),
        "mails": mail_delay(),
        "written_at": timezone.now().isoformat(),
    }
