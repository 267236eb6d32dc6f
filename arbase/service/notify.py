"""Tells people outside of arbase that a human is called, through apprise; off unless addresses are set.

An observer like any other: what it cannot deliver is told to whoever watches, and stops no work. Text of an event is
written by strangers, so mentions and links in it are broken up and it is sent as plain text.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import re
from collections.abc import Mapping
from typing import Any

from arbase.domain.errors import UserError
from arbase.domain.progress import Observer, Progress
from arbase.settings import NotifySettings

LONGEST = 400
_JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CALLS = re.compile(r"[@#<](?=[\w!@#&])|(?<=:)(?=//)|\bwww(?=\.)", re.IGNORECASE)


def harmless(text: str) -> str:
    """One line without what a chat would turn into a mention, a link or hidden writing."""
    line = " ".join(_CONTROL.sub(" ", text).split())[:LONGEST]
    return _CALLS.sub(lambda found: found.group() + _JOINER, line)


class Notifier:
    """Passes everything on, and sends what calls a human to every address.

    Raises UserError where an address cannot be used, before anything is received.
    """

    def __init__(self, observe: Observer, settings: NotifySettings, page: str, environ: Mapping[str, str]) -> None:
        """`page` is the address below which incidents are shown, empty if nobody else can open it."""
        self._observe = observe
        self._page = page.rstrip("/")
        self._sender = _sender(addresses(settings, environ))

    def __call__(self, told: Progress) -> None:
        """Pass it on; tell people of an alert."""
        self._observe(told)
        if told.kind != "alert":
            return
        failed = self._sent(told)
        if failed:
            text = f"nobody was told outside of arbase: {failed}"
            self._observe(Progress(stage="notify", kind="failed", incident_id=told.incident_id, text=text))
            return
        self._observe(Progress(stage="notify", kind="sent", incident_id=told.incident_id, text="people were told"))

    def _sent(self, told: Progress) -> str:
        """Send; why it did not reach everybody, or nothing."""
        service = harmless(str(told.data.get("service", "")))
        lines = [harmless(told.text)]
        if urgent := harmless(str(told.data.get("why", ""))):
            lines.append(urgent)
        lines.append(f"{self._page}/incidents/{told.incident_id}" if self._page else f"incident {told.incident_id}")
        try:
            reached = self._sender.notify(body="\n".join(lines), title=f"arbase: {service}", body_format="text")
        except (OSError, TypeError, ValueError) as error:
            return " ".join(str(error).split())[:200]
        if reached:
            return ""
        places = ", ".join(server.url(privacy=True) for server in self._sender)
        return f"not all of {places[:300]} took it"


def addresses(settings: NotifySettings, environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The addresses of the settings and of the variable that they name. Raises UserError for a variable not set."""
    if not settings.urls_env:
        return settings.urls
    told = environ.get(settings.urls_env, "")
    if not told.strip():
        raise UserError(f"notify.urls_env: the environment variable {settings.urls_env} is not set or empty")
    return (*settings.urls, *told.split())


def _sender(urls: tuple[str, ...]) -> Any:
    if importlib.util.find_spec("apprise") is None:
        raise UserError("notify needs apprise: pip install 'arbase[notify]', or take notify out of the settings")
    # It would tell of every message on its own.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    apprise: Any = importlib.import_module("apprise")
    sender = apprise.Apprise(asset=apprise.AppriseAsset(app_id="arbase", app_desc="arbase", async_mode=False))
    for number, url in enumerate(urls, 1):
        # An address holds its key, so it is never repeated.
        if not sender.add(url):
            kind = url.partition("://")[0][:20] if "://" in url else "no scheme"
            raise UserError(f"notify: address {number} ({kind}) is none that apprise knows; see its list of services")
    return sender
