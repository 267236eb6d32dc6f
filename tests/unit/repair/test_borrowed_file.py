"""Readers around a file that was lent are taken off it before they close it."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

UPLOADS = """
import csv
import io


class Upload:
    def __init__(self, content):
        self.file = io.BytesIO(content)

"""

KEEP = """

def take(content):
    upload = Upload(content)
    found = list(rows(upload))
    upload.file.seek(0)
    return len(found), len(upload.file.read())
"""

CASES = [
    Case(
        "a generator with a `try` of its own",
        UPLOADS
        + """
def rows(upload):
    stream = io.TextIOWrapper(upload.file, encoding="utf-8-sig", newline="")
    reader = csv.reader(stream)
    try:
        yield from reader
    except UnicodeDecodeError:
        raise LookupError("not in UTF-8") from None
"""
        + KEEP,
        "take(b'a\\nb\\n')",
        ("+    finally:", "+        stream.detach()"),
        (2, 4),
    ),
    Case(
        "without a `try`",
        UPLOADS
        + """
def rows(upload):
    stream = io.TextIOWrapper(upload.file, encoding="utf-8")
    return list(csv.reader(stream))
"""
        + KEEP,
        "take(b'a\\nb\\n')",
        (
            "-    return list(csv.reader(stream))",
            "+    try:",
            "+        return list(csv.reader(stream))",
            "+    finally:",
            "+        stream.detach()",
        ),
        (2, 4),
    ),
    Case(
        "without a name",
        UPLOADS
        + """
def rows(upload):
    found = []
    for row in csv.reader(io.TextIOWrapper(upload.file, encoding="utf-8")):
        found.append(row)
    return found
"""
        + KEEP,
        "take(b'a\\nb\\n')",
        (
            '-    for row in csv.reader(io.TextIOWrapper(upload.file, encoding="utf-8")):',
            "-        found.append(row)",
            "-    return found",
            '+    stream = io.TextIOWrapper(upload.file, encoding="utf-8")',
            "+    try:",
            "+        for row in csv.reader(stream):",
            "+            found.append(row)",
            "+        return found",
            "+    finally:",
            "+        stream.detach()",
        ),
        (2, 4),
    ),
    Case(
        "in a `with`, which closes it",
        UPLOADS
        + """
def rows(upload):
    with io.TextIOWrapper(upload.file, encoding="utf-8") as stream:
        return list(csv.reader(stream))
"""
        + KEEP,
        "take(b'a\\nb\\n')",
        (
            '-    with io.TextIOWrapper(upload.file, encoding="utf-8") as stream:',
            '+    stream = io.TextIOWrapper(upload.file, encoding="utf-8")',
            "+    try:",
            "+    finally:",
            "+        stream.detach()",
        ),
        (2, 4),
    ),
]


@named(CASES)
def test_the_reader_is_taken_off(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the function opened the file itself",
            UPLOADS
            + """
def rows(upload):
    kept = io.BytesIO(upload.file.read())
    stream = io.TextIOWrapper(kept, encoding="utf-8")
    found = list(csv.reader(stream))
    upload.file.close()
    return found
"""
            + KEEP,
            "take(b'a')",
            "closed-file",
        ),
        Silent(
            "it is taken off in another way",
            UPLOADS
            + """
def rows(upload):
    stream = io.TextIOWrapper(upload.file, encoding="utf-8")
    found = list(csv.reader(stream))
    stream.detach().close()
    return found
"""
            + KEEP,
            "take(b'a')",
            "closed-file",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
