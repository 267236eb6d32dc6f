"""The demo's data: `python -m guest_desk.demo` writes them to the database. Session tokens are `demo-<name>`."""

from pathlib import Path
from typing import Any

from . import passwords, settings
from .store import Store

HOSTELS = [
    {"code": "BER", "name": "Hostel Oderberg", "zone": "Europe/Berlin"},
    {"code": "KRK", "name": "Hostel Żabia", "zone": "Europe/Warsaw"},
    {"code": "LIS", "name": "Hostel Alfama", "zone": "Europe/Lisbon"},
    {"code": "SAO", "name": "Hostel Vila", "zone": "America/Sao_Paulo"},
]

PEOPLE = {  # name: (number, hostel, preferences, closed)
    "olga": (1, "LIS", '{"language": "pt"}', None),
    "mara": (2, "BER", '{"language": "de", "newsletter": true}', None),
    "rui": (3, "LIS", '{"language": "pt"}', None),
    "nils": (4, "KRK", '{"language": "en"}', None),
    "ana": (5, "LIS", '{"language": "pt"}', None),
    "ben": (6, "BER", '{"language": "de"}', None),
    "cleo": (7, "SAO", '{"language": "pt", "time_zone": "America/Sao_Paulo"}', None),
    "dan": (8, "LIS", '{"language": "en"}', "2026-05-02T10:00:00+00:00"),
    "eva": (9, "KRK", '{"language": "en", "time_zone": "Europe/London"}', None),
}

OLD_PASSWORD = "sha1$74a1$94a849147ffaa378b75dd95e1faf47b08646339f"  # of Eva, from the old desk


def _password(name: str) -> str | None:
    if name == "eva":
        return OLD_PASSWORD
    return None if name == "ben" else passwords.stored(f"{name}-secret")


def _guests() -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "email": f"{name}@mail.example",
            "name": name.title(),
            "password": _password(name),
            "hostel": hostel,
            "created_at": f"2026-0{number % 5 + 1}-03T12:00:00+00:00",
            "closed_at": closed,
            "preferences": preferences,
        }
        for name, (number, hostel, preferences, closed) in PEOPLE.items()
    ]


def _sessions() -> list[dict[str, Any]]:
    until = "2026-06-10T21:30:00+00:00"
    return [{"token": f"demo-{name}", "guest": number, "until": until} for name, (number, *_) in PEOPLE.items()]


DEVICES = [
    {"token": "phone-ana", "guest": 5, "label": "Phone", "seen_at": "2026-05-20T08:00:00+00:00", "until": "2026-08-18T08:00:00+00:00"},
    {"token": "old-ana", "guest": 5, "label": "Old laptop", "seen_at": "2026-02-01T08:00:00+00:00", "until": "2026-05-02T08:00:00+00:00"},
]

DOCUMENTS = [
    {"kind": "house-rules", "version": 1, "title": "House rules", "published_at": "2025-01-10T09:00:00+00:00"},
    {"kind": "house-rules", "version": 2, "title": "House rules with quiet hours", "published_at": "2026-03-01T09:00:00+00:00"},
    {"kind": "privacy", "version": 1, "title": "Privacy", "published_at": "2025-01-10T09:00:00+00:00"},
]

CONSENTS = [
    {"guest": 5, "kind": "house-rules", "version": 1, "given_at": "2026-01-03T12:05:00+00:00"},
    {"guest": 5, "kind": "privacy", "version": 1, "given_at": "2026-01-03T12:06:00+00:00"},
    {"guest": 6, "kind": "privacy", "version": 1, "given_at": "2026-02-03T12:01:00+00:00"},
]


ROLES = [
    {"name": "reception", "permissions": '["guests.read", "invite"]', "includes": "[]"},
    {"name": "night", "permissions": '["guests.read"]', "includes": "[]"},
    {"name": "manager", "permissions": '["audit.read", "partners"]', "includes": '["reception", "night"]'},
    {"name": "owner", "permissions": '["roles", "documents"]', "includes": '["manager"]'},
]

STAFF = [
    {"guest": 1, "role": "owner"},
    {"guest": 2, "role": "manager"},
    {"guest": 3, "role": "reception"},
    {"guest": 4, "role": "night"},
]

AUDIT = [
    {"at": "2026-05-02T10:00:00+00:00", "actor": 8, "hostel": "LIS", "action": "guest.closed", "details": "{}"},
    {"at": "2026-05-11T07:30:00+00:00", "actor": 1, "hostel": "LIS", "action": "role.given", "details": '{"guest": 3, "role": "reception"}'},
    {"at": "2026-05-11T07:31:00+00:00", "actor": 1, "hostel": "KRK", "action": "role.given", "details": '{"guest": 4, "role": "night"}'},
    {"at": "2026-06-09T02:00:00+00:00", "actor": None, "hostel": None, "action": "nightly", "details": '{"expired": 2, "reminded": 0}'},
]


INVITATIONS = [
    {"token": "inv-joe", "email": "joe@mail.example", "hostel": "LIS", "by": 5, "until": "2026-06-20T12:00:00+00:00", "taken_by": None},
    {"token": "inv-eva", "email": "eva@mail.example", "hostel": "KRK", "by": 6, "until": "2026-05-20T12:00:00+00:00", "taken_by": 9},
    {"token": "inv-late", "email": "kim@mail.example", "hostel": "BER", "by": 6, "until": "2026-06-01T12:00:00+00:00", "taken_by": None},
]

PARTNERS = [
    {"name": "bike-tours", "url": "http://127.0.0.1:9/hooks", "events": '["guest.registered"]'},
    {"name": "city-pass", "url": "http://127.0.0.1:9/pass", "events": '["guest.registered", "guest.closed"]'},
]


def _keys() -> list[dict[str, Any]]:
    return [
        {"id": "k1", "partner": "bike-tours", "secret": passwords.stored("bike"), "scopes": '["guests"]', "per_hour": 3},
        {"id": "k2", "partner": "city-pass", "secret": passwords.stored("pass"), "scopes": '["deliveries", "guests"]', "per_hour": None},
    ]


STAYS = [
    {"guest": 5, "hostel": "BER", "arrives": "2026-06-11", "reminded_at": None},
    {"guest": 6, "hostel": "LIS", "arrives": "2026-06-12", "reminded_at": None},
    {"guest": 8, "hostel": "LIS", "arrives": "2026-06-11", "reminded_at": None},
    {"guest": 9, "hostel": "LIS", "arrives": "2026-06-20", "reminded_at": None},
    {"guest": 7, "hostel": "SAO", "arrives": "2026-07-02", "reminded_at": None},
]


def load(store: Store) -> None:
    store.fill("hostels", HOSTELS)
    store.fill("guests", _guests())
    store.fill("sessions", _sessions())
    store.fill("devices", DEVICES)
    store.fill("documents", DOCUMENTS)
    store.fill("consents", CONSENTS)
    store.fill("roles", ROLES)
    store.fill("staff", STAFF)
    store.fill("audit", AUDIT)
    store.fill("invitations", INVITATIONS)
    store.fill("partners", PARTNERS)
    store.fill("keys", _keys())
    store.fill("stays", STAYS)


def main() -> None:
    Path(settings.DATABASE).unlink(missing_ok=True)
    load(Store(settings.DATABASE))


if __name__ == "__main__":
    main()
