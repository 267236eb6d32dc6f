"""Partners identify themselves by an API key in the header X-Api-Key."""

from __future__ import annotations

import hmac

from fastapi import Header, HTTPException, Request


def partner(request: Request, x_api_key: str | None = Header(default=None)) -> str:
    """The partner's name. 401 without a key, 403 with a wrong one."""
    if not x_api_key:
        raise HTTPException(401, "an API key is needed in the header X-Api-Key")
    for key, name in request.app.state.settings.api_keys.items():
        if hmac.compare_digest(key.encode(), x_api_key.encode()):
            return name
    raise HTTPException(403, "the API key is not known")
