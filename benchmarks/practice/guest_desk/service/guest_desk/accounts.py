"""Guests' accounts."""

from typing import Any

from . import clock, passwords
from .problems import NotSignedIn, Unknown, Unreadable, WrongState
from .store import Row, Store


def plain(email: str) -> str:
    """An address as we store and compare it."""
    text = email.strip().lower()
    name, _, host = text.partition("@")
    if not name or "." not in host or " " in text:
        raise Unreadable("This is no e-mail address")
    return text


class Accounts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, number: int) -> Row:
        found = self._store.one("SELECT * FROM guests WHERE id = ?", number)
        if found is None:
            raise Unknown("There is no such guest")
        return found

    def by_email(self, email: str) -> Row | None:
        return self._store.one("SELECT * FROM guests WHERE email = ?", plain(email))

    def open_by_email(self, email: str) -> Row | None:
        found = self.by_email(email)
        return found if found is not None and not found["closed_at"] else None

    def hostel(self, code: str) -> Row:
        found = self._store.one("SELECT * FROM hostels WHERE code = ?", code)
        if found is None:
            raise Unreadable("There is no such hostel")
        return found

    def _free(self, email: str) -> str:
        if self.by_email(email) is not None:
            raise WrongState("There is an account with this address; please ask at the reception", "address-taken")
        return plain(email)

    def register(self, email: str, name: str, hostel: str, password: str | None = None) -> Row:
        address = self._free(email)
        code = self.hostel(hostel)["code"]
        number = self._store.write(
            "INSERT INTO guests (email, name, password, hostel, created_at) VALUES (?, ?, ?, ?, ?)",
            *(address, name, passwords.stored(password) if password else None, code, clock.written(clock.now())),
        )
        return self.get(number)

    def check_password(self, email: str, password: str) -> Row:
        guest = self.open_by_email(email)
        if guest is None or not passwords.matches(password, guest["password"]):
            raise NotSignedIn("Address and password do not fit", "wrong-credentials")
        return guest

    def change_password(self, guest: Row, current: str | None, new: str) -> None:
        if guest["password"] is not None and not passwords.matches(current or "", guest["password"]):
            raise NotSignedIn("This is not your password", "wrong-credentials")
        self.set_password(guest["id"], new)

    def set_password(self, number: int, new: str) -> None:
        self._store.write("UPDATE guests SET password = ? WHERE id = ?", passwords.stored(new), number)

    def change_address(self, guest: Row, email: str) -> Row:
        if plain(email) != guest["email"]:
            self._store.write("UPDATE guests SET email = ? WHERE id = ?", self._free(email), guest["id"])
        return self.get(guest["id"])

    def close(self, guest: Row) -> None:
        self._store.write("UPDATE guests SET closed_at = ? WHERE id = ?", clock.written(clock.now()), guest["id"])

    def shown(self, guest: Row) -> dict[str, Any]:
        return {
            "id": guest["id"],
            "email": guest["email"],
            "name": guest["name"],
            "hostel": guest["hostel"],
            "since": guest["created_at"],
            "has_password": guest["password"] is not None,
            "closed": guest["closed_at"],
        }
