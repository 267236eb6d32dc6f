"""Receipts in the language of the reader."""
from zoneinfo import ZoneInfo

from babel import negotiate_locale
from babel.dates import format_datetime
from babel.numbers import format_currency

from nightbus import payments

DEFAULT = "en"
TEXTS = {
    "en": {"title": "Receipt", "way": "from {} to {}", "free": "nothing to pay"},
    "de": {"title": "Quittung", "way": "von {} nach {}", "free": "nichts zu bezahlen"},
    "pt": {"title": "Recibo", "way": "de {} a {}", "free": "nada a pagar"},
}


def accepted(header):
    """The tags of an Accept-Language header, the preferred one first."""
    weighted = []
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        if tag.strip() and weight > 0:
            weighted.append((weight, tag.strip()))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0])]


def language(rider, header):
    """The language of a receipt: what the rider has chosen, else what the browser asks for."""
    if rider.language in TEXTS:
        return rider.language
    return negotiate_locale(accepted(header), list(TEXTS), sep="-") or DEFAULT


def render(ride, language):
    """A receipt as it is shown."""
    texts = TEXTS[language[:2]]
    region = ride.from_stop.region

    def money(amount):
        return format_currency(amount, region.currency, locale=language)

    lines = [
        texts["title"] + " " + ride.reference,
        texts["way"].format(ride.from_stop.name, ride.to_stop.name),
        format_datetime(ride.earliest, "yyyy-MM-dd HH:mm", tzinfo=ZoneInfo(region.time_zone), locale=language),
        money(ride.due) if ride.due else texts["free"],
    ]
    return {"language": language[:2], "lines": lines, "due": money(ride.due), "paid": money(payments.balance(ride))}
