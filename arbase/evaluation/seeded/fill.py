"""Puts values into the placeholders of an occurrence, drawn from a seeded generator."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger
from arbase.evaluation.seeded.noise import PLACEHOLDER

WORDS = tuple(
    "amber atlas birch cobalt delta ember fjord garnet harbour indigo juniper kestrel lagoon maple nectar onyx pepper "
    "quartz raven saffron tundra umber velvet willow".split()
)
NAMES = tuple(
    "Ana Lima|Björn Åkesson|Chidi Okafor|Dana Weiß|Élise Morel|Farid Haddad|Greta Lindt|Hana Sato|Ivo Novák|Jomo|"
    "Katya Orlova|Luís Prado|Mei-Ling Chen|Nora O'Brien|Oskar Nilsen|Priya Raman".split("|")
)
_KHTML = "(KHTML, like Gecko)"
AGENTS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {_KHTML} Chrome/139.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 {_KHTML} Version/18.5 Safari/605.1.15",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 {_KHTML} Mobile/15E148",
    "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
    "okhttp/4.12.0",
    "python-requests/2.32.4",
    "node-fetch/3.3.2",
)


class Filler:
    """Values for placeholders: those of the family, of the service, and built-in ones, in this order."""

    def __init__(self, rng: Random, at: float, values: Sequence[Mapping[str, Sequence[Any]]], user: str = "") -> None:
        self._rng, self._values, self._user = rng, values, user
        self._now = datetime.fromtimestamp(at, UTC)
        self._drawn: dict[str, Any] = {}

    def trigger(self, occurrence: RequestTrigger | CommandTrigger) -> RequestTrigger | CommandTrigger:
        """The occurrence with every placeholder filled; one name has one value in it."""
        data = occurrence.model_dump(by_alias=True, exclude={"before"})
        # Only JSON has types: a command line, a path or a header is text, whatever stands for it.
        known = {key: self._fill(value, typed=key == "json") for key, value in data.items()}
        filled = type(occurrence).model_validate(known)
        if isinstance(occurrence, RequestTrigger) and isinstance(filled, RequestTrigger):
            headers = filled.headers
            if not any(name.lower() == "user-agent" for name in headers):
                headers = {**headers, "user-agent": str(self._rng.choice(AGENTS))}
            return filled.model_copy(update={"before": occurrence.before, "headers": headers})
        return filled

    def _fill(self, value: Any, *, typed: bool) -> Any:
        if isinstance(value, dict):
            return {self._text(key): self._fill(inner, typed=typed) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._fill(inner, typed=typed) for inner in value]
        if not isinstance(value, str):
            return value
        whole = PLACEHOLDER.fullmatch(value) if typed else None
        return self._value(whole[1]) if whole else self._text(value)

    def _text(self, value: str) -> str:
        text = PLACEHOLDER.sub(lambda found: str(self._value(found[1])), value)
        return text.replace("{{", "{").replace("}}", "}") if "{{" in value else text

    def _value(self, name: str) -> Any:
        if name not in self._drawn:
            self._drawn[name] = self._draw(name)
        return self._drawn[name]

    def _draw(self, name: str) -> Any:
        if name == "user" and self._user:
            return self._user
        for known in self._values:
            if known.get(name):
                return self._rng.choice(list(known[name]))
        return self._built_in(name)

    def _built_in(self, name: str) -> Any:
        rng = self._rng
        makers: dict[str, Any] = {
            "number": lambda: rng.randint(1, 999_999),
            "small": lambda: rng.randint(1, 99),
            "word": lambda: rng.choice(WORDS),
            "name": lambda: rng.choice(NAMES),
            "user": lambda: f"u-{rng.randint(1, 400)}",
            "email": lambda: f"{rng.choice(WORDS)}.{rng.choice(WORDS)}{rng.randint(1, 99)}@example.net",
            "ip": lambda: f"198.51.100.{rng.randint(1, 254)}",
            "uuid": lambda: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "day": lambda: self._now.date().isoformat(),
            "time": lambda: self._now.isoformat(timespec="seconds"),
            "agent": lambda: rng.choice(AGENTS),
        }
        return makers[name]()
