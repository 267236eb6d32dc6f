"""The nightly command: `python -m guest_desk.nightly [--at MOMENT]`."""

import argparse
from datetime import date

from . import clock, settings
from .desk import Desk
from .mails import polite
from .store import Store

_EXPIRING = ("sessions", "codes", "devices")


def expire(store: Store) -> int:
    """Throw away what is over. Invitations stay, they can be extended."""
    now = clock.written(clock.now())
    return sum(store.change(f"DELETE FROM {table} WHERE until <= ?", now) for table in _EXPIRING)


def remind(desk: Desk) -> int:
    """Write to who arrives soon, once, and not in the middle of their night."""
    now = clock.now()
    last = (now + settings.REMIND_BEFORE).date().isoformat()
    stays = desk.store.all(
        "SELECT * FROM stays WHERE reminded_at IS NULL AND arrives > ? AND arrives <= ? ORDER BY arrives, id",
        *(now.date().isoformat(), last),
    )
    sent = 0
    for stay in stays:
        guest = desk.accounts.get(stay["guest"])
        if guest["closed_at"]:
            continue
        hostel = desk.accounts.hostel(stay["hostel"])
        due = polite(now, desk.preferences.zone_of(guest))
        day = date.fromisoformat(stay["arrives"]).strftime("%d.%m.%Y")
        desk.outbox.to_guest(guest, "reminder", due, hostel=hostel["name"], day=day)
        desk.store.write("UPDATE stays SET reminded_at = ? WHERE id = ?", clock.written(now), stay["id"])
        sent += 1
    return sent


def run(desk: Desk) -> str:
    expired, reminded = expire(desk.store), remind(desk)
    desk.audit.record("nightly", expired=expired, reminded=reminded)
    return f"expired {expired}, reminded {reminded}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", type=clock.read, help="the moment to count as now")
    arguments = parser.parse_args()
    settings.start_reports()
    with clock.at(arguments.at or clock.now()):
        print(run(Desk(Store(settings.DATABASE))))


if __name__ == "__main__":
    main()
