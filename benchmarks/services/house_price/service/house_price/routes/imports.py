"""Uploads of partners."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Body, Depends, HTTPException

from house_price import auth, importing, store

logger = logging.getLogger(__name__)
router = APIRouter(tags=["imports"])
MAX_BYTES = 1_000_000


@router.post("/imports", status_code=201)
def import_file(
    body: bytes = Body(media_type="text/csv"),
    partner: str = Depends(auth.partner),
    db: sqlite3.Connection = Depends(store.database),
) -> dict[str, Any]:
    """Take over the listings of a CSV file."""
    if len(body) > MAX_BYTES:
        raise HTTPException(413, f"at most {MAX_BYTES} bytes")
    result = importing.import_listings(db, body, datetime.now(UTC).isoformat(timespec="seconds"))
    for one in result["skipped"]:
        logger.error("Line %d of a file of %s is skipped: %s", one["line"], partner, one["reason"])
    return result
