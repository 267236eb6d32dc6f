"""Credentials of which a service stores a digest only, where a text of the repository tells them.

Whoever set up a service for development says somewhere what is to be sent to it: beside the rows that the set-up puts
in, in a script, in the README, in a test. A word whose digest is one of those that are stored is such a credential, and
nothing else would be.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

MOST_WORDS = 200_000
MOST = 16
_ALGORITHMS = ("sha256", "sha1", "md5", "sha512", "sha384", "sha224", "sha3_256", "blake2b")
_WORD = re.compile(r"[A-Za-z0-9_~+][A-Za-z0-9_.~+-]{2,198}[A-Za-z0-9_~+]")
_STORED = re.compile(r"[A-Za-z0-9+/=_-]{22,130}\Z")


def credentials_behind(digests: Sequence[str], texts: Iterable[str]) -> list[str]:
    """The words of `texts` whose digest is among `digests`, in the order of these."""
    wanted = {form: number for number, digest in enumerate(digests) if (form := _bare(digest))}
    lengths = {len(form) for form in wanted}
    algorithms = [name for name in _ALGORITHMS if lengths & {len(form) for form in _forms(name, b"")}]
    found: dict[int, str] = {}
    for word in _words(texts) if algorithms else ():
        for name in algorithms:
            for form in _forms(name, word.encode()):
                if form in wanted:
                    found.setdefault(wanted[form], word)
    return [found[number] for number in sorted(found)][:MOST]


def _bare(stored: str) -> str:
    """A digest without the name of its algorithm before it (`sha256$...`) and without padding; hexadecimal in small."""
    digest = re.split(r"[$:]", stored)[-1]
    if not _STORED.match(digest):
        return ""
    return digest.lower() if re.fullmatch(r"[0-9A-Fa-f]+", digest) else digest.rstrip("=")


def _forms(algorithm: str, value: bytes) -> Iterator[str]:
    digest = hashlib.new(algorithm, value, usedforsecurity=False).digest()
    yield digest.hex()
    yield base64.b64encode(digest).decode("ascii").rstrip("=")
    yield base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _words(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(_WORD.findall(text)))
        if len(found) >= MOST_WORDS:
            break
    return list(found)[:MOST_WORDS]
