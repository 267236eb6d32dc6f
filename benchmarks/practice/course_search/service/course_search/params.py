"""Parameters of the query string, each as the type that we need, or a BadParameter that names it."""

from __future__ import annotations

from datetime import date

from starlette.datastructures import QueryParams

from course_search.problems import BadParameter


def whole(params: QueryParams, name: str, usual: int, least: int, most: int) -> int:
    raw = params.get(name, "")
    if not raw:
        return usual
    try:
        value = int(raw)
    except ValueError:
        raise BadParameter(name, f"{name} is no whole number: {raw}") from None
    if not least <= value <= most:
        raise BadParameter(name, f"{name} lies between {least} and {most}.")
    return value


def amount(params: QueryParams, name: str) -> float | None:
    """An amount of money; people type a comma as often as a point."""
    raw = params.get(name, "").strip()
    if not raw:
        return None
    try:
        value = float(raw.replace(",", "."))
    except ValueError:
        raise BadParameter(name, f"{name} is no amount: {raw}") from None
    if not 0 <= value < 1e6:
        raise BadParameter(name, f"{name} is no amount: {raw}")
    return value


def day_of(raw: str, name: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise BadParameter(name, f"{name} is no day (YYYY-MM-DD): {raw}") from None


def day(params: QueryParams, name: str) -> date | None:
    raw = params.get(name, "").strip()
    return day_of(raw, name) if raw else None


def choice(params: QueryParams, name: str, among: tuple[str, ...], usual: str) -> str:
    value = params.get(name) or usual
    if value not in among:
        raise BadParameter(name, f"{name} is one of {', '.join(among)}.")
    return value


def several(params: QueryParams, name: str) -> tuple[str, ...]:
    """`?venue=a&venue=b` and `?venue=a,b` say the same."""
    given = [piece.strip() for value in params.getlist(name) for piece in value.split(",")]
    return tuple(dict.fromkeys(piece for piece in given if piece))
