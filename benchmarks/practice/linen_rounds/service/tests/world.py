"""A small laundry for a test: two customers, some linen, one van."""

from datetime import date
from types import SimpleNamespace

from linen_rounds import clock, create_app, identity
from linen_rounds.domain.models import Bag, BagLine, Contract, ContractPrice, Customer, ItemType, Scanner, Site, User
from linen_rounds.web.scanner import digest


class World:
    def __init__(self):
        self.app = create_app({"TESTING": True, "PASSWORD_METHOD": "pbkdf2:sha256:10"})
        self.db = self.app.extensions["new_session"]()
        self.pine = Customer(code="PINE", name="Pine Inn")
        self.bay = Customer(code="BAY", name="Bay Clinic")
        self.door = Site(code="PINE-1", name="Back door", customer=self.pine)
        self.ward = Site(code="BAY-1", name="Ward", customer=self.bay)
        self.towel = ItemType(code="TOWEL", name="Towel", list_cents=50)
        self.gown = ItemType(code="GOWN", name="Gown", list_cents=200)
        van = Scanner(name="van", key_digest=digest("key"))
        self.save(self.pine, self.bay, self.door, self.ward, self.towel, self.gown, van)

    def save(self, *things):
        self.db.add_all(things)
        self.db.commit()
        return things[-1]

    def fresh(self, thing):
        """What the database says of a thing now."""
        self.db.expire_all()
        return self.db.get(type(thing), thing.id)

    def scan(self, method, path, data=None, key="key"):
        client = self.app.test_client()
        return client.open(f"/scan{path}", method=method, json=data, headers={"X-Scanner-Key": key})

    def bag(self, tag, site, at, **counts):
        """A bag that was collected, and counted if there are counts."""
        kinds = {"TOWEL": self.towel, "GOWN": self.gown}
        lines = [BagLine(item_type_id=kinds[kind].id, counted=pieces) for kind, pieces in counts.items()]
        state = "counted" if counts else "collected"
        return self.save(Bag(tag=tag, site_id=site.id, collected_at=clock.moment(at), state=state, lines=lines))

    def user(self, name, role="office", customer=None):
        with self.app.app_context():
            hashed = identity.password_hash("soap")
        return self.save(User(name=name, role=role, customer=customer, password_hash=hashed))

    def browser(self, name, role="office", customer=None):
        """A client in which a new user is signed in, and the token for its forms."""
        user = self.user(name, role, customer)
        client = self.app.test_client()
        with self.app.test_request_context():
            opened = identity.begin(self.db, user, f"token-of-{name}")
            self.db.commit()
            client.set_cookie(identity.COOKIE, identity.signed(opened.token))
        with client:
            client.get("/sign-in")
            token = identity.form_token()
        return SimpleNamespace(
            get=client.get,
            post=lambda path, **data: client.post(path, data={"csrf_token": token, **data}),
            bare=client,
        )

    def contract(self, customer, number, first, last, minimum=0, **prices):
        kinds = {"TOWEL": self.towel, "GOWN": self.gown}
        return self.save(
            Contract(
                customer=customer,
                number=number,
                starts_on=date.fromisoformat(first),
                ends_on=date.fromisoformat(last) if last else None,
                minimum_cents=minimum,
                prices=[ContractPrice(item_type_id=kinds[kind].id, cents=cents) for kind, cents in prices.items()],
            )
        )
