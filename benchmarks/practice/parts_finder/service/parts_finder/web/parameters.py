"""Parameters and bodies of requests."""

from typing import Any

from starlette.requests import Request

from parts_finder.errors import PartsError


def whole(request: Request, name: str, default: int, most: int) -> int:
    """A number from 1 to `most`."""
    typed = request.query_params.get(name, str(default))
    if not typed.isdecimal() or not 1 <= int(typed) <= most:
        raise PartsError(f"{name} is a number from 1 to {most}")
    return int(typed)


async def body_object(request: Request) -> dict[str, Any]:
    try:
        payload = await request.json()
    except ValueError as error:
        raise PartsError("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise PartsError("the body is not an object")
    return payload
