"""Receipts for the printer at the desk: 32 columns, code page 858."""

from __future__ import annotations

from toolshed.circulation.models import Loan
from toolshed.people.models import Member

WIDTH = 32
CODE_PAGE = "cp858"


def line(left: str, right: str = "") -> str:
    """Left and right text on one line; the left one gives way."""
    room = WIDTH - len(right) - 1 if right else WIDTH
    return f"{left[:room]:<{room}} {right}".rstrip()


def loans_slip(member: Member, loans: list[Loan]) -> str:
    """What a member has at home and when it is due."""
    lines = [line("TOOL LIBRARY", str(member.card)), line(member.name), "-" * WIDTH]
    lines += [line(one.copy.tool.name, f"{one.due_on:%d-%m}") for one in loans]
    return "\n".join([*lines, "-" * WIDTH, line("Tools", str(len(loans)))]) + "\n"


def encoded(text: str) -> bytes:
    """What the printer understands; it shows a question mark for letters that it does not have."""
    return text.encode(CODE_PAGE, errors="replace")
