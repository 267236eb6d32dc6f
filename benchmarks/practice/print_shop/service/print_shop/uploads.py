"""Pictures that customers send, and what we know of them."""
from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from print_shop import clock
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown, Unprintable
from print_shop.models import Order, Upload

KINDS = {"PNG", "JPEG", "TIFF", "GIF"}
MOST_BYTES = 20_000_000


def inspect(content: bytes) -> dict:
    """Size, colours and resolution of a picture; the size in print is None where the file does not say its resolution."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            kind, mode, (width, height) = picture.format, picture.mode, picture.size
            dpi = picture.info.get("dpi")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Unprintable("not a picture that we can print") from None
    if kind not in KINDS:
        raise Unprintable(f"{kind} is not printed")
    across = round(float(dpi[0])) if dpi else 0
    return {
        "kind": kind.lower(),
        "mode": mode,
        "width": width,
        "height": height,
        "dpi": across or None,
        "width_mm": round(width / across * 25.4) if across else None,
    }


def store(order: Order, name: str, content: bytes, folder: Path) -> Upload:
    """Keeps the file under its digest; the same file again is the same upload."""
    if not content or len(content) > MOST_BYTES:
        raise BadInput("the file is empty or too large")
    digest = hashlib.sha256(content).hexdigest()
    for upload in order.uploads:
        if upload.digest == digest:
            return upload
    upload = Upload(order=order, name=name, digest=digest, size=len(content), details=inspect(content), created_at=clock.now())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / digest).write_bytes(content)
    Session.add(upload)
    Session.flush()
    return upload


def get(upload_id: int) -> Upload:
    upload = Session.get(Upload, upload_id)
    if upload is None:
        raise Unknown(f"no upload {upload_id}")
    return upload
