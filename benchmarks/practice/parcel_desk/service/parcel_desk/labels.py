"""The sheet that the label printer at the counter prints: plain text, 32 characters wide."""

from parcel_desk import customs
from parcel_desk.models import Parcel

WIDTH = 32


def kilograms(weight_g: int | None) -> str:
    """1250 -> 1.25 kg; a dash for what was not weighed."""
    if weight_g is None:
        return "-"
    return f"{weight_g / 1000:.2f} kg"


def sheet(parcel: Parcel) -> str:
    lines = [
        parcel.carrier.name.upper().center(WIDTH).rstrip(),
        "=" * WIDTH,
        f"{parcel.reference}  {parcel.tracking or '-'}",
        f"To: {parcel.recipient}"[:WIDTH],
        f"Country: {parcel.country}",
        f"Weight: {kilograms(parcel.weight_g)}",
    ]
    if parcel.cod_cents:
        lines.append(f"COLLECT: {parcel.cod_cents / 100:.2f} EUR")
    if customs.needed(parcel):
        lines.append("CUSTOMS: " + ("declared" if parcel.declaration else "MISSING"))
    if parcel.carrier.collect_at:
        lines.append(f"Van: {parcel.carrier.collect_at}")
    return "\n".join(lines) + "\n"
