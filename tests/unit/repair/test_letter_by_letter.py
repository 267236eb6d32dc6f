"""Letters that an encoding lacks are written as a page says, and all others as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.snippets import Snippet

TEXT = """
import unicodedata


def shout(text: str) -> str:
    return text.upper()


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return apart.encode("ascii", "ignore").decode("ascii")
"""
PAGE = """
# Conventions

- Numbers are whole.
- Where a program cannot take a letter it goes out
  without its accent, as `text.plain` does it.
"""
EXPORT = """
import json

from text import shout

CODE_PAGE = "cp1252"


def export(rows):
    text = ";".join(rows)
    return text.encode(CODE_PAGE), len(rows)
"""
ANSWER = """
from django.http import HttpResponse

from folding import folded


def listed(lines):
    return HttpResponse("|".join(lines), content_type="text/plain; charset=iso-8859-2").content
"""
FOLDING = """
from unicodedata import normalize


def folded(name):
    return normalize("NFD", name).encode(encoding="ascii", errors="ignore").decode()
"""

CASES = [
    Case(
        "a text is encoded beside something else",
        EXPORT,
        'export(["T\\u0177 Gwyn", "Caf\\u00e9", "Mu\\u0308ller"])',
        (
            "+import unicodedata",
            "-from text import shout",
            "+from text import plain, shout",
            "-    return text.encode(CODE_PAGE), len(rows)",
            '+    letters = unicodedata.normalize("NFC", text)',
            '+    return b"".join(one.encode(CODE_PAGE, "ignore") or plain(one).encode("ascii") for one in letters), '
            "len(rows)",
        ),
        ("Ty Gwyn;Café;Müller".encode("cp1252"), 3),
        files={"text.py": TEXT, "docs/conventions.md": PAGE},
    ),
    Case(
        "an answer whose head tells the encoding",
        ANSWER,
        'listed(["Ni\\u00f1o", "\\u0141\\u00f3d\\u017a"])',
        (
            "+import unicodedata",
            "+",
            '-    return HttpResponse("|".join(lines), content_type="text/plain; charset=iso-8859-2").content',
            '+    letters = unicodedata.normalize("NFC", "|".join(lines))',
            '+    return HttpResponse(b"".join(one.encode("iso-8859-2", "ignore") or folded(one).encode("ascii") '
            'for one in letters), content_type="text/plain; charset=iso-8859-2").content',
        ),
        "Nino|Łódź".encode("iso-8859-2"),
        files={"folding.py": FOLDING, "README.md": "The label printer lacks some characters; see ``folded()``.\n"},
    ),
]


@named(CASES)
def test_only_the_letters_that_the_encoding_lacks_lose_their_accents(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(
    ("app", "text", "page"),
    [
        pytest.param(EXPORT, TEXT, "Where a program cannot take a letter nobody knows.", id="the page names no way"),
        pytest.param(EXPORT, TEXT, "`text.plain` is old.\n\nA printer cannot take a letter.", id="two paragraphs"),
        pytest.param(EXPORT, TEXT, PAGE.replace("text.plain", "names.plain"), id="the function of another module"),
        pytest.param(
            EXPORT, TEXT.replace('"ignore"', '"strict"'), PAGE, id="a function that refuses such letters itself"
        ),
        pytest.param(EXPORT.replace("cp1252", "iso2022_jp"), TEXT, PAGE, id="an encoding in which signs have states"),
        pytest.param(
            EXPORT.replace("CODE_PAGE)", 'CODE_PAGE, "strict") if rows else b""'), TEXT, PAGE, id="on a condition"
        ),
        pytest.param(
            EXPORT + "\n\ndef told(rows):\n    try:\n        return export(rows)\n    except UnicodeEncodeError:\n"
            "        raise LookupError(rows) from None\n",
            TEXT,
            PAGE,
            id="somebody tells of what cannot be written",
        ),
        pytest.param(
            EXPORT, TEXT + "\n\ndef bare(text):\n    return plain(text)\n\n\ndef flat(text):\n"
            '    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore")\n',
            PAGE + "- Letters that a scale lacks go through `flat`.\n",
            id="two ways",
        ),
    ],
)  # fmt: skip
def test_without_one_way_that_a_page_tells_nothing_is_written(tmp_path: Path, app: str, text: str, page: str) -> None:
    snippet = Snippet(tmp_path, {"app.py": app, "text.py": text, "README.md": page}, 'export(["T\\u0177 \\u540d"])')
    assert [one for one in snippet.drafts() if one.template == "letter-by-letter"] == []
