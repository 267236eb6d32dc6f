"""Buyers ask, sellers answer."""
from datetime import timedelta

from sqlalchemy import or_, select

from . import clock, db, settings, wire
from .errors import NotAllowed, Unknown, WrongState
from .models import Account, Advert, Enquiry, Message

LONGEST_MESSAGE = 2000


def ask(buyer: Account, advert: Advert, fields: wire.Fields) -> Enquiry:
    """Opens an enquiry, or goes on with the one that the buyer has about this advert."""
    if advert.status != "listed":
        raise WrongState(f"the advert is {advert.status}")
    if advert.seller_id == buyer.id:
        raise NotAllowed("this is your own boat")
    enquiry = db.session().scalar(select(Enquiry).where(Enquiry.advert_id == advert.id, Enquiry.buyer_id == buyer.id))
    if enquiry is None:
        enquiry = Enquiry(advert=advert, buyer_id=buyer.id)
        db.session().add(enquiry)
    return write(buyer, enquiry, fields)


def of(account: Account) -> list[Enquiry]:
    """As buyer or as seller, the latest first."""
    mine = or_(Enquiry.buyer_id == account.id, Advert.seller_id == account.id)
    return list(db.session().scalars(select(Enquiry).join(Enquiry.advert).where(mine).order_by(Enquiry.id.desc())))


def own(account: Account, number: int) -> Enquiry:
    enquiry = db.session().get(Enquiry, number)
    if enquiry is None or account.id not in (enquiry.buyer_id, enquiry.advert.seller_id):
        raise Unknown(f"you have no enquiry {number}")
    return enquiry


def write(author: Account, enquiry: Enquiry, fields: wire.Fields) -> Enquiry:
    """The buyer waits from the first message on that is not answered."""
    text = fields.given("text", wire.line, LONGEST_MESSAGE, needed=True)
    enquiry.messages.append(Message(author_id=author.id, at=clock.now(), text=text))
    if author.id != enquiry.buyer_id:
        enquiry.waiting_since = None
    elif enquiry.waiting_since is None:
        enquiry.waiting_since = clock.now()
    db.session().commit()
    return enquiry


def overdue(seller: Account | None = None) -> list[tuple[Enquiry, int]]:
    """Enquiries that wait for too long, with the hours; those of one seller or of all."""
    chosen = select(Enquiry).join(Enquiry.advert).where(Enquiry.waiting_since.is_not(None)).order_by(Enquiry.id)
    if seller is not None:
        chosen = chosen.where(Advert.seller_id == seller.id)
    late = []
    for enquiry in db.session().scalars(chosen):
        waited = clock.now() - enquiry.waiting_since
        if waited >= timedelta(hours=settings.REMIND_AFTER_HOURS):
            late.append((enquiry, int(waited.total_seconds() // 3600)))
    return late


def as_json(enquiry: Enquiry) -> dict:
    return {
        "id": enquiry.id,
        "advert": enquiry.advert_id,
        "title": enquiry.advert.title,
        "buyer": enquiry.buyer.name,
        "waiting_since": clock.said(enquiry.waiting_since),
        "messages": [
            {"from": message.author.name, "at": clock.said(message.at), "text": message.text} for message in enquiry.messages
        ],
    }
