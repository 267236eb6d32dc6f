"""A report on paper, as auditors want it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from expense_report.categories import CATEGORIES
from expense_report.employees import Employee
from expense_report.money import show
from expense_report.pdf import HEIGHT, MARGIN, Pdf
from expense_report.reports import Item, Report

LINES_A_PAGE = 36
STATUS_LABELS = {
    "draft": "Draft",
    "submitted": "Waiting for approval",
    "approved": "Approved",
    "rejected": "Rejected",
    "paid": "Paid",
}
# left edges of the columns of the table
COLUMNS = {"date": 50, "category": 120, "merchant": 220, "amount": 360, "home": 460}


def initials(name: str) -> str:
    """The first letters of the parts of a name."""
    return "".join(part[0] for part in name.replace("-", " ").split()).upper()


def shorten(text: str, longest: int) -> str:
    """Text that fits into its column."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def head(pdf: Pdf, report: Report, owner: Employee, zone: ZoneInfo) -> float:
    """The top of the first page; gives the height at which the table begins."""
    top = HEIGHT - MARGIN
    pdf.text(MARGIN, top, f"Expense report {report.number}", size=16, bold=True)
    pdf.text(MARGIN, top - 22, shorten(report.title, 70), size=12)
    pdf.text(MARGIN, top - 44, f"Employee: {owner.name} ({owner.id})")
    pdf.text(MARGIN, top - 58, f"Cost centre: {owner.cost_centre or 'none'}")
    pdf.text(MARGIN, top - 72, f"Status: {STATUS_LABELS[report.status]}")
    if report.submitted_at is not None:
        local = report.submitted_at.astimezone(zone)
        pdf.text(MARGIN, top - 86, f"Submitted: {local:%Y-%m-%d %H:%M}")
    return top - 116


def table(pdf: Pdf, items: list[Item], home: str, y: float) -> float:
    """The items, one a line, on as many pages as they need; gives the height below the last."""
    for place, item in enumerate(items):
        if place and place % LINES_A_PAGE == 0:
            pdf.add_page()
            y = HEIGHT - MARGIN
        pdf.text(COLUMNS["date"], y, item.spent_on.isoformat())
        pdf.text(COLUMNS["category"], y, CATEGORIES[item.category].label)
        pdf.text(COLUMNS["merchant"], y, shorten(item.merchant or "-", 24))
        pdf.text(COLUMNS["amount"], y, show(item.amount, item.currency))
        pdf.text(COLUMNS["home"], y, show(item.amount_home, home))
        y -= 16
    return y


def report_pdf(
    report: Report, owner: Employee, items: list[Item], home: str, zone: ZoneInfo
) -> bytes:
    """The printed report."""
    pdf = Pdf(f"{report.number} {owner.name}")
    pdf.add_page()
    y = table(pdf, items, home, head(pdf, report, owner, zone))
    pdf.rule(y + 8)
    pdf.text(COLUMNS["amount"], y - 8, "Total", bold=True)
    pdf.text(COLUMNS["home"], y - 8, show(report.total_home, home), bold=True)
    for page in range(len(pdf.pages)):
        footer = f"{report.number} / {initials(owner.name)} / {page + 1} of {len(pdf.pages)}"
        pdf.text(MARGIN, 30, footer, size=8, page=page)
    return pdf.render()
