"""Lists of seed that partners send us."""
import csv
import io

from django.db import transaction

from . import clock, web
from .errors import Conflict, Invalid, NotFound
from .models import Lot, Partner, Variety

COLUMNS = ["name", "species", "harvested", "grams"]


def partner_called(code: str) -> Partner:
    partner = Partner.objects.filter(code=code.upper()).first()
    if partner is None:
        raise NotFound(f"There is no partner {code}")
    return partner


def decoded(data: bytes) -> str:
    """The text of a list: UTF-8 with or without a mark, else what Windows writes in the west."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def rows(text: str):
    """Line number and cells of each row; a cell that is not there is empty."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    missing = set(COLUMNS) - set(reader.fieldnames or [])
    if missing:
        raise Invalid(f"The list has no column {', '.join(sorted(missing))}")
    for row in reader:
        yield reader.line_num, {name: (row[name] or "").strip() for name in COLUMNS}


def next_accession(partner: Partner) -> str:
    year = clock.today().year
    made = Lot.objects.filter(accession__startswith=f"{partner.code}-{year}-").count()
    return f"{partner.code}-{year}-{made + 1:04d}"


def take(partner: Partner, cells: dict) -> Lot:
    """Make a lot of a row. Raises Invalid where it cannot be read."""
    for name in ["name", "species"]:
        if not cells[name] or len(cells[name]) > 80:
            raise Invalid(f"{name} is missing or too long")
    harvested = web.day(cells["harvested"], "harvested")
    grams = web.grams(cells["grams"].replace(",", "."), "grams")
    variety, _ = Variety.objects.get_or_create(name=cells["name"], defaults={"species": cells["species"]})
    if Lot.objects.filter(partner=partner, variety=variety, harvested=harvested).exists():
        raise Conflict("We have this one already")
    return Lot.objects.create(
        accession=next_accession(partner), variety=variety, harvested=harvested, grams=grams, partner=partner
    )


@transaction.atomic
def load(partner: Partner, data: bytes) -> dict:
    """Take a list in; rows that cannot be taken are told with their lines and left out."""
    taken, skipped = [], []
    for line, cells in rows(decoded(data)):
        try:
            taken.append(take(partner, cells).accession)
        except (Invalid, Conflict) as error:
            skipped.append({"line": line, "message": error.message})
    return {"taken": taken, "skipped": skipped}


@web.for_staff
def upload(request, code):
    return load(partner_called(code), request.body)
