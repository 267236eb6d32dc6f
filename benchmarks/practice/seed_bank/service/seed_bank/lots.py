"""Lots of seed and their germination tests."""
from . import clock, web
from .errors import Invalid, NotFound
from .models import GerminationTest, Lot

POOR = 60


def lot_called(accession: str) -> Lot:
    lot = Lot.objects.select_related("variety").filter(accession=accession).first()
    if lot is None:
        raise NotFound(f"There is no lot {accession}")
    return lot


def percent(part: int | None, whole: int | None) -> int | None:
    """How much of the whole a part is; None where there is no whole."""
    return round(100 * part / whole) if whole else None


def rate(lot: Lot) -> int | None:
    """The rate of the latest germination test; None where there was none."""
    test = lot.tests.last()
    return percent(test.sprouted, test.sown) if test else None


def state(lot: Lot) -> str:
    """`good`, `poor`, `old` (past the years that seed of this kind is kept) or `untested`."""
    if clock.today().year - lot.harvested.year > lot.variety.years_kept:
        return "old"
    found = rate(lot)
    if found is None:
        return "untested"
    return "poor" if found < POOR else "good"


def as_json(lot: Lot) -> dict:
    return {
        "accession": lot.accession,
        "variety": lot.variety.name,
        "harvested": lot.harvested.isoformat(),
        "grams": str(lot.grams),
        "rate": rate(lot),
        "state": state(lot),
    }


def index(request):
    found = Lot.objects.select_related("variety")
    if "variety" in request.GET:
        found = found.filter(variety=web.number(request.GET["variety"], "variety"))
    return {"lots": [as_json(lot) for lot in found]}


def show(request, accession):
    lot = lot_called(accession)
    tests = [
        {"tested_on": test.tested_on.isoformat(), "sown": test.sown, "sprouted": test.sprouted}
        for test in lot.tests.all()
    ]
    return {**as_json(lot), "tests": tests}


@web.for_staff
def add_test(request, accession):
    lot = lot_called(accession)
    fields = web.Fields(request)
    sown = fields.whole("sown", 1, 1000)
    sprouted = fields.whole("sprouted", 0, 1000)
    tested_on = fields.day("tested_on", default=clock.today())
    if sprouted > sown:
        raise Invalid("More have sprouted than were sown")
    if not lot.harvested <= tested_on <= clock.today():
        raise Invalid("tested_on is before the harvest or still to come")
    GerminationTest.objects.create(lot=lot, tested_on=tested_on, sown=sown, sprouted=sprouted)
    return as_json(lot), 201
