"""Monthly statements: the costs of a house, shared out to its flats."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet, Sum

from portal import clock
from portal.models import Account, Building, Cost, Flat, Reading, Role, Statement


def split(cents: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Share out to the cent; what is left over goes to the largest remainders."""
    total = sum(weights.values())
    shares = {key: cents * weight // total for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(cents * weights[key] % total), key))
    for key in by_remainder[: cents - sum(shares.values())]:
        shares[key] += 1
    return shares


def consumed(building: Building, kind: str, month: str) -> dict[int, int]:
    """What the meters of each flat counted in the month."""
    first, last = clock.month_bounds(month)
    rows = (
        Reading.objects.filter(meter__flat__building=building, meter__kind=kind, read_on__range=(first, last))
        .values("meter__flat")
        .annotate(units=Sum("consumption", default=0))
    )
    return {row["meter__flat"]: row["units"] for row in rows}


def weights(building: Building, kind: str, month: str) -> dict[int, int]:
    """By consumption, by area where nothing was consumed."""
    units = consumed(building, kind, month)
    if any(units.values()):
        return units
    return {flat.pk: flat.area for flat in building.flats.all()}


def who_lived_there(flat: Flat, month: str):
    """Who pays: the tenant on the last day of the month; nobody where it stood empty."""
    _, last = clock.month_bounds(month)
    tenancy = flat.tenancies.on(last).first()
    return tenancy.tenant if tenancy else None


def write(building: Building, month: str) -> int:
    """The statements of one house; once more replaces those that are there."""
    amounts: dict[int, dict[str, int]] = {flat.pk: {} for flat in building.flats.all()}
    for cost in Cost.objects.filter(building=building, month=month):
        for flat_id, cents in split(cost.cents, weights(building, cost.kind, month)).items():
            field = f"{cost.kind}_cents"
            amounts[flat_id][field] = amounts[flat_id].get(field, 0) + cents
    with transaction.atomic():
        for flat in building.flats.all():
            values = {"heat_cents": 0, "water_cents": 0, **amounts[flat.pk], "tenant": who_lived_there(flat, month)}
            Statement.objects.update_or_create(flat=flat, month=month, defaults=values)
    return len(amounts)


def visible(account: Account) -> QuerySet[Statement]:
    if account.role == Role.OFFICE:
        return Statement.objects.all()
    return Statement.objects.filter(tenant__account=account)


def describe(statement: Statement) -> dict:
    return {
        "flat": statement.flat.number,
        "month": statement.month,
        "tenant": statement.tenant.name if statement.tenant else None,
        "heat_cents": statement.heat_cents,
        "water_cents": statement.water_cents,
        "total_cents": statement.heat_cents + statement.water_cents,
    }
