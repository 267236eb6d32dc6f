"""What people keep an eye on."""
from . import adverts, clock, db
from .models import Account, Advert, Favourite


def listed(account: Account, currency: str | None) -> list[dict]:
    """The latest first."""
    rows = []
    for favourite in account.favourites:
        rows.append({"added": clock.said(favourite.added_at), "advert": adverts.as_json(favourite.advert, currency)})
    return rows


def add(account: Account, advert: Advert) -> None:
    """Once is enough; a second time changes nothing."""
    key = (account.id, advert.id)
    if db.session().get(Favourite, key) is None:
        db.session().add(Favourite(account_id=account.id, advert_id=advert.id, added_at=clock.now()))
        db.session().commit()


def drop(account: Account, number: int) -> None:
    kept = db.session().get(Favourite, (account.id, number))
    if kept is not None:
        db.session().delete(kept)
        db.session().commit()
