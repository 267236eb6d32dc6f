"""The JSON API."""
from datetime import timedelta

from django.conf import settings

from . import fleet, identity, rentals, tariffs
from . import handovers, links
from . import ledger
from .models import Renter, Site, Token
from .problems import NoCredentials, NotAllowed, Unknown, Unreadable
from .wire import JsonView, Payload, locker_json, renter_json, rental_json


class Renters(JsonView):
    def post(self, request):
        data = Payload.of_body(request)
        renter = identity.sign_up(data.text("phone", 20), data.text("name"), data.text("pin"))
        return renter_json(renter), 201


class Me(JsonView):
    def get(self, request):
        return renter_json(self.renter)

    def delete(self, request):
        identity.erase(self.renter)
        return {}


class MyPin(JsonView):
    def put(self, request):
        renter, data = self.renter, Payload.of_body(request)
        identity.by_pin(renter.phone, data.text("old"))
        identity.change_pin(renter, data.text("new"))
        return {}

    def post(self, request):
        """With a link of the staff, for who has forgotten it."""
        data = Payload.of_body(request)
        number = links.pin.read(data.text("link", 400))
        renter = Renter.objects.filter(pk=number).first()
        if renter is None:
            raise Unknown("This renter was erased")
        identity.change_pin(renter, data.text("new"))
        return {}


class PinLinks(JsonView):
    def post(self, request):
        by, data = self.staff, Payload.of_body(request)
        renter = Renter.objects.filter(phone=data.text("phone", 20)).first()
        if renter is None:
            raise Unknown("Nobody has this number")
        ledger.record("pin.link", actor=by, phone=renter.phone)
        return {"link": links.pin.make(renter.pk, timedelta(hours=1))}, 201


class Tokens(JsonView):
    def get(self, request):
        return {"tokens": [{"key": token.key, "name": token.name} for token in self.renter.tokens.order_by("pk")]}

    def post(self, request):
        data = Payload.of_body(request)
        try:
            renter = identity.by_pin(data.text("phone"), data.text("pin"))
        except (Unreadable, NotAllowed):
            raise NoCredentials("Phone or PIN is wrong") from None
        token, text = identity.issue(renter, data.text("name", 40, default="app"))
        return {"token": text, "key": token.key, "name": token.name}, 201


class OneToken(JsonView):
    def delete(self, request, key):
        gone, _ = Token.objects.filter(renter=self.renter, key=key).delete()
        if not gone:
            raise Unknown("You have no such token")
        return {}


class Sites(JsonView):
    def get(self, request):
        return {"sites": [{"code": site.code, "name": site.name} for site in Site.objects.all()]}


class Free(JsonView):
    def get(self, request, site):
        place, size = fleet.site_called(site), Payload.of_query(request).size()
        return {"site": place.code, "size": size, "free": len(fleet.free_numbers(place, size))}


class Price(JsonView):
    def get(self, request, site):
        place, query = fleet.site_called(site), Payload.of_query(request)
        size, minutes = query.size(), query.whole("minutes", 1, 100_000)
        return {"price": tariffs.plain(tariffs.cost(place, size, timedelta(minutes=minutes)))}


class Rentals(JsonView):
    def get(self, request):
        return {"rentals": [rental_json(each) for each in rentals.held_by(self.renter).select_related("holder")]}

    def post(self, request):
        renter, data = self.renter, Payload.of_body(request)
        site = fleet.site_called(data.text("site"))
        return rental_json(rentals.start(renter, site, data.size(), data.moment("until"))), 201


class OneRental(JsonView):
    def get(self, request, number):
        renter = self.renter
        rental = rentals.of(renter, number)
        return rental_json(rental, code=rental.holder_id == renter.pk)


class Extend(JsonView):
    def post(self, request, number):
        renter = self.renter
        rental = rentals.of(renter, number)
        return rental_json(rentals.extend(rental, Payload.of_body(request).moment("until"), renter))


class Close(JsonView):
    def post(self, request, number):
        renter = self.renter
        return rental_json(rentals.close(rentals.of(renter, number), renter))


class Keypad(JsonView):
    """Asked by the lockers themselves, in their own network; so no token."""

    def post(self, request, label):
        locker = fleet.locker_called(label)
        rental = rentals.unlock(locker, Payload.of_body(request).text("code"))
        return {"open": True, "rental": rental.pk}


class Offers(JsonView):
    def post(self, request, number):
        renter = self.renter
        offer = handovers.make(rentals.of(renter, number), Payload.of_body(request).text("phone", 20), renter)
        return {"phone": offer.phone, "link": handovers.link_of(offer)}, 201

    def delete(self, request, number):
        renter = self.renter
        offer = handovers.withdraw(rentals.of(renter, number), renter)
        return {"phone": offer.phone, "outcome": offer.outcome}


class TakeOffer(JsonView):
    def post(self, request):
        renter = self.renter
        return rental_json(handovers.take(Payload.of_body(request).text("link", 400), renter))


class ViewLink(JsonView):
    def post(self, request, number):
        rental = rentals.of(self.renter, number)
        lives = timedelta(days=settings.LOCKER_VIEW_DAYS)
        return {"link": links.view.make(rental.pk, lives)}, 201


class Ledger(JsonView):
    def get(self, request):
        _, query = self.staff, Payload.of_query(request)
        events = ledger.page(
            rental=query.whole("rental", 1, 2**31, default=None),
            before=query.whole("before", 1, 2**31, default=None),
            limit=query.whole("limit", 1, ledger.MOST, default=None),
        )
        return {"events": [ledger.as_json(event) for event in events]}


class OneLocker(JsonView):
    def get(self, request, label):
        return locker_json(fleet.locker_called(label))

    def patch(self, request, label):
        by, data = self.staff, Payload.of_body(request)
        locker = fleet.locker_called(label)
        size, in_service = data.size(default=None), data.flag("in_service", default=None)
        if size is not None:
            locker = fleet.refit(locker, size, by)
        if in_service is not None:
            locker = fleet.set_service(locker, in_service, by)
        return locker_json(locker)
