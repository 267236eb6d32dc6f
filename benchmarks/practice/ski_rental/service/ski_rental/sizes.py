"""Sizes of what we rent: centimetres, mondopoint or letters."""

from decimal import Decimal, InvalidOperation

from .errors import RentalError

KINDS = ("ski", "snowboard", "boot", "helmet", "poles", "sled")
LETTERS = ("XS", "S", "M", "L", "XL")
LENGTHS = {"ski": (70, 200), "snowboard": (90, 172), "poles": (70, 145)}
HALF = Decimal("0.5")

class SizeError(RentalError, ValueError):
    """No size of this kind."""

    status = 422

def normalise(kind: str, text: str | None) -> str | None:
    """The size as the labels have it (`170`, `26.5`, `M`); None for kinds without sizes. SizeError for what is no size."""
    if kind not in KINDS:
        raise SizeError(f"unknown kind {kind!r}")
    if kind == "sled":
        return None
    plain = (text or "").strip()
    if not plain:
        raise SizeError(f"a size is needed for {kind}")
    if kind == "helmet":
        return letter(plain)
    if kind == "boot":
        return mondo(plain)
    return length(kind, plain)

def letter(text: str) -> str:
    """Helmets: XS to XL."""
    if text.upper() not in LETTERS:
        raise SizeError(f"no helmet size: {text!r}")
    return text.upper()

def mondo(text: str) -> str:
    """Boots: length of the foot in centimetres, in halves. `26.0` and `26,0` are `26`."""
    try:
        size = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise SizeError(f"no boot size: {text!r}") from None
    if not size.is_finite() or not 15 <= size <= 33 or size % HALF:
        raise SizeError(f"no boot size: {text!r}")
    return f"{size.normalize():f}"

def length(kind: str, text: str) -> str:
    """Skis, boards and poles: whole centimetres, with or without the unit."""
    plain = text.lower().removesuffix("cm").strip()
    low, high = LENGTHS[kind]
    if not (plain.isascii() and plain.isdigit()) or not low <= int(plain) <= high:
        raise SizeError(f"no {kind} size: {text!r}")
    return str(int(plain))

def order(size: str | None) -> tuple[int, Decimal, str]:
    """Sort key: numbers by value, then letters from small to large, then what has no size."""
    if size is None:
        return 2, Decimal(0), ""
    if size in LETTERS:
        return 1, Decimal(LETTERS.index(size)), size
    return 0, Decimal(size), size
