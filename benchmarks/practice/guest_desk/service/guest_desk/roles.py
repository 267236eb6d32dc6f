"""Roles of the staff, and what they permit."""

import json
from typing import Any

from .problems import NotAllowed, Unknown, Unreadable, WrongState
from .store import Row, Store

PERMISSIONS = {"guests.read", "invite", "audit.read", "documents", "roles", "partners"}


class Roles:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> Row:
        found = self._store.one("SELECT * FROM roles WHERE name = ?", name)
        if found is None:
            raise Unknown(f"There is no role '{name}'")
        return found

    def all(self) -> list[dict[str, Any]]:
        rows = self._store.all("SELECT name FROM roles ORDER BY name")
        return [self.shown(row["name"]) for row in rows]

    def shown(self, name: str) -> dict[str, Any]:
        role = self.get(name)
        return {
            "name": name,
            "own": sorted(json.loads(role["permissions"])),
            "includes": json.loads(role["includes"]),
            "permissions": sorted(self.permissions(name)),
        }

    def permissions(self, name: str) -> set[str]:
        """The role's own permissions and those of all roles that it includes."""
        role = self.get(name)
        found = set(json.loads(role["permissions"]))
        for other in json.loads(role["includes"]):
            found |= self.permissions(other)
        return found

    def _reached(self, name: str) -> set[str]:
        """The role and all roles that it includes, directly or through others."""
        found = {name}
        for other in json.loads(self.get(name)["includes"]):
            found |= self._reached(other)
        return found

    def change(self, name: str, own: list[str] | None, includes: list[str] | None) -> dict[str, Any]:
        role = self.get(name)
        if own is not None:
            if not set(own) <= PERMISSIONS:
                raise Unreadable("There are permissions that we do not know")
            self._store.write("UPDATE roles SET permissions = ? WHERE name = ?", json.dumps(sorted(own)), role["name"])
        if includes is not None:
            for other in includes:
                if name in self._reached(other):
                    raise WrongState(f"'{other}' includes '{name}' already", "role-circle")
            self._store.write("UPDATE roles SET includes = ? WHERE name = ?", json.dumps(includes), role["name"])
        return self.shown(name)

    def role_of(self, guest: Row) -> str | None:
        found = self._store.one("SELECT role FROM staff WHERE guest = ?", guest["id"])
        return found["role"] if found else None

    def give(self, guest: Row, name: str) -> None:
        self.get(name)
        self._store.write("INSERT OR REPLACE INTO staff (guest, role) VALUES (?, ?)", guest["id"], name)

    def require(self, guest: Row, permission: str) -> None:
        role = self.role_of(guest)
        if role is None or permission not in self.permissions(role):
            raise NotAllowed("Your role does not permit this")
