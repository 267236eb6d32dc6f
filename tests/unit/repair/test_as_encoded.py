"""Characters that an encoding does not have become what they become elsewhere."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TICKETS = """
from django.http import HttpResponse

CHARSET = "cp850"


def printed(line):
    return line.encode(CHARSET, errors="replace")


def listed(lines):
    text = ";".join(lines)
    return HttpResponse(text, content_type=f"text/csv;charset={CHARSET}").content


def sent(line):
    return line.encode("cp850")


def stored(path, line):
    with open(path, "w", encoding=CHARSET) as file:
        file.write(line)
    with open(path, "rb") as file:
        return file.read()
"""

CASES = [
    Case(
        "an answer whose head tells the encoding",
        TICKETS,
        'listed(["Łódź"])',
        (
            '-    return HttpResponse(text, content_type=f"text/csv;charset={CHARSET}").content',
            '+    return HttpResponse(text.encode(CHARSET, errors="replace"), '
            'content_type=f"text/csv;charset={CHARSET}").content',
        ),
        b"?\xa2d?",
    ),
    Case(
        "text that is encoded in place",
        TICKETS,
        'sent("Łódź")',
        ('-    return line.encode("cp850")', '+    return line.encode("cp850", errors="replace")'),
        b"?\xa2d?",
    ),
    Case(
        "a file that is written",
        TICKETS,
        'stored("tickets.txt", "Łódź")',
        (
            '-    with open(path, "w", encoding=CHARSET) as file:',
            '+    with open(path, "w", encoding=CHARSET, errors="replace") as file:',
        ),
        b"?\xa2d?",
    ),
]

SILENT = [
    Silent(
        "two places say different things",
        TICKETS + '\n\ndef short(line):\n    return line.encode(CHARSET, "ignore")\n',
        'sent("Łódź")',
        "as-encoded",
    ),
    Silent(
        "another encoding is meant there",
        TICKETS.replace("line.encode(CHARSET", 'line.encode("cp1252"'),
        'sent("Łódź")',
        "as-encoded",
    ),
    Silent(
        "somebody tells of what cannot be written",
        TICKETS
        + "\n\ndef checked(line):\n    try:\n        return sent(line)\n    except UnicodeEncodeError:\n"
        + "        raise LookupError(line) from None\n",
        'sent("Łódź")',
        "as-encoded",
    ),
    Silent(
        "only reading replaces",
        TICKETS.replace('line.encode(CHARSET, errors="replace")', 'line.decode(CHARSET, errors="replace")'),
        'sent("Łódź")',
        "as-encoded",
    ),
]


@named(CASES)
def test_characters_become_what_they_become_elsewhere(case: Case, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(case, tmp_path)


@named(SILENT)
def test_strict_encodings_stay(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
