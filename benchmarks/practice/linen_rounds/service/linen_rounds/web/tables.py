"""CSV files."""

import csv
import io
from collections.abc import Sequence

from linen_rounds.services.losses import Loss


def losses(found: Sequence[Loss]) -> str:
    """The losses as a file; what is not known is left empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["item", "name", "washed", "lost"])
    writer.writerows([loss.item, loss.name, loss.washed, loss.lost] for loss in found)
    return out.getvalue()
