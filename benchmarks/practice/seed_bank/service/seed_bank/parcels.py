"""Addresses of members, and parcels that are sent to them."""
from django.db import transaction

from . import clock, loans, web
from .errors import Conflict, Invalid, NotFound
from .models import Lot, Member, Parcel

COUNTRIES = {"DE", "AT", "CH", "NL", "DK", "NO", "SE", "PL", "CZ", "FR", "ES"}


def address_of(member: Member) -> dict:
    return {
        "name": member.name,
        "street": member.street,
        "postcode": member.postcode,
        "town": member.town,
        "country": member.country,
    }


def items(parcel: Parcel) -> list[dict]:
    """What is in a parcel. Until 2024 only the accession numbers were noted, so the grams are not known."""
    found = []
    for item in parcel.content:
        if isinstance(item, str):
            lot = Lot.objects.select_related("variety").filter(accession=item).first()
            item = {"accession": item, "variety": lot.variety.name if lot else None, "grams": None}
        found.append(item)
    return found


def as_json(parcel: Parcel) -> dict:
    return {
        "id": parcel.pk,
        "card": parcel.member.card if parcel.member else None,
        "country": parcel.country,
        "packed_on": parcel.packed_on.isoformat(),
        "items": items(parcel),
    }


@web.for_members
def address(request, member):
    return address_of(member)


@web.for_members
def move(request, member):
    fields = web.Fields(request)
    member.street, member.town = fields.text("street"), fields.text("town")
    member.postcode = fields.text("postcode", 12)
    member.country = fields.text("country").upper()
    if member.country not in COUNTRIES:
        raise Invalid(f"We do not send to {member.country}")
    member.save()
    return address_of(member)


@web.for_staff
def pack(request):
    fields = web.Fields(request)
    member, wanted = loans.member_with(fields.text("card")), fields.raw("items")
    if not member.country:
        raise Conflict(f"{member.card} has no address")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(item, dict) for item in wanted):
        raise Invalid("items is not a list of objects")
    content = []
    with transaction.atomic():
        for item in wanted:
            if not isinstance(item.get("lot"), str):
                raise Invalid("An item has no lot")
            grams = web.grams(item.get("grams"), "grams")
            lot = loans.take_from(item["lot"], grams)
            content.append({"accession": lot.accession, "variety": lot.variety.name, "grams": str(grams)})
        parcel = Parcel.objects.create(
            member=member, country=member.country, packed_on=clock.today(), content=content
        )
    return as_json(parcel), 201


@web.for_staff
def index(request):
    day = web.day(request.GET["day"], "day") if "day" in request.GET else clock.today()
    return {"parcels": [as_json(each) for each in Parcel.objects.filter(packed_on=day).select_related("member")]}


@web.for_staff
def show(request, pk):
    parcel = Parcel.objects.select_related("member").filter(pk=pk).first()
    if parcel is None:
        raise NotFound(f"There is no parcel {pk}")
    return as_json(parcel)
