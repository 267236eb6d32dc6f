"""Short messages to customers. They wait in a table of their own for the SMS gateway."""

from parcel_desk.models import Parcel

READY = {
    "en": "Your parcel {reference} is ready. Code {code}, shelf {shelf}.",
    "de": "Ihr Paket {reference} liegt bereit. Code {code}, Regal {shelf}.",
}
WAITING = {
    "en": "Your parcel {reference} has been waiting for {days} days. Code {code}.",
    "de": "Ihr Paket {reference} wartet seit {days} Tagen. Code {code}.",
}


def compose(texts: dict[str, str], parcel: Parcel, **values: object) -> dict[str, str] | None:
    """The message for the customer of a parcel; None for people whom we cannot reach."""
    customer = parcel.customer
    if customer is None or not (customer.phone or customer.email):
        return None
    words = texts.get(customer.language) or texts["en"]
    return {
        "to": customer.phone or customer.email,
        "text": words.format(reference=parcel.reference, code=parcel.pickup_code, shelf=parcel.shelf, **values),
    }
