"""Words for addresses and subjects."""

from django.utils.text import slugify

SLUG_LENGTH = 40


def one_line(text: str) -> str:
    """Blanks and line ends within become one blank each; what a header can hold."""
    return " ".join(text.split())


def slug(text: str) -> str:
    """Decoration of an address: never empty, never ends in a dash."""
    short = slugify(text)[:SLUG_LENGTH].strip("-_")
    return short or "letter"
