"""What clients send: query parameters and JSON bodies."""
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams
from starlette.requests import Request

from trail_guide.errors import Invalid

DIFFICULTIES = ("T1", "T2", "T3", "T4", "T5", "T6")
MAX_LIMIT, MAX_OFFSET, MAX_STEP_M = 100, 100_000, 10_000


def whole(query: QueryParams, name: str, default: int | None, least: int, most: int) -> int | None:
    """A whole number of the query."""
    text = query.get(name)
    if text is None:
        return default
    try:
        value = int(text)
    except ValueError:
        raise Invalid(f"{name} has to be a whole number") from None
    if not least <= value <= most:
        raise Invalid(f"{name} has to be between {least} and {most}")
    return value


def day(text: object, name: str) -> date:
    if not isinstance(text, str):
        raise Invalid(f"{name} has to be a day like 2026-07-04")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"{name} has to be a day like 2026-07-04") from None


def day_of_query(query: QueryParams, name: str) -> date:
    return day(query.get(name), name)


@dataclass(frozen=True)
class TrailFilter:
    region: str | None
    difficulty: str | None
    limit: int
    offset: int

    @classmethod
    def of(cls, query: QueryParams) -> "TrailFilter":
        difficulty = query.get("difficulty")
        if difficulty is not None and difficulty not in DIFFICULTIES:
            raise Invalid(f"difficulty is one of {', '.join(DIFFICULTIES)}")
        return cls(
            region=query.get("region"),
            difficulty=difficulty,
            limit=whole(query, "limit", 20, 1, MAX_LIMIT),
            offset=whole(query, "offset", 0, 0, MAX_OFFSET),
        )


@dataclass(frozen=True)
class ClosureForm:
    trail: str
    reason: str
    starts_on: date
    ends_on: date | None
    detour: str | None

    @classmethod
    async def of(cls, request: Request) -> "ClosureForm":
        try:
            body = await request.json()
        except ValueError:
            raise Invalid("the body has to be JSON") from None
        if not isinstance(body, dict):
            raise Invalid("the body has to be an object")
        for name in ("trail", "reason"):
            if not isinstance(body.get(name), str) or not body[name].strip():
                raise Invalid(f"{name} is missing")
        if body.get("detour") is not None and not isinstance(body["detour"], str):
            raise Invalid("detour is the slug of a trail")
        return cls(
            trail=body["trail"],
            reason=body["reason"].strip(),
            starts_on=day(body.get("starts_on"), "starts_on"),
            ends_on=day(body["ends_on"], "ends_on") if body.get("ends_on") is not None else None,
            detour=body.get("detour"),
        )
