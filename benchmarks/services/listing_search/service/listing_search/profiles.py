"""What the profile service knows of a user: which categories and prices he likes.

The service is not ours. A search does without it: no answer is no personalisation.
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import ssl
from pathlib import Path
from urllib.parse import quote

import httpx
from pydantic import BaseModel, Field, ValidationError

from listing_search.config import Settings

log = logging.getLogger(__name__)
PAUSE = 0.05


class Band(BaseModel):
    """The prices that a user usually pays."""

    low: float
    high: float


class Profile(BaseModel):
    """`categories` maps a slug to a liking from 0 to 1."""

    user_id: str
    categories: dict[str, float] = Field(default_factory=dict)
    price_band: Band | None = None
    hidden_sellers: tuple[str, ...] = ()


@functools.cache
def tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than most requests, so it is done once."""
    return ssl.create_default_context()


def from_file(folder: Path, user_id: str) -> str | None:
    """The profile from a folder of files, for development."""
    path = folder / f"{user_id}.json"
    return path.read_text(encoding="utf-8") if path.is_file() else None


async def load(settings: Settings, user_id: str) -> str | None:
    """The profile's JSON; None for a user who has none. Raises httpx.HTTPError."""
    if settings.profile_url.startswith("file:"):
        return from_file(Path(settings.profile_url.removeprefix("file:")), user_id)
    async with httpx.AsyncClient(timeout=settings.profile_timeout, verify=tls()) as client:
        answer = await client.get(f"{settings.profile_url}/profiles/{quote(user_id, safe='')}")
    if answer.status_code == 404:
        return None
    answer.raise_for_status()
    return answer.text


async def fetch(settings: Settings, user_id: str) -> Profile | None:
    """The profile of a user, or None: he has none, or the service does not answer."""
    for attempt in range(1, settings.profile_attempts + 1):
        try:
            raw = await load(settings, user_id)
            return Profile.model_validate(json.loads(raw)) if raw is not None else None
        except httpx.HTTPError as error:
            if attempt == settings.profile_attempts:
                log.exception("no profile of %s after %d attempts", user_id, attempt)
                return None
            log.warning("attempt %d for the profile of %s: %r", attempt, user_id, error)
            await asyncio.sleep(PAUSE * attempt)
        except (json.JSONDecodeError, ValidationError):
            log.exception("the profile of %s cannot be read", user_id)
            return None
    return None
