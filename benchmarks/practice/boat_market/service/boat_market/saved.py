"""Saved searches, and the alerts that they give."""
from . import adverts, clock, db, wire
from .errors import NotAllowed, Unknown
from .models import Account, Advert, Alert, SavedSearch
from .search import Criteria

MOST = 20


def save(account: Account, fields: wire.Fields, currency: str | None) -> SavedSearch:
    if len(account.searches) >= MOST:
        raise NotAllowed(f"{MOST} searches are enough")
    one = SavedSearch(
        account_id=account.id,
        name=fields.given("name", wire.line, needed=True),
        criteria=Criteria.read(fields, currency).stored(),
        seen_until=clock.now(),
    )
    db.session().add(one)
    db.session().commit()
    return one


def own(account: Account, number: int) -> SavedSearch:
    one = db.session().get(SavedSearch, number)
    if one is None or one.account_id != account.id:
        raise Unknown(f"you have no search {number}")
    return one


def drop(one: SavedSearch) -> None:
    db.session().delete(one)
    db.session().commit()


def wanted(one: SavedSearch) -> Criteria:
    return Criteria.restored(one.criteria)


def raise_alerts(one: SavedSearch) -> list[Alert]:
    """An alert for each advert that fits and was listed since the last look; each advert once."""
    known = {alert.advert_id for alert in one.alerts}
    fresh = wanted(one).query().where(Advert.listed_at > one.seen_until).order_by(Advert.id)
    new = []
    for advert in db.session().scalars(fresh):
        if advert.id not in known and advert.seller_id != one.account_id:
            alert = Alert(advert_id=advert.id, search_id=one.id, sent_at=clock.now())
            db.session().add(alert)
            new.append(alert)
    one.seen_until = clock.now()
    db.session().flush()
    return new


def as_json(one: SavedSearch) -> dict:
    return {"id": one.id, "name": one.name, "criteria": wanted(one).stored(), "alerts": len(one.alerts)}


def alert_as_json(alert: Alert) -> dict:
    return {"sent": clock.said(alert.sent_at), "advert": adverts.as_json(alert.advert)}
