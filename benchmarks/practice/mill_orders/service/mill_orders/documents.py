"""Papers that go with the goods."""

import csv
import io
import unicodedata
from urllib.parse import quote

from fastapi.responses import Response

from mill_orders.models import Order
from mill_orders.pricing import format_weight

HEADERS = ["SKU", "Product", "Weight", "Lots"]


def note_rows(order: Order) -> list[list[str]]:
    rows = []
    for line in order.lines:
        lots = " ".join(allocation.lot.code for allocation in line.allocations)
        rows.append([line.product.sku, line.product.name, format_weight(line.grams), lots])
    return rows


def _attachment(filename: str) -> str:
    """Content-Disposition with a plain name, and the real one for those who understand it."""
    plain = unicodedata.normalize("NFKD", filename).encode("ascii", "ignore").decode().replace('"', "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def delivery_note(order: Order) -> Response:
    """CSV for the driver's tablet, named after order and customer."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows(note_rows(order))
    filename = f"{order.number} {order.customer.name}.csv"
    return Response(
        content=sheet.getvalue().encode("utf-8-sig"),
        media_type="text/csv",
        headers={"content-disposition": _attachment(filename)},
    )
