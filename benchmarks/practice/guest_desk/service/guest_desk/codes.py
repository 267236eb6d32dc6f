"""One-time codes, for sign-in and for recovery."""

import hmac
import secrets

from . import clock, settings
from .accounts import Accounts
from .mails import Outbox
from .problems import NotSignedIn
from .store import Row, Store

_LIVES = {"sign-in": settings.CODE_LIVES, "recovery": settings.RECOVERY_LIVES}
_TEMPLATES = {"sign-in": "code", "recovery": "recovery"}


class Codes:
    def __init__(self, store: Store, accounts: Accounts, outbox: Outbox) -> None:
        self._store, self._accounts, self._outbox = store, accounts, outbox

    def send(self, email: str, purpose: str) -> None:
        """Put a code into the outbox; older ones of this purpose no longer work."""
        guest = self._accounts.open_by_email(email)
        if guest is None:
            return
        code = f"{secrets.randbelow(10**6):06}" if purpose == "sign-in" else secrets.token_urlsafe(12)
        self._store.write("DELETE FROM codes WHERE guest = ? AND purpose = ?", guest["id"], purpose)
        self._store.write(
            "INSERT INTO codes (guest, purpose, code, until) VALUES (?, ?, ?, ?)",
            *(guest["id"], purpose, code, clock.written(clock.now() + _LIVES[purpose])),
        )
        self._outbox.to_guest(guest, _TEMPLATES[purpose], code=code)

    def use(self, email: str, purpose: str, code: str) -> Row:
        guest = self._accounts.open_by_email(email)
        if guest is not None and self._fits(guest, purpose, code):
            self._store.write("DELETE FROM codes WHERE guest = ? AND purpose = ?", guest["id"], purpose)
            return guest
        raise NotSignedIn("This code does not fit", "wrong-credentials")

    def _fits(self, guest: Row, purpose: str, code: str) -> bool:
        known = self._store.one("SELECT * FROM codes WHERE guest = ? AND purpose = ?", guest["id"], purpose)
        if known is None or clock.is_over(known["until"]) or known["tries"] >= settings.CODE_TRIES:
            return False
        self._store.write("UPDATE codes SET tries = tries + 1 WHERE id = ?", known["id"])
        return hmac.compare_digest(code.encode(), known["code"].encode())
