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
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
