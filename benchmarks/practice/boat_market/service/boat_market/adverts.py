"""Adverts: made, changed, listed, taken back."""
from decimal import Decimal

from . import clock, db, money, specs, wire
from .errors import NotAllowed, NotYours, Unknown, WrongState
from .models import Account, Advert, PriceChange

OLDEST = 1850
LONGEST = 80


def found(number: int) -> Advert:
    advert = db.session().get(Advert, number)
    if advert is None:
        raise Unknown(f"there is no advert {number}")
    return advert


def seen_by(account: Account | None, number: int) -> Advert:
    """An advert that the account may look at: drafts are for their sellers only."""
    advert = found(number)
    if advert.status == "draft" and (account is None or advert.seller_id != account.id):
        raise Unknown(f"there is no advert {number}")
    return advert


def own(account: Account, number: int) -> Advert:
    advert = seen_by(account, number)
    if advert.seller_id != account.id:
        raise NotYours("this is another seller's advert")
    return advert


def checked_price(price: Decimal) -> Decimal:
    if price <= 0:
        raise NotAllowed("a price is more than nothing")
    return price.quantize(money.CENT)


def set_price(advert: Advert, price: Decimal, currency: str) -> None:
    """Gives the advert a price, and remembers it where it is another one."""
    price, currency = checked_price(price), money.known(currency)
    if (price, currency) == (advert.price, advert.currency):
        return
    advert.price, advert.currency = price, currency
    advert.price_eur = money.convert(price, currency, "EUR")
    advert.prices.append(PriceChange(at=clock.now(), price=price, currency=currency))


def fill(advert: Advert, fields: wire.Fields, whole: bool) -> None:
    """Takes over what `fields` tell; `whole` is for a new advert, which needs the essentials."""
    title = fields.given("title", wire.line, needed=whole)
    boat_class = fields.given("class", wire.line, needed=whole)
    year = fields.given("year", wire.whole_number, needed=whole)
    length = fields.given("length", wire.decimal, needed=whole)
    price = fields.given("price", wire.decimal, needed=whole)
    currency = fields.given("currency", wire.line, 3)
    advert.title = title or advert.title
    if boat_class:
        advert.boat_class = specs.class_named(boat_class)
    if year is not None:
        if not OLDEST <= year <= clock.now().year + 1:
            raise NotAllowed("nobody builds boats in that year")
        advert.year = year
    if length is not None:
        if not 1 <= length <= LONGEST:
            raise NotAllowed(f"boats are 1 to {LONGEST} metres long")
        advert.length = length.quantize(money.CENT)
    for name, read in (("maker", wire.line), ("hin", wire.line), ("berths", wire.whole_number), ("hours", wire.whole_number)):
        if name in fields.names():
            setattr(advert, name, fields.given(name, read))
    if "draft" in fields:
        advert.draft = fields.given("draft", wire.decimal).quantize(money.CENT)
    if "fuel" in fields:
        advert.fuel = specs.fuel_named(fields.given("fuel", wire.line))
    if price is not None or currency:
        set_price(advert, advert.price if price is None else price, currency or advert.currency or "EUR")


def make(seller: Account, fields: wire.Fields) -> Advert:
    advert = Advert(seller_id=seller.id, status="draft", created_at=clock.now())
    fill(advert, fields, whole=True)
    _claim(advert)
    db.session().add(advert)
    db.session().commit()
    return advert


def change(advert: Advert, fields: wire.Fields) -> None:
    if advert.status in ("sold", "withdrawn"):
        raise WrongState(f"the advert is {advert.status}")
    with db.session().no_autoflush:
        fill(advert, fields, whole=False)
        _claim(advert)
    if advert.status == "listed":
        _complete(advert)
    db.session().commit()


def move(advert: Advert, status: str) -> None:
    """Lists a draft or what was withdrawn; ends what is listed."""
    allowed = {"listed": ("draft", "withdrawn"), "sold": ("listed",), "withdrawn": ("listed",)}
    if advert.status not in allowed[status]:
        raise WrongState(f"the advert is {advert.status}")
    if status == "listed":
        _complete(advert)
        advert.listed_at = clock.now()
    advert.status = status
    db.session().commit()


def delete(advert: Advert) -> None:
    """Removes an advert for good, with all that hangs on it; only what nobody has asked about."""
    if advert.status not in ("draft", "withdrawn"):
        raise WrongState(f"the advert is {advert.status}")
    if advert.enquiries:
        raise WrongState("there are enquiries about it")
    db.session().delete(advert)
    db.session().commit()


def _complete(advert: Advert) -> None:
    lacking = specs.missing(advert)
    if lacking:
        raise NotAllowed(f"tell us first: {', '.join(lacking)}", "incomplete")


def _claim(advert: Advert) -> None:
    """A boat is advertised once."""
    if advert.hin:
        other = db.session().query(Advert).filter(Advert.hin == advert.hin).one_or_none()
        if other is not None and other is not advert:
            raise WrongState("this boat is advertised already", "hin")


def as_json(advert: Advert, currency: str | None = None) -> dict:
    """An advert as it is shown, with its price in `currency` too."""
    shown = {
        "id": advert.id,
        "seller": advert.seller.name,
        "ref": advert.ref,
        "status": advert.status,
        "title": advert.title,
        "class": advert.boat_class,
        "maker": advert.maker,
        "year": advert.year,
        "length": money.plain(advert.length),
        "draft": money.plain(advert.draft) if advert.draft is not None else None,
        "berths": advert.berths,
        "hours": advert.hours,
        "fuel": advert.fuel,
        "price": money.plain(advert.price),
        "currency": advert.currency,
        "listed": clock.said(advert.listed_at),
    }
    if currency:
        shown["in"] = {currency: money.plain(money.convert(advert.price, advert.currency, currency))}
    return shown


def history(advert: Advert, currency: str | None = None) -> list[dict]:
    """All prices of an advert, oldest first; in `currency` by the rates of the day of each."""
    rows = []
    for change in advert.prices:
        row = {"at": clock.said(change.at), "price": money.plain(change.price), "currency": change.currency}
        if currency:
            table = money.rates().on(clock.day_of(change.at))
            row["in"] = {currency: money.plain(money.convert(change.price, change.currency, currency, table))}
        rows.append(row)
    return rows
