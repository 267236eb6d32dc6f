"""Who lives where, and who may see which flat."""

from datetime import date

from django.db.models import Q, QuerySet

from portal import clock
from portal.errors import Conflict, NotFound
from portal.models import Account, Flat, Role, Tenancy, Tenant


def flats_of(tenant: Tenant, day: date) -> QuerySet[Flat]:
    return Flat.objects.filter(pk__in=tenant.tenancies.on(day).values("flat"))


def visible_flats(account: Account) -> QuerySet[Flat]:
    """Tenants see where they live, caretakers their houses, the office everything."""
    if account.role == Role.OFFICE:
        return Flat.objects.all()
    if account.role == Role.CARETAKER:
        return Flat.objects.filter(building__caretaker=account)
    tenant = getattr(account, "tenant", None)
    return flats_of(tenant, clock.today()) if tenant else Flat.objects.none()


def find_flat(account: Account, number: str) -> Flat:
    flat = visible_flats(account).select_related("building").filter(number=number).first()
    if flat is None:
        raise NotFound("there is no such flat")
    return flat


def describe_tenant(tenant: Tenant) -> dict:
    flats = flats_of(tenant, clock.today())
    return {"id": tenant.pk, "name": tenant.name, "language": tenant.language, "flats": [f.number for f in flats]}


def describe_flat(flat: Flat) -> dict:
    tenancy = flat.tenancies.on(clock.today()).select_related("tenant").first()
    return {
        "number": flat.number,
        "street": flat.building.street,
        "floor": flat.floor,
        "area": flat.area,
        "tenant": tenancy.tenant.name if tenancy else None,
    }


def enter(tenant_id: int, flat: Flat, starts_on: date, ends_on: date | None) -> Tenancy:
    """A new tenancy; a flat has one at a time."""
    tenant = Tenant.objects.filter(pk=tenant_id).first()
    if tenant is None:
        raise NotFound("there is no such tenant")
    others = flat.tenancies.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        others = others.filter(starts_on__lte=ends_on)
    if others.exists():
        raise Conflict("the flat is let at that time")
    return Tenancy.objects.create(tenant=tenant, flat=flat, starts_on=starts_on, ends_on=ends_on)
