"""Letters that no encoding knows, and that leave no mark when another sign stands for them.

`decode("cp1252", "replace")` drops what cannot be read. That is no loss where nobody keeps it: in a sheet that is taken
in row by row, a letter of a column that is not read; and in one that is, the row is refused by itself.
"""

from __future__ import annotations

import base64
import binascii
import re

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ReplayError
from arbase.replay import answers
from arbase.verify.gates.interface import GateCase
from arbase.verify.row_by_row import taken_row_by_row

SIGN = "\ufffd"
MOST_CELLS = 24
MOST_ASKED = 20
_PLACE = re.compile(r"can't decode byte 0x([0-9a-f]{2}) in position \d+")
_PARTS = (b";", b",", b"\t", b"|")
# How often the sign stands in the files under the current folder; a database of SQLite keeps texts as they are.
COUNT = """
import os
found = 0
for folder, names, files in os.walk("."):
    names[:] = [name for name in names if name not in (".git", "__pycache__", ".venv", "node_modules")]
    for name in files:
        path = os.path.join(folder, name)
        if not os.path.islink(path) and not name.endswith((".py", ".pyc")):
            with open(path, "rb") as source:
                found += source.read().count(b"\\xef\\xbf\\xbd")
print(found)
"""


def leave_no_mark(case: GateCase) -> str:
    """Why nothing is lost; empty if it may be, or if that was not seen.

    The letter is put into each cell of its row in turn. Each of these sheets must be taken in, and afterwards the sign
    must stand in no file, in no table and in no answer, nor in those of the requests that pass.
    """
    place = taken_row_by_row(case)
    sheets = _sheets(case) if place else []
    if not sheets:
        return ""
    count = Stimulus(kind="command", command=("python", "-c", COUNT))
    asked = tuple(trial.stimulus for trial in case.lab.passing if trial.stimulus.method == "GET")[:MOST_ASKED]
    try:
        before = case.lab.try_out(({},), (count,))[0][0]
        *seen, after = case.lab.try_out((case.overlay,), (*sheets, *asked, count))[0]
    except ReplayError:
        return ""
    taken = [not answers.failed(sheet, one) for sheet, one in zip(sheets, seen, strict=False)]
    if not all(taken) or any(SIGN in one.body or "\\ufffd" in one.body for one in seen):
        return ""
    counted = before.status == after.status == 0 and before.body.strip().isdigit()
    same = counted and before.body.strip() == after.body.strip()
    return f"{place} refuses what it cannot read row by row, and the sign is kept nowhere" if same else ""


def _sheets(case: GateCase) -> list[Stimulus]:
    """The trigger, and the trigger with the letter at the end of each cell of its row."""
    trigger, said = case.lab.trigger, _PLACE.search(case.crash.message)
    try:
        body = base64.b64decode(trigger.body, validate=True)
    except (binascii.Error, ValueError):
        return []
    letter = bytes.fromhex(said[1]) if said is not None else b""
    lines = body.split(b"\n")
    rows = [place for place, line in enumerate(lines) if place and letter in line]
    if trigger.kind != "request" or not letter or not rows or letter in lines[0]:
        return []
    part = max(_PARTS, key=lines[0].count)
    cells = [cell.replace(letter, b"") for cell in lines[rows[0]].rstrip(b"\r").split(part)]
    if len(cells) < 2:
        return []
    found = [trigger]
    for place in range(min(len(cells), MOST_CELLS)):
        row = part.join(cell + letter if place == number else cell for number, cell in enumerate(cells))
        sheet = b"\n".join([*lines[: rows[0]], row, *lines[rows[0] + 1 :]])
        found.append(trigger.model_copy(update={"body": base64.b64encode(sheet).decode()}))
    return found
