"""Letters that lie across the border of two blocks of bytes."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HALVES = "b'caf\\xc3', b'\\xa9'"

CASES = [
    Case(
        "a list of texts is joined, some of the blocks only",
        """
CODEC = "utf-8"


def heard(frames):
    return "".join([frame["body"].decode(CODEC) for frame in frames if frame["body"]]).upper()
""",
        "heard([{'body': b'caf\\xc3'}, {'body': b''}, {'body': b'\\xa9'}])",
        (
            '-    return "".join([frame["body"].decode(CODEC) for frame in frames if frame["body"]]).upper()',
            '+    return b"".join(frame["body"] for frame in frames if frame["body"]).decode(CODEC).upper()',
        ),
        "CAFÉ",
    ),
    Case(
        "a variable that grows in a loop of its own",
        """
def heard(*chunks):
    said = ""
    for chunk in chunks:
        said += str(chunk, "utf-8")
    return said
""",
        f"heard({HALVES})",
        (
            '-    said = ""',
            "-    for chunk in chunks:",
            '-        said += str(chunk, "utf-8")',
            '+    said = b"".join(chunks).decode("utf-8")',
        ),
        "café",
    ),
    Case(
        "a variable that grows until nothing more is read",
        """
import io


def heard(data):
    stream, count = io.BytesIO(data), 0
    said = ""
    while chunk := stream.read(4):
        said += chunk.decode()
        count += 1
    return said, count
""",
        "heard(b'caf\\xc3\\xa9')",
        (
            '-    said = ""',
            '+    said = b""',
            "-        said += chunk.decode()",
            "+        said += chunk",
            "+    said = said.decode()",
        ),
        ("café", 2),
    ),
    Case(
        "a list that is joined in the end",
        """
def heard(*chunks):
    parts = []
    for chunk in chunks:
        if chunk:
            parts.append(chunk.decode("utf-8"))
    return "".join(parts)
""",
        f"heard({HALVES})",
        (
            '-            parts.append(chunk.decode("utf-8"))',
            '-    return "".join(parts)',
            "+            parts.append(chunk)",
            '+    return b"".join(parts).decode("utf-8")',
        ),
        "café",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "lines are no blocks",
            'def heard(*lines):\n    return "\\n".join(line.decode() for line in lines)\n',
            f"heard({HALVES})",
            "blocks",
        ),
        Silent(
            "the text is read before the loop is over",
            """
def heard(*chunks):
    said = ""
    for chunk in chunks:
        said += chunk.decode()
        if said.endswith("."):
            break
    return said
""",
            f"heard({HALVES})",
            "blocks",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
