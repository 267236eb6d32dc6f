"""The yearly report for the association."""
from collections import Counter

from django.db.models import Count, Sum

from . import web
from .lots import percent
from .models import GerminationTest, Loan, Lot, Parcel


def germination(year: int) -> dict:
    tests = GerminationTest.objects.filter(tested_on__year=year)
    sums = tests.aggregate(tests=Count("pk"), sown=Sum("sown"), sprouted=Sum("sprouted"))
    return {"tests": sums["tests"], "rate": percent(sums["sprouted"], sums["sown"])}


def lending(year: int) -> dict:
    loans = Loan.objects.filter(lent_on__year=year)
    back = loans.filter(returned_on__isnull=False).count()
    return {"loans": loans.count(), "returned": back, "percent_returned": percent(back, loans.count())}


def sending(year: int) -> dict:
    parcels = Parcel.objects.filter(packed_on__year=year)
    return {"parcels": len(parcels), "countries": dict(Counter(each.country for each in parcels))}


def species(year: int) -> dict:
    """How many lots of which species were harvested."""
    counted = Lot.objects.filter(harvested__year=year).values("variety__species").annotate(lots=Count("pk"))
    return {row["variety__species"]: row["lots"] for row in counted.order_by("variety__species")}


def of_year(year: int) -> dict:
    return {
        "year": year,
        "germination": germination(year),
        "lending": lending(year),
        "sending": sending(year),
        "harvest": species(year),
    }


@web.for_staff
def show(request, year):
    return of_year(web.number(str(year), "year", 1990, 2100))
