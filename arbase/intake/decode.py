"""Content encodings, undone with a bound on what comes out: a few kilobytes can decompress to gigabytes."""

from __future__ import annotations

import base64
import binascii
import zlib

import brotli  # type: ignore[import-untyped]  # brotli ships no type information

from arbase.domain.errors import IntakeRejected

_STEP = 1 << 18
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
_WELL_FORMED = "send it whole and with the Content-Encoding that it has"


def decode(body: bytes, encoding: str, limit: int) -> bytes:
    """`body` without its content encoding, at most `limit` bytes.

    Raises IntakeRejected: 413 beyond the limit, 400 if the data is damaged or truncated, 415 for an unknown encoding.
    """
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) and name != "identity"]
    if len(names) > 1:
        raise IntakeRejected(415, "Content-Encoding: only one encoding is supported")
    name = names[0] if names else "identity"
    if name == "identity":
        decoded = body
    elif name in ("gzip", "x-gzip"):
        decoded = _inflate(body, _GZIP, limit, name)
    elif name == "deflate":
        decoded = _inflate(body, zlib.MAX_WBITS if _has_zlib_header(body) else _RAW, limit, name)
    elif name == "br":
        decoded = _unbrotli(body, limit)
    else:
        raise IntakeRejected(415, f"Content-Encoding {name[:40]!r} is not supported; use gzip, deflate, br or identity")
    if len(decoded) > limit:
        raise _too_large(limit)
    return decoded


def decode_legacy(body: bytes, limit: int) -> bytes:
    """The body of an old `/store/` client: JSON, or JSON that was zlib-compressed and written in base64.

    Raises IntakeRejected as `decode` does.
    """
    if body.lstrip()[:1] in (b"{", b"[", b'"', b"") or body.startswith(b"\xef\xbb\xbf"):
        return body
    try:
        packed = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return body
    return _inflate(packed, zlib.MAX_WBITS, limit, "base64 zlib") if _has_zlib_header(packed) else packed


def _has_zlib_header(body: bytes) -> bool:
    return len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0


def _inflate(body: bytes, window: int, limit: int, name: str) -> bytes:
    """All members of a zlib, gzip or raw deflate stream."""
    parts: list[bytes] = []
    size = 0
    rest = body
    while True:
        inflater = zlib.decompressobj(window)
        while not inflater.eof:
            try:
                part = inflater.decompress(rest, min(_STEP, limit - size + 1))
            except zlib.error as error:
                raise IntakeRejected(400, f"the body is not valid {name}; {_WELL_FORMED}") from error
            rest = inflater.unconsumed_tail
            size += len(part)
            if size > limit:
                raise _too_large(limit)
            parts.append(part)
            if not part and not rest and not inflater.eof:
                raise IntakeRejected(400, f"the {name} body is truncated; {_WELL_FORMED}")
        rest = inflater.unused_data.lstrip(b"\0")
        if not rest or window != _GZIP:
            return b"".join(parts)


def _unbrotli(body: bytes, limit: int) -> bytes:
    inflater = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    rest = body
    while not inflater.is_finished():
        try:
            part = inflater.process(rest, output_buffer_limit=min(_STEP, limit - size + 1))
        except brotli.error as error:
            raise IntakeRejected(400, f"the body is not valid br; {_WELL_FORMED}") from error
        rest = b""
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
        if not part and not inflater.is_finished() and inflater.can_accept_more_data():
            raise IntakeRejected(400, f"the br body is truncated; {_WELL_FORMED}")
    return b"".join(parts)


def _too_large(limit: int) -> IntakeRejected:
    return IntakeRejected(413, f"the body is larger than {limit} bytes after decompression; send less")
