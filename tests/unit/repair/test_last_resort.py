"""The last of several encodings reads whatever comes."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TWO = """
def text(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode({codec})
"""

CASES = [
    Case(
        "in the handler of the first",
        TWO.format(codec="'cp1252'"),
        "text(b'a\\x81')",
        ("-        return raw.decode('cp1252')", "+        return raw.decode('cp1252', 'replace')"),
        "a\ufffd",
    ),
]


@named(CASES)
def test_what_no_encoding_knows_is_replaced(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent("the only attempt", "def text(raw):\n    return raw.decode('cp1252')\n", "text(b'a\\x81')", "last-resort"),
    Silent(
        "an attempt of its own",
        TWO.format(codec="'cp1252'").replace(
            "        return raw.decode('cp1252')\n",
            "        try:\n            return raw.decode('cp1252')\n"
            "        except LookupError:\n            return ''\n",
        ),
        "text(b'a\\x81')",
        "last-resort",
    ),
    Silent("it says what to do", TWO.format(codec="'cp1252', 'strict'"), "text(b'a\\x81')", "last-resort"),
]


@named(SILENT)
def test_other_decodings_stay(case, tmp_path):
    check_silent(case, tmp_path)
