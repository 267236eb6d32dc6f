"""Signed links."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from . import clock
from .problems import LinkOver, Unknown

_LETTERS = {"offer": "o", "view": "v"}


@dataclass(frozen=True)
class Purpose:
    """What links of one kind are for. ``offer.make(17, lives)`` gives the text, ``offer.read(text)`` the 17."""

    name: str

    @property
    def salt(self) -> str:
        return f"locker.{self.name}"

    def make(self, subject: int, lives: timedelta) -> str:
        end = clock.now() + lives
        return signing.dumps([subject, int(end.timestamp())], salt=self.salt)

    def read(self, text: str) -> int:
        """The subject of a link; raises Unknown or LinkOver."""
        try:
            content = signing.loads(text, salt=self.salt)
        except signing.BadSignature:
            raise Unknown("This is no link of ours") from None
        subject, end = self._unpack(content)
        if end <= clock.now().timestamp():
            raise LinkOver("This link is over")
        return subject

    def _unpack(self, content: Any) -> tuple[int, float]:
        """Subject and end, of either form (see the README)."""
        if isinstance(content, dict):
            return content[_LETTERS[self.name]], datetime.fromisoformat(content["x"]).timestamp()
        subject, end = content
        return subject, end


offer = Purpose("offer")
view = Purpose("view")
pin = Purpose("pin")
