"""Adverts as a table for spreadsheets."""
import csv
import io
from collections.abc import Callable, Iterable, Iterator

from . import adverts
from .models import Advert

HEADINGS = ("id", "title", "class", "maker", "year", "length", "price", "currency", "in", "converted")


def _line(values: Iterable) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["" if value is None else value for value in values])
    return out.getvalue()


def lines(found: Iterable[Advert], currency: Callable[[], str | None]) -> Iterator[str]:
    """The headings and a line for each advert, converted into the currency of whoever asks."""
    yield _line(HEADINGS)
    for advert in found:
        wanted = currency()
        shown = adverts.as_json(advert, wanted)
        converted = shown["in"][wanted] if wanted else None
        yield _line([*(shown[name] for name in HEADINGS[:8]), wanted, converted])
