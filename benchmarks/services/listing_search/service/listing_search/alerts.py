"""Messages about new listings that fit a saved search."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime
from typing import Any

import pandas as pd

from listing_search import access, ranking, saved
from listing_search.access import User
from listing_search.categories import Tree
from listing_search.clock import to_db
from listing_search.config import Settings
from listing_search.index import Snapshot
from listing_search.notify import Message, NotifyError, Refused, send
from listing_search.saved import SavedSearch
from listing_search.search import filtered
from listing_search.text import tokens

log = logging.getLogger(__name__)
SHOWN = 5
ATTEMPTS = 5
SUBJECTS = {
    "en": "{count} new: {name}",
    "de": "{count} neue Anzeigen: {name}",
    "fr": "{count} nouvelles annonces : {name}",
}
ON_REQUEST = {"en": "on request", "de": "auf Anfrage", "fr": "sur demande"}


def fresh(snapshot: Snapshot, search: SavedSearch, tree: Tree, now: datetime) -> pd.DataFrame:
    """What was posted since the last look, newest first; at first everything since it was saved."""
    since = search.last_run_at or search.created_at
    found = filtered(snapshot.frame, search.query, tree, None, now)
    words = tokens(search.query.text)
    if words:
        found = found[ranking.matches(found, words) > 0]
    found = found[found["posted_at"] > pd.Timestamp(since)]
    return found.sort_values(["posted_at", "id"], ascending=[False, True])


def line(row: Any, user: User, settings: Settings) -> str:
    """One listing as a line of the message, with the time of the user's zone."""
    posted = row.posted_at.tz_convert(user.zone(settings.timezone))
    if pd.isna(row.price):
        price = ON_REQUEST.get(user.language, ON_REQUEST["en"])
    else:
        price = f"{row.price:.2f} {settings.currency}"
    return f"- {row.title} ({price}), {posted:%d.%m. %H:%M}"


def compose(found: pd.DataFrame, search: SavedSearch, user: User, settings: Settings) -> Message:
    """The message about what was found, in the user's language."""
    subject = SUBJECTS.get(user.language, SUBJECTS["en"])
    lines = [line(row, user, settings) for row in found.head(SHOWN).itertuples(index=False)]
    rest = len(found) - len(lines)
    if rest > 0:
        lines.append(f"... +{rest}")
    return Message(
        to=user.email,
        subject=subject.format(count=len(found), name=search.name),
        text="\n".join(lines),
    )


def due(conn: sqlite3.Connection, now: datetime) -> list[SavedSearch]:
    """The saved searches to look after, those that have waited longest first."""
    rows = conn.execute(
        "SELECT s.* FROM saved_searches s JOIN users u ON u.id = s.user_id"
        " WHERE u.suspended = 0 AND s.attempts < ?"
        " ORDER BY coalesce(s.last_run_at, s.created_at), s.id",
        (ATTEMPTS,),
    )
    return [search for search in map(saved.saved_of, rows) if saved.is_due(search, now)]


def finish(conn: sqlite3.Connection, search: SavedSearch, now: datetime) -> None:
    conn.execute(
        "UPDATE saved_searches SET last_run_at = ?, attempts = 0, last_error = NULL WHERE id = ?",
        (to_db(now), search.id),
    )


def postpone(conn: sqlite3.Connection, search: SavedSearch, error: str) -> None:
    """The next round tries again; after some attempts nobody does until an operator resets it."""
    conn.execute(
        "UPDATE saved_searches SET attempts = attempts + 1, last_error = ? WHERE id = ?",
        (error, search.id),
    )
    if search.attempts + 1 >= ATTEMPTS:
        log.error("saved search %s is given up: %s", search.id, error)
    else:
        log.warning("saved search %s is postponed: %s", search.id, error)


def run(
    conn: sqlite3.Connection, snapshot: Snapshot, tree: Tree, settings: Settings, now: datetime
) -> int:
    """Looks after all due searches; how many messages were sent."""
    sent = 0
    for search in due(conn, now):
        user = access.find_user(conn, search.user_id)
        found = fresh(snapshot, search, tree, now)
        if user is None or found.empty:
            finish(conn, search, now)
            continue
        try:
            send(
                settings.notify_url,
                compose(found, search, user, settings),
                settings.notify_timeout,
            )
        except NotifyError as error:
            postpone(conn, search, str(error))
        except Refused as error:
            log.error("alert of saved search %s was refused: %s", search.id, error)
            finish(conn, search, now)
        else:
            sent += 1
            finish(conn, search, now)
    return sent
