"""Which names stand for secrets: `db_password` and `x-api-key` do, `author`, `keyboard` and `max_tokens` do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple


class Strength(Enum):
    """How sure a name makes us that its value is a secret."""

    STRONG = "any value"
    MEDIUM = "values of eight characters or with a digit"
    WEAK = "values that look random"


class SecretKey(NamedTuple):
    """What the values under a name are called when they are removed, and how sure that name makes us."""

    mark: str
    strength: Strength


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")

_STRONG_WORDS = {
    **dict.fromkeys(("password", "passwd", "pwd", "passphrase", "passcode", "pw", "passwort"), "password"),
    **dict.fromkeys(("secret", "secrets"), "secret"),
    **dict.fromkeys(("credential", "credentials", "creds"), "credentials"),
    **dict.fromkeys(("authorization", "authorisation", "bearer"), "authorization"),
    **dict.fromkeys(("apikey", "privatekey", "secretkey", "accesskey"), "key"),
    **dict.fromkeys(("jwt", "csrf", "xsrf", "csrftoken", "xsrftoken", "csrfmiddlewaretoken"), "token"),
    **dict.fromkeys(("accesstoken", "refreshtoken", "authtoken", "idtoken"), "token"),
    **dict.fromkeys(("cookie", "cookies"), "cookie"),
    **dict.fromkeys(("sessionid", "phpsessid", "jsessionid", "sessid"), "session"),
    **dict.fromkeys(("cvv", "cvc", "cvv2", "cvc2", "cardnumber", "creditcard", "ccnumber"), "card"),
    **dict.fromkeys(("ssn", "iban"), "identity"),
    **dict.fromkeys(("otp", "totp"), "code"),
}
_STRONG_PAIRS = {
    **{(word, "key"): "key" for word in ("api", "access", "private", "secret", "signing", "encryption", "master")},
    **{(word, "key"): "key" for word in ("account", "auth", "license", "deploy", "ssh", "subscription")},
    **{("session", word): "session" for word in ("id", "key", "hash", "secret")},
    **{("card", word): "card" for word in ("number", "no", "num", "pan")},
    ("credit", "card"): "card",
    ("debit", "card"): "card",
    ("security", "code"): "card",
    ("verification", "code"): "code",
    ("social", "security"): "identity",
    ("basic", "auth"): "authorization",
    ("connect", "sid"): "session",
}
_STRONG_WHOLE = {"auth": "authorization", "pass": "password", "pin": "password", "sid": "session", "sessid": "session"}
_STRONG_INSIDE = re.compile(r"password|passwd|passphrase|apikey|secretkey|privatekey|accesskey|cardnumber|creditcard")
_WEAK_LAST = {"key": "key", "auth": "authorization", "session": "session", "nonce": "key", "keys": "key"}
_WEAK_LAST |= {"signature": "signature", "sig": "signature", "hmac": "signature", "tokens": "token", "dsn": "key"}

# Names that speak about a secret, or about something else that shares its name, and hold none.
_ABOUT = set(
    """required requires length len min max policy field fields changed expired expires expiry at count counts enabled
    disabled type types valid invalid error errors strength attempts ttl age name names rotation exists present missing
    ok status set format class validator validators hasher hashers backend backends limit budget path file header
    headers param parameter usage used version url uri endpoint form view page size created updated days message label
    hint placeholder provider method mode scheme santa country source reason""".split()
)
_PAGINATION = set(
    """next page prev previous last first start end continuation cancel cancellation num n max min current pad eos bos
    unk sep cls mask special stop input output total prompt completion sub word lex parse syntax""".split()
)
_PUBLIC_KEYS = set(
    """primary foreign cache sort partition idempotency public row dict lookup group index hash map object natural
    unique json config routing translation i18n feature ordering""".split()
)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in camel case, snake case, with dashes or dots."""
    return tuple(word for word in _SEPARATORS.split(_CAMEL.sub("_", name).lower()) if word)


class KeyRules:
    """Recognises the names of secrets; `more` are names that the user added."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self.more = frozenset("_".join(words_of(name)) for name in more)
        self.kind = lru_cache(maxsize=8192)(self._kind)

    def _kind(self, name: str) -> SecretKey | None:
        if len(name) > 100:
            return None
        words = words_of(name)
        if not words:
            return None
        if "_".join(words) in self.more:
            return SecretKey("secret", Strength.STRONG)
        if len(words) > 1 and words[-1] in _ABOUT:
            return None
        return _strong(words) or _token(words) or _weak(words)


def _strong(words: tuple[str, ...]) -> SecretKey | None:
    for word in words:
        if word in _STRONG_WORDS:
            return SecretKey(_STRONG_WORDS[word], Strength.STRONG)
    for pair in pairwise(words):
        if pair in _STRONG_PAIRS:
            return SecretKey(_STRONG_PAIRS[pair], Strength.STRONG)
    if len(words) == 1 and words[0] in _STRONG_WHOLE:
        return SecretKey(_STRONG_WHOLE[words[0]], Strength.STRONG)
    inside = _STRONG_INSIDE.search("".join(words))
    if inside and words[-1] not in ("passwordless", "passwords"):
        return SecretKey("password" if "pass" in inside[0] else "key", Strength.STRONG)
    return None


def _token(words: tuple[str, ...]) -> SecretKey | None:
    """`access_token` is one for sure, `token` mostly, `next_page_token` not."""
    if words[-1] != "token":
        return None
    if len(words) == 1:
        return SecretKey("token", Strength.MEDIUM)
    return None if words[-2] in _PAGINATION else SecretKey("token", Strength.STRONG)


def _weak(words: tuple[str, ...]) -> SecretKey | None:
    mark = _WEAK_LAST.get(words[-1])
    if mark is None or (len(words) > 1 and words[-2] in _PUBLIC_KEYS | _PAGINATION):
        return None
    return SecretKey(mark, Strength.WEAK)
