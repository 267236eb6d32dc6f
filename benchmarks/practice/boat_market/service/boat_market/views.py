"""The JSON API; no rules in here."""
from flask import Blueprint, Response, g, stream_with_context

from . import accounts, adverts, money, search, settings, wire
from . import accounts, adverts, favourites, feeds, money, saved, search, settings, wire
from . import accounts, adverts, enquiries, favourites, feeds, money, photos, saved, search, settings, wire
from . import accounts, adverts, enquiries, export, favourites, feeds, money, photos, saved, search, settings, stats, wire

api = Blueprint("api", __name__)


def wanted_currency() -> str | None:
    """The currency that the caller wants prices in, too: of the query, else the preferred one."""
    code = wire.query().given("currency", wire.line, 3)
    if code:
        return money.known(code)
    return g.account.currency if g.account else None


@api.get("/me")
def me():
    return accounts.as_json(accounts.signed_in())


@api.patch("/me")
def change_me():
    account = accounts.signed_in()
    accounts.change(account, wire.body())
    return accounts.as_json(account)


@api.get("/adverts")
def find():
    given = wire.query()
    currency = wanted_currency()
    size = given.given("size", wire.whole_number)
    found, following = search.page(
        search.Criteria.read(given, currency),
        given.given("sort", wire.line) or "-listed",
        given.given("cursor", wire.line, 400),
        settings.PAGE_SIZE if size is None else size,
    )
    return {"adverts": [adverts.as_json(advert, currency) for advert in found], "next": following}


@api.post("/adverts")
def make():
    advert = adverts.make(accounts.signed_in(), wire.body())
    return adverts.as_json(advert), 201


@api.get("/adverts/<int:number>")
def show(number: int):
    return adverts.as_json(adverts.seen_by(g.account, number), wanted_currency())


@api.patch("/adverts/<int:number>")
def change(number: int):
    advert = adverts.own(accounts.signed_in(), number)
    adverts.change(advert, wire.body())
    return adverts.as_json(advert)


@api.post("/adverts/<int:number>/<any(listed, sold, withdrawn):status>")
def move(number: int, status: str):
    advert = adverts.own(accounts.signed_in(), number)
    adverts.move(advert, status)
    return adverts.as_json(advert)


@api.delete("/adverts/<int:number>")
def delete(number: int):
    adverts.delete(adverts.own(accounts.signed_in(), number))
    return "", 204


@api.get("/adverts.csv")
def download():
    """All that fits, as a table; a line at a time, there may be thousands."""
    found = search.every(search.Criteria.read(wire.query(), wanted_currency()))
    lines = export.lines(found, wanted_currency)
    return Response(stream_with_context(lines), mimetype="text/csv")


@api.get("/adverts/<int:number>/prices")
def prices(number: int):
    advert = adverts.seen_by(g.account, number)
    return {"prices": adverts.history(advert, wanted_currency())}


@api.get("/adverts/<int:number>/photos")
def show_photos(number: int):
    advert = adverts.seen_by(g.account, number)
    return {"photos": [photos.as_json(photo) for photo in advert.photos]}


@api.post("/adverts/<int:number>/photos")
def add_photo(number: int):
    photo = photos.add(adverts.own(accounts.signed_in(), number), wire.body())
    return photos.as_json(photo), 201


@api.get("/favourites")
def show_favourites():
    return {"favourites": favourites.listed(accounts.signed_in(), wanted_currency())}


@api.put("/favourites/<int:number>")
def add_favourite(number: int):
    account = accounts.signed_in()
    favourites.add(account, adverts.seen_by(account, number))
    return "", 204


@api.delete("/favourites/<int:number>")
def drop_favourite(number: int):
    favourites.drop(accounts.signed_in(), number)
    return "", 204


@api.get("/searches")
def show_searches():
    return {"searches": [saved.as_json(one) for one in accounts.signed_in().searches]}


@api.post("/searches")
def save_search():
    return saved.as_json(saved.save(accounts.signed_in(), wire.body(), wanted_currency())), 201


@api.get("/searches/<int:number>/results")
def run_search(number: int):
    one = saved.own(accounts.signed_in(), number)
    found = search.every(saved.wanted(one))
    return {"adverts": [adverts.as_json(advert, wanted_currency()) for advert in found]}


@api.get("/searches/<int:number>/alerts")
def show_alerts(number: int):
    one = saved.own(accounts.signed_in(), number)
    return {"alerts": [saved.alert_as_json(alert) for alert in one.alerts]}


@api.delete("/searches/<int:number>")
def drop_search(number: int):
    saved.drop(saved.own(accounts.signed_in(), number))
    return "", 204


@api.post("/feeds")
def take_feed():
    return feeds.take(accounts.signed_in(), *feeds.sent()).as_json()


@api.post("/adverts/<int:number>/enquiries")
def ask(number: int):
    account = accounts.signed_in()
    enquiry = enquiries.ask(account, adverts.seen_by(account, number), wire.body())
    return enquiries.as_json(enquiry), 201


@api.get("/enquiries")
def show_enquiries():
    return {"enquiries": [enquiries.as_json(one) for one in enquiries.of(accounts.signed_in())]}


@api.post("/enquiries/<int:number>/messages")
def write(number: int):
    account = accounts.signed_in()
    return enquiries.as_json(enquiries.write(account, enquiries.own(account, number), wire.body()))


@api.get("/enquiries/overdue")
def show_overdue():
    rows = enquiries.overdue(accounts.signed_in())
    return {"overdue": [{"enquiry": one.id, "advert": one.advert.title, "hours": hours} for one, hours in rows]}


@api.get("/stats")
def show_all_stats():
    return {"classes": stats.all_classes()}


@api.get("/stats/<name>")
def show_stats(name: str):
    return stats.of_class(name)
