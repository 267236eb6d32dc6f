"""Labels for bags and boxes, as text files for the printer."""
from django.http import HttpResponse

from . import lots, web
from .errors import Invalid
from .models import Lot

CHARSET = "cp1250"  # all that the printer and the post office read
LAYOUTS = {
    "bag": ["name", "species", "accession", "barcode"],
    "box": ["accession", "name", "harvested", "rate", "barcode"],
}
WIDTH = 32


def machine_text(lines: list[str]) -> bytes:
    """A text file for a machine: lines end as on Windows, unknown characters become question marks."""
    return "".join(f"{line}\r\n" for line in lines).encode(CHARSET, errors="replace")


def fields_of(layout: str) -> list[str]:
    if layout not in LAYOUTS:
        raise Invalid(f"There is no layout {layout}")
    return LAYOUTS[layout]


def field(lot: Lot, name: str) -> str:
    if name == "name":
        return lot.variety.accepted().name
    if name == "species":
        return lot.variety.species
    if name == "accession":
        return lot.accession
    if name == "harvested":
        return f"Ernte {lot.harvested.year}"
    if name == "rate":
        rate = lots.rate(lot)
        return "ungetestet" if rate is None else f"Keimrate {rate} %"
    return f"*{lot.accession.replace('-', '')}*"


def label(lot: Lot, fields: list[str]) -> list[str]:
    """The lines of one label."""
    rule = "-" * WIDTH
    return [rule, *(field(lot, name)[:WIDTH] for name in fields), rule]


@web.for_staff
def sheet(request):
    asked = web.Fields(request)
    fields = fields_of(asked.text("layout", default="bag"))
    copies = asked.whole("copies", 1, 20, default=1)
    lines = []
    for accession in asked.texts("lots"):
        lines += label(lots.lot_called(accession), fields) * copies
    return HttpResponse(machine_text(lines), content_type=f"text/plain; charset={CHARSET}")
