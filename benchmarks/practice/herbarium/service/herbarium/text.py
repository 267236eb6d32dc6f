"""Comparing and cutting text that people wrote."""
import re
import unicodedata

_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "×": " "})


def fold(text: str) -> str:
    """Text without case, accents and superfluous blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def words(text: str | None) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text or ""))


def slug(text: str) -> str:
    """A name for addresses, in ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "search"
