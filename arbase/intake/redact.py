"""Redaction: secrets leave an event before it is stored. What was removed is marked and counted, and never logged.

A value goes for the name it stands under (`secret_keys`), also where the name and the value are inside a text, as in
the repr of a dictionary, or for its shape (`secret_shapes`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from arbase.domain.event import Breadcrumb, Event, Frame, HttpRequest, Mechanism, RaisedException
from arbase.intake.named_values import PLAIN_NAME, NamedValues
from arbase.intake.secret_keys import KeyRules, SecretKey, Strength
from arbase.intake.secret_shapes import CARD, EMAIL, SHAPES, Shape, any_of, is_card, marked
from arbase.intake.secret_values import is_secret_value
from arbase.intake.settings import IntakeSettings

_SHORTEST = 5
_REMEMBERED = 16_384
_CARD_DIGITS = re.compile(r"[2-6]\d{3}[ -]?\d{4}")
_REPR_QUOTES = re.compile(r"b?(['\"])(.*)\1", re.DOTALL)


class Redactor:
    """Removes secrets from events. One object serves many threads."""

    def __init__(self, settings: IntakeSettings) -> None:
        self.keys = KeyRules(settings.secret_keys)
        self.shapes: tuple[Shape, ...] = (*SHAPES, EMAIL) if settings.redact_emails else SHAPES
        self.named = NamedValues(self.keys)
        needles = {needle for shape in self.shapes for needle in shape.needles}
        # One look at a lower-cased text: for most texts it tells that nothing in them can be a secret.
        self.suspicious = re.compile(any_of(sorted(needles | self.named.needles))).search
        self.names_secret = re.compile(any_of(sorted(self.named.needles))).search
        # The same lines of code and the same keys come with event after event.
        self.known = lru_cache(maxsize=_REMEMBERED)(self._known)

    def _known(self, text: str, *, code: bool) -> tuple[str, int]:
        sweep = _Sweep(self)
        return sweep.text(text, code=code), sweep.removed

    def text(self, text: str) -> str:
        """`text`, which may be code, without its secrets; for what is too long and too rare to be remembered."""
        return self._known(text, code=True)[0]

    def redact(self, event: Event) -> Event:
        """`event` without its secrets, and with the number of those removed."""
        sweep = _Sweep(self)
        clean = sweep.event(event)
        return clean.model_copy(update={"redactions": event.redactions + sweep.removed})


class _Sweep:
    """One event's redaction: counts what it removes."""

    def __init__(self, rules: Redactor) -> None:
        self._rules = rules
        self.removed = 0

    def event(self, event: Event) -> Event:
        return event.model_copy(
            update={
                **{
                    name: self.text(getattr(event, name)) for name in ("message", "message_template", "platform", "sdk")
                },
                **{
                    name: None if (value := getattr(event, name)) is None else self.text(value)
                    for name in ("logger", "transaction", "release", "environment", "server_name")
                },
                "exceptions": tuple(map(self._exception, event.exceptions)),
                "request": None if event.request is None else self._request(event.request),
                "breadcrumbs": tuple(map(self._breadcrumb, event.breadcrumbs)),
                "tags": self.tree(event.tags),
                "contexts": self.tree(event.contexts),
                "extra": self.tree(event.extra),
                "sdk_fingerprint": tuple(map(self.text, event.sdk_fingerprint)),
            }
        )

    def _exception(self, raised: RaisedException) -> RaisedException:
        return raised.model_copy(
            update={
                "type": self.text(raised.type),
                "message": self.text(raised.message),
                "module": raised.module and self.text(raised.module),
                "mechanism": self._mechanism(raised.mechanism),
                "frames": tuple(map(self._frame, raised.frames)),
            }
        )

    def _mechanism(self, mechanism: Mechanism | None) -> Mechanism | None:
        if mechanism is None or not mechanism.type:
            return mechanism
        return mechanism.model_copy(update={"type": self.text(mechanism.type)})

    def _frame(self, frame: Frame) -> Frame:
        update: dict[str, Any] = {}
        for name in ("source_line", "path", "absolute_path", "function", "module"):
            value = getattr(frame, name)
            if value and (clean := self._known(value, code=True)) != value:
                update[name] = clean
        if frame.before or frame.after:
            update["before"] = tuple(self._known(line, code=True) for line in frame.before)
            update["after"] = tuple(self._known(line, code=True) for line in frame.after)
        if frame.variables:
            update["variables"] = self.tree(frame.variables)
        return frame.model_copy(update=update) if update else frame

    def _request(self, request: HttpRequest) -> HttpRequest:
        return request.model_copy(
            update={
                "method": self.text(request.method),
                "url": self.text(request.url),
                "query": self.text(request.query),
                "headers": self.tree(request.headers),
                "cookies": self._under(request.cookies, SecretKey("cookie", Strength.STRONG)),
                "body": self.tree(request.body),
            }
        )

    def _breadcrumb(self, crumb: Breadcrumb) -> Breadcrumb:
        return crumb.model_copy(
            update={
                "category": self.text(crumb.category),
                "message": self.text(crumb.message),
                "at": self.text(crumb.at),
                "data": self.tree(crumb.data),
            }
        )

    def text(self, value: str, *, code: bool = False) -> str:
        """`value` without its secrets; in `code` a name is followed by a secret only where it is a quoted literal."""
        if len(value) < _SHORTEST:
            return value
        lowered = value.lower()
        if _CARD_DIGITS.search(lowered):
            value = CARD.pattern.sub(partial(self._replaced, CARD), value)
        if not self._rules.suspicious(lowered):
            return value
        for shape in self._rules.shapes:
            for needle in shape.needles:
                if needle in lowered:
                    value = shape.pattern.sub(partial(self._replaced, shape), value)
                    break
        if self._rules.names_secret(lowered):
            value, removed = self._rules.named.redact(value, code=code)
            self.removed += removed
        return value

    def _replaced(self, shape: Shape, found: re.Match[str]) -> str:
        put = shape.replacement(found)
        self.removed += put != found[0]
        return put

    def _known(self, text: str, *, code: bool) -> str:
        clean, removed = self._rules.known(text, code=code)
        self.removed += removed
        return clean

    def tree(self, value: Any) -> Any:
        """A tree of JSON without its secrets."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return self._list(value)
        if type(value) is int and value > 10**12 and is_card(str(value)):
            self.removed += 1
            return marked("card")
        return value

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any]:
        kind_of = self._rules.keys.kind
        clean: dict[str, Any] = {}
        for key, entry in value.items():
            kind = kind_of(key)
            clean[self._known(key, code=False)] = self.tree(entry) if kind is None else self._under(entry, kind)
        named = value.get("name", value.get("key"))
        if "value" in value and isinstance(named, str) and (kind := kind_of(_unquoted(named))):
            clean["value"] = self._under(value["value"], kind)
        return clean

    def _list(self, value: list[Any], *, among_pairs: bool = False) -> list[Any]:
        kind_of = self._rules.keys.kind
        kind = kind_of(_unquoted(value[0])) if _is_pair(value) else None
        # Alone, two plain words are rather a list of names than a name and its value.
        if kind and (among_pairs or not (isinstance(value[1], str) and PLAIN_NAME.fullmatch(_unquoted(value[1])))):
            return [value[0], self._under(value[1], kind)]
        if value and all(map(_is_pair, value)):
            return [self._list(pair, among_pairs=True) for pair in value]
        clean: list[Any] = []
        option: SecretKey | None = None  # the value of a command line option follows it
        for entry in value:
            clean.append(self.tree(entry) if option is None else self._under(entry, option))
            plain = _unquoted(entry) if isinstance(entry, str) else ""
            option = kind_of(plain) if plain.startswith("--") and "=" not in plain else None
        return clean

    def _under(self, value: Any, kind: SecretKey) -> Any:
        """`value` under the name of a secret: all that is in it goes, as far as the name is sure."""
        if isinstance(value, dict):
            return {self.text(key): self._under(entry, kind) for key, entry in value.items()}
        if isinstance(value, list):
            return [self._under(entry, kind) for entry in value]
        if is_secret_value(value, kind):
            self.removed += 1
            return marked(kind.mark)
        return self.tree(value)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)


def _unquoted(name: str) -> str:
    """A name without the quotes of its repr."""
    found = _REPR_QUOTES.fullmatch(name)
    return found[2] if found else name
