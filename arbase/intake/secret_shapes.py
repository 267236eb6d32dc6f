"""Secrets that are known by their shape, whatever name they stand under."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Replacement = Callable[[re.Match[str]], str]


class Shape(NamedTuple):
    """A pattern and what stands in its place. `needles`, in lower case: one of them is in every text that can match."""

    mark: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    replacement: Replacement


def marked(mark: str) -> str:
    """What stands where a secret was."""
    return f"[redacted:{mark}]"


def _shape(mark: str, needles: str, pattern: str, replacement: Replacement | None = None, flags: int = 0) -> Shape:
    return Shape(mark, tuple(needles.split()), re.compile(pattern, flags), replacement or (lambda _: marked(mark)))


def _after_first(text: str) -> Replacement:
    """Keeps what the first group matched."""
    return lambda found: found[1] + text


_NOT_BEFORE = r"(?<![A-Za-z0-9])"
_AFTER_SCHEME = (
    r"(?!(?:tokens?|auth\w*|scheme|credentials?|format|realm|error|is|was|not|and|or|in|for|of|with|header\w*"
)
_AFTER_SCHEME += r"|missing|required|invalid|expired|access|value|string|type|prefix|\w{1,5})(?![\w.~+/=-]))"


def _basic(found: re.Match[str]) -> str:
    """HTTP basic credentials are base64 of `user:password`; "Basic authentication" is not."""
    try:
        plain = base64.b64decode(found[2] + "=" * (-len(found[2]) % 4), validate=True)
    except (binascii.Error, ValueError):
        return found[0]
    return found[1] + marked("authorization") if b":" in plain else found[0]


def _card(found: re.Match[str]) -> str:
    return marked("card") if is_card(found[0]) else found[0]


SHAPES: tuple[Shape, ...] = (
    _shape(
        "private-key",
        "private",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:.{0,20000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|.{0,20000})",
        flags=re.DOTALL,
    ),
    _shape(
        "password",
        "://",
        r"([A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s:/@'\"<>]{0,200}):(?!\[redacted)[^\s/?#'\"<>]{1,300}@(?=[\w.\[-])",
        _after_first(f":{marked('password')}@"),
    ),
    _shape("token", "eyj", _NOT_BEFORE + r"eyJ[\w-]{8,2000}+\.[\w-]{4,8000}+(?:\.[\w-]{0,8000}+){0,3}"),
    _shape("authorization", "basic", r"\b((?:basic)\s{1,4})([A-Za-z0-9+/]{6,4000}={0,2})", _basic, re.IGNORECASE),
    _shape(
        "authorization",
        "bearer",
        rf"\b(bearer\s{{1,4}}){_AFTER_SCHEME}[\w.~+/=-]{{6,8000}}",
        _after_first(marked("authorization")),
        re.IGNORECASE,
    ),
    _shape(
        "aws-key",
        "akia asia agpa aida aroa anpa anva aipa",
        _NOT_BEFORE + r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|AIPA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    ),
    _shape(
        "github-token",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        _NOT_BEFORE + r"(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255})",
    ),
    _shape("gitlab-token", "gl", _NOT_BEFORE + r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas)-[\w-]{16,255}"),
    _shape("slack-token", "xox xapp-", _NOT_BEFORE + r"(?:xox[a-z]-[\w-]{8,255}|xapp-\d-[\w-]{10,255})"),
    _shape(
        "webhook",
        "hooks. webhook",
        r"(https?://(?:hooks\.slack\.com/(?:services|workflows)|[\w.]{0,40}discord(?:app)?\.com/api/webhooks"
        r"|[\w.-]{1,80}\.webhook\.office\.com/webhookb2))/[\w/@.-]{8,400}",
        _after_first(f"/{marked('webhook')}"),
    ),
    _shape(
        "stripe-key",
        "k_live_ k_test_ whsec_",
        _NOT_BEFORE + r"(?:[srp]k_(?:live|test)_[A-Za-z0-9]{8,255}|whsec_[A-Za-z0-9+/=]{16,255})",
    ),
    _shape(
        "google-key",
        "aiza ya29. gocspx-",
        _NOT_BEFORE + r"(?:AIza[\w-]{30,60}|ya29\.[\w.-]{20,2000}|GOCSPX-[\w-]{20,60})",
    ),
    _shape("api-key", "sk-", _NOT_BEFORE + r"sk-(?=[\w-]{0,200}\d)[\w-]{20,255}"),
    _shape(
        "api-key",
        "npm_ pypi- sg. hf_ dop_v1_ doo_v1_ dor_v1_ shpat_ shpca_ shppa_ shpss_ dapi hvs. key- lin_api_ atlasv1. sk",
        _NOT_BEFORE
        + r"(?:npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{40,400}|SG\.[\w-]{16,40}\.[\w-]{16,80}|hf_[A-Za-z0-9]{30,60}"
        r"|do[opr]_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|dapi[0-9a-f]{32}|hvs\.[\w-]{20,255}"
        r"|key-[0-9a-f]{32}|lin_api_[A-Za-z0-9]{32,60}|SK[0-9a-f]{32})(?![A-Za-z0-9])",
    ),
    _shape("bot-token", ":aa", r"(?<!\d)\d{8,10}:AA[\w-]{32,40}(?![\w-])"),
)
CARD = _shape(
    "card",
    "",
    r"(?<![\w.\-+])(?:[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|4\d{12}"
    r"|3\d{3}[ -]?\d{6}[ -]?\d{4}|2[2-7]\d{2}(?:[ -]?\d{4}){3})(?![\w-]|\.\d)",
    _card,
)
EMAIL = _shape("email", "@", r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}\b")

_ISSUERS = (
    re.compile(r"4(?:\d{12}|\d{15}|\d{18})"),
    re.compile(r"5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}"),
    re.compile(r"3[47]\d{13}"),
    re.compile(r"3(?:0[0-5]|[689]\d)\d{11}"),
    re.compile(r"6(?:011|5\d\d|4[4-9]\d)\d{12}"),
    re.compile(r"35(?:2[89]|[3-8]\d)\d{12}"),
    re.compile(r"62\d{14,17}"),
)


def is_card(text: str) -> bool:
    """Whether the digits of `text` have an issuer's prefix and length and a right check digit (Luhn)."""
    digits = text.replace(" ", "").replace("-", "")
    if not any(issuer.fullmatch(digits) for issuer in _ISSUERS) or len(set(digits)) < 2:
        return False
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_RANDOM = re.compile(r"(?=[^0-9]{0,64}[0-9])(?=[^A-Za-z]{0,64}[A-Za-z])[A-Za-z0-9+/_=.~-]{16,500}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_GLANCE = 64
_BITS = 3.0


def looks_random(text: str) -> bool:
    """Whether `text` looks drawn at random: long, letters with digits, at least three bits for each character."""
    if not _RANDOM.fullmatch(text) or _UUID.fullmatch(text):
        return False
    seen = text[:_GLANCE]
    return -sum(count / len(seen) * math.log2(count / len(seen)) for count in Counter(seen).values()) >= _BITS


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of `words`, as a trie: plain alternatives cost six times as much."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for one in word:
            node = node.setdefault(one, {})
        node[""] = {}
    return _alternatives(trie)


def _alternatives(node: dict[str, Any]) -> str:
    if "" in node:
        return ""
    branches = [re.escape(one) + _alternatives(rest) for one, rest in node.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
