"""Numbers that may be None in rows of text."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
def shown(value, places=1):
    return "-" if value is None else f"{value:.{places}f}"


def whole(count):
    if count is None:
        return "none"
    return format(count, "d")

"""

MARKED = """
def day(value):
    if value is None:
        return "-"
    return value.isoformat()

"""

CASES = [
    Case(
        "the width stays",
        HEAD + 'def row(name, hours):\n    return f"{name:<5}{hours:>6.1f}|"\n',
        'row("a", None)',
        (
            '-    return f"{name:<5}{hours:>6.1f}|"',
            '+    return f"{name:<5}{shown(hours):>6}|"',
        ),
        "a         -|",
    ),
    Case(
        "numbers are right-aligned by themselves, and other places are told",
        HEAD + "def row(rows):\n    return [f\"{one['hours']:8.2f}\" for one in rows]\n",
        'row([{"hours": None}])',
        (
            "-    return [f\"{one['hours']:8.2f}\" for one in rows]",
            "+    return [f\"{shown(one['hours'], 2):>8}\" for one in rows]",
        ),
        ["       -"],
    ),
    Case(
        "a text with places",
        HEAD + 'def row(name, hours, count):\n    return "{} {:.1f} {count:>5d}".format(name, hours, count=count)\n',
        'row("a", 1.0, None)',
        (
            '-    return "{} {:.1f} {count:>5d}".format(name, hours, count=count)',
            '+    return "{} {:.1f} {count:>5}".format(name, hours, count=whole(count))',
        ),
        "a 1.0  none",
    ),
    Case(
        "percent signs",
        HEAD + 'def row(name, hours):\n    return "%-5s%6.1f %%" % (name, hours)\n',
        'row("a", None)',
        (
            '-    return "%-5s%6.1f %%" % (name, hours)',
            '+    return "%-5s%6s %%" % (name, shown(hours))',
        ),
        "a         - %",
    ),
    Case(
        "a method of the same class",
        """
class Report:
    @staticmethod
    def cell(value):
        return f"{value:.2f}" if value is not None else "n/a"

    def line(self, value):
        return f"sum {value:.2f}"
""",
        "Report().line(None)",
        (
            '-        return f"sum {value:.2f}"',
            '+        return f"sum {self.cell(value)}"',
        ),
        "sum n/a",
    ),
    Case(
        "no function shows numbers so: the mark that the code writes for nothing",
        MARKED
        + """
def row(stats):
    return f"{stats['total']:>4}{stats['mean']:>7.1f}{stats['longest']:>5}"
""",
        "row({'total': 0, 'mean': None, 'longest': None})",
        (
            "-    return f\"{stats['total']:>4}{stats['mean']:>7.1f}{stats['longest']:>5}\"",
            "+    mean = \"-\" if stats['mean'] is None else f\"{stats['mean']:.1f}\"",
            "+    longest = \"-\" if stats['longest'] is None else stats['longest']",
            "+    return f\"{stats['total']:>4}{mean:>7}{longest:>5}\"",
        ),
        "   0      -    -",
    ),
    Case(
        "the mark that the notes tell, for a variable that is read again",
        """
def row(hours):
    text = f"{hours:8.2f} h"
    return text, hours
""",
        "row(None)",
        (
            '-    text = f"{hours:8.2f} h"',
            '+    hours_shown = "n/a" if hours is None else f"{hours:.2f}"',
            '+    text = f"{hours_shown:>8} h"',
        ),
        ("     n/a h", None),
        files={".arbase/context.md": "A value that we do not have is `n/a` in reports, null in JSON.\n"},
    ),
]

SILENT = [
    Silent(
        "another form of the number",
        HEAD.replace(".{places}f", ".3e") + 'def row(hours):\n    return f"{hours:.1f}"\n',
        "row(None)",
        "optional-format",
    ),
    Silent(
        "zeros in front",
        HEAD + 'def row(hours):\n    return f"{hours:06.1f}"\n',
        "row(None)",
        "optional-format",
    ),
    Silent(
        "nothing shows a number that is not there",
        'def row(hours):\n    return f"{hours:.1f}"\n',
        "row(None)",
        "optional-format",
    ),
    Silent(
        "a running text",
        MARKED + 'def row(hours):\n    return f"it took {hours:.1f} hours"\n',
        "row(None)",
        "optional-format",
    ),
    Silent(
        "two marks stand for nothing",
        MARKED + "def dot(value):\n    return '.' if value is None else str(value)\n\n\n"
        'def row(hours):\n    return f"{hours:6.1f}"\n',
        "row(None)",
        "optional-format",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
