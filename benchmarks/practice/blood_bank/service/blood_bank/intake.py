"""Deliveries of the mobile teams."""

from django.db import IntegrityError

from blood_bank import stock
from blood_bank.http import ApiError, find, read_date, read_text
from blood_bank.models import BloodGroup, Donation, Donor, Unit


def read_lines(data):
    """The scanned units of a delivery, checked."""
    lines = data.get("units")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise ApiError("units must be a list of objects")
    return [
        {
            "code": read_text(line, "code"),
            "donor": read_text(line, "donor"),
            "component": read_text(line, "component"),
            "group": read_group(line),
            "expires_on": None if line.get("expires_on") is None else read_date(line["expires_on"], "expires_on"),
        }
        for line in lines
    ]


def read_group(line):
    group = read_text(line, "group")
    if group not in BloodGroup.values:
        raise ApiError(f"unknown blood group {group}")
    return group


def take_in(site, day, lines):
    """Books scanned units. Teams scan a bag twice now and then: what is on file stays as it is and is reported."""
    booked, known = [], []
    for line in lines:
        donor = find(Donor.objects, "donor", number=line["donor"])
        donation, _ = Donation.objects.get_or_create(donor=donor, site=site, given_on=day)
        try:
            unit = Unit.objects.create(
                code=line["code"],
                donation=donation,
                component=line["component"],
                group=line["group"],
                expires_on=line["expires_on"],
            )
        except IntegrityError:
            known.append(line["code"])
            continue
        booked.append(unit.code)
        stock.forget(unit.group)
    return booked, known
