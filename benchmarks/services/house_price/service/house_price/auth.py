"""Partners identify themselves by an API key in the header X-Api-Key."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

from fastapi import Header, HTTPException, Request


def partner(
    request: Request,
    x_api_key: str | None = Header(default=None),
    x_key_expires: datetime | None = Header(default=None),
) -> str:
    """The partner's name. 401 without a key or with one that the gateway knows as expired, 403 with a wrong one."""
    if x_key_expires is not None and x_key_expires.astimezone(UTC) <= datetime.now(UTC):
        raise HTTPException(401, f"the API key expired at {x_key_expires.isoformat()}")
    if not x_api_key:
        raise HTTPException(401, "an API key is needed in the header X-Api-Key")
    for key, name in request.app.state.settings.api_keys.items():
        if hmac.compare_digest(key.encode(), x_api_key.encode()):
            return name
    raise HTTPException(403, "the API key is not known")
