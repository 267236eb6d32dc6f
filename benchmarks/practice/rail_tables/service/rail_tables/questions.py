"""What can be asked about delays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from starlette.datastructures import QueryParams

from rail_tables.faults import Unreadable
from rail_tables.timebase import parse_day

CHOICES = ("station", "line", "operator", "cause")
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True)
class Question:
    """Filters that must all hold; of several values of one filter any will do."""

    station: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    operator: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    late_by: int | None = None
    cancelled: bool | None = None
    text: str = ""

    def without(self, name: str) -> Question:
        return replace(self, **{name: ()})

    def over(self, base: Question) -> Question:
        """This question laid over another one: what is asked here wins, the rest comes from there."""
        own = {name: value for name, value in vars(self).items() if value != _NOTHING[name]}
        return replace(base, **own)

    def stored(self) -> dict[str, Any]:
        """Plain data, without what is not asked."""
        kept = {name: value for name, value in asdict(self).items() if value != _NOTHING[name]}
        return {name: _stored(value) for name, value in kept.items()}


_NOTHING = {field.name: field.default for field in fields(Question)}


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_params(params: QueryParams) -> Question:
    """Read a question from the address; parameters of other parts of a request are left alone."""
    return read({name: params.getlist(name) for name in _NOTHING if name in params})


def from_body(body: Any) -> Question:
    """Read a question from JSON, where what we do not know is refused."""
    if not isinstance(body, dict):
        raise Unreadable("a question is an object", "question")
    for name in body:
        if name not in _NOTHING:
            raise Unreadable(f"nobody can ask for {name!r}", name)
    return read({name: value if isinstance(value, list) else [value] for name, value in body.items()})


def read(values: Mapping[str, list[Any]]) -> Question:
    found: dict[str, Any] = {}
    for name, given in values.items():
        texts = [str(one).strip() for one in given]
        if name in CHOICES:
            found[name] = tuple(dict.fromkeys(text for text in texts if text))
        elif not texts or not texts[-1]:
            continue
        elif name in ("since", "until"):
            found[name] = parse_day(texts[-1], name)
        elif name == "late_by":
            found[name] = whole(texts[-1], name)
        elif name == "cancelled":
            found[name] = yes_no(texts[-1], name)
        else:
            found[name] = texts[-1]
    question = Question(**found)
    if question.since and question.until and question.since > question.until:
        raise Unreadable("since is after until", "since")
    return question


def whole(text: str, about: str, least: int = 0, most: int | None = None) -> int:
    """A whole number from the address."""
    try:
        number = int(text)
    except ValueError:
        raise Unreadable(f"{text!r} is not a whole number", about) from None
    if number < least or (most is not None and number > most):
        raise Unreadable(f"{about} must be {least} to {most}" if most is not None else f"{about} must be {least} or more", about)
    return number


def yes_no(text: str, about: str) -> bool:
    try:
        return _YES_NO[text.lower()]
    except KeyError:
        raise Unreadable(f"{text!r} is neither yes nor no", about) from None


def one_of(text: str, known, about: str) -> str:
    if text not in known:
        raise Unreadable(f"{about} must be one of {', '.join(known)}", about)
    return text
