"""What a guest wants: a JSON text in their row."""

import json
from typing import Any
from zoneinfo import available_timezones

from .accounts import Accounts
from .problems import Unreadable
from .store import Row, Store
from .texts import LANGUAGES


def check_zone(name: str) -> str:
    """The name, if it is one of a time zone."""
    if name not in available_timezones():
        raise Unreadable("We do not know this time zone")
    return name


class Preferences:
    def __init__(self, store: Store, accounts: Accounts) -> None:
        self._store, self._accounts = store, accounts

    def of(self, guest: Row) -> dict[str, Any]:
        known = json.loads(guest["preferences"])
        return {
            "language": known["language"],
            "time_zone": known.get("time_zone"),
            "newsletter": known.get("newsletter", False),
        }

    def zone_of(self, guest: Row) -> str:
        return self.of(guest)["time_zone"] or self._accounts.hostel(guest["hostel"])["zone"]

    def change(self, guest: Row, wanted: dict[str, Any]) -> dict[str, Any]:
        """Take over what is in `wanted`; None takes a setting back."""
        known = json.loads(guest["preferences"])
        if "language" in wanted:
            if wanted["language"] not in LANGUAGES:
                raise Unreadable("We do not speak this language")
            known["language"] = wanted["language"]
        if "time_zone" in wanted:
            known["time_zone"] = check_zone(wanted["time_zone"]) if wanted["time_zone"] is not None else None
        if "newsletter" in wanted:
            known["newsletter"] = bool(wanted["newsletter"])
        kept = {name: value for name, value in known.items() if value is not None}
        self._store.write("UPDATE guests SET preferences = ? WHERE id = ?", json.dumps(kept), guest["id"])
        return self.of(self._accounts.get(guest["id"]))
