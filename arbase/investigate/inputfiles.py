"""Writes the input file that a command misses, from the values that the event's frames hold.

An event tells the variables of its frames but not the files that a job read. Tables (a data frame's printed form) and
records (dictionaries with text keys) in the frames nearest to the crash are the best guess at what the file held; the
replay shows whether the guess crashes in the same way.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event, Frame
from arbase.investigate.printed import FOLD, table, unfolded
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.workspace.code import CodeReader

MOST_RECORDS = 20
MOST_GUESSES = 4
MOST_SIGNS = 2
LONGEST = 50_000
# `csv.DictReader(file, delimiter=";")`, `read_csv(path, sep="|")`
_DELIMITER = re.compile(r"""\b(?:delimiter|sep)\s*=\s*["'](\\t|[^"'\\\w\s])["']""")
# A statement failed earlier in the same transaction: Django, psycopg, SQLAlchemy.
_BROKEN = re.compile(r"TransactionManagementError|InFailedSqlTransaction|PendingRollbackError|transaction is aborted")
# The first is stored, the second refused, and the third meets what the refusal left behind.
_TURNS = 3
_FILE = re.compile(r"(?:--[\w-]{1,40}=)?[\w./@+-]{1,200}\.(csv|tsv|json|jsonl|ndjson|txt)\Z")
_FOLDER = re.compile(r"(?:--[\w-]{1,40}=)?[\w./@+-]{1,200}\Z")
_TOLD_PATH = re.compile(r"[\w./@+-]{1,300}\.(?:csv|tsv|json|jsonl|ndjson|txt)\b")


def with_input_files(rebuilt: Rebuilt, event: Event, tree: Path) -> list[Rebuilt]:
    """The command with the files that its words name and the repository lacks."""
    if rebuilt.stimulus.kind != "command":
        return []
    missing = lacking_files(rebuilt.stimulus.command, event, tree)
    groups = [*_tables(event, tree), *_alike(list(records(event)))][:MOST_GUESSES]
    groups += [group * _TURNS for group in groups if _is_broken(event)]
    whole = list(dict.fromkeys(_whole_texts(event)))[:MOST_GUESSES] if len(missing) == 1 else []
    if not missing or not (groups or whole):
        return []
    words = {one.word: one.given for one in missing}
    command = tuple(words.get(word, word) for word in rebuilt.stimulus.command)
    note = f"{', '.join(one.path for one in missing)} was made from the variables of the event"
    told = _delimiters(event, tree)
    found = []
    for text in whole:
        stimulus = Stimulus(kind="command", command=command, files=((missing[0].path, text),))
        found.append(Rebuilt(stimulus=stimulus, notes=(*rebuilt.notes, note)))
    for group in groups:
        for form in [Form(sign, short) for sign in told for short in (False, True)]:
            files = tuple((one.path, _text(group, PurePosixPath(one.path).suffix, form)) for one in missing)
            stimulus = Stimulus(kind="command", command=command, files=files)
            found.append(Rebuilt(stimulus=stimulus, notes=(*rebuilt.notes, note)))
    return [one for place, one in enumerate(found) if one.stimulus not in [other.stimulus for other in found[:place]]]


def _frames(event: Event) -> Iterator[Frame]:
    """The frames of the service's own code, the innermost first."""
    for raised in reversed(event.exceptions):
        yield from reversed(raised.in_app_frames)


def _is_broken(event: Event) -> bool:
    """The crash is what an earlier failure left behind, of which the event does not tell.

    A job that goes on after a refused row caught what a row can cause, which is most often that it is there already.
    """
    return any(_BROKEN.search(f"{raised.type}: {raised.message}") for raised in event.exceptions)


def _whole_texts(event: Event) -> Iterator[str]:
    """Texts and bytes of several lines that the frames hold uncut, the innermost frame's first: what a file held."""
    for frame in _frames(event):
        for value in frame.variables.values():
            printed = isinstance(value, str) and len(value) <= LONGEST and value[:1] in "'\"b" and "\\n" in value
            try:
                held = ast.literal_eval(value) if printed else None
                text = held.decode() if isinstance(held, bytes) else held
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                continue
            if isinstance(text, str) and "\n" in text and not text.endswith("...") and not REDACTED.search(text):
                yield text


@dataclass(frozen=True)
class Form:
    """How a table is written: what parts its cells, and whether a line ends behind its last cell with a value.

    `csv.DictReader` gives None for the cells that a line lacks, and never for one with nothing in it.
    """

    delimiter: str
    short: bool


def _delimiters(event: Event, tree: Path) -> list[str]:
    """What the code of the frames says that parts the cells of its tables, and empty for the usual one.

    `print(sep="|")` says it as well, so the usual one is never left out.
    """
    reader = CodeReader(tree)
    found: list[str] = []
    for frame in _frames(event):
        place = reader.locate(frame)
        text = reader.text(place.path) if place is not None else ""
        found += [sign.replace("\\t", "\t") for sign in _DELIMITER.findall(text)]
    return [*list(dict.fromkeys(found))[:MOST_SIGNS], ""]


@dataclass(frozen=True)
class MissingFile:
    """A word of a command that names a file (`--input=people.csv`), the path to write, the word to give instead."""

    word: str
    path: str
    given: str


def missing_files(command: Sequence[str], tree: Path) -> list[MissingFile]:
    """The files that the words of a command name and the repository lacks; what lies outside goes into the root."""
    found = []
    for word in command[1:]:
        option, sign, named = word.rpartition("=")
        outside = named.startswith("/") or ".." in named
        if _FILE.match(word) and (outside or not (tree / named).exists()):
            path = PurePosixPath(named).name if outside else named
            found.append(MissingFile(word, path, option + sign + path))
    return found


def lacking_files(command: Sequence[str], event: Event, tree: Path) -> list[MissingFile]:
    """The files that the words of a command name; else those of a folder that it names, where the event tells them.

    Of files of several kinds, those of the kind that was read last: a frame that reads them one by one holds it.
    """
    named = missing_files(command, tree)
    found = [] if named else list(dict.fromkeys(_in_folders(command, event, tree)))
    suffixes = [PurePosixPath(one.path).suffix for one in found]
    return named or [one for one, suffix in zip(found, suffixes, strict=True) if suffix == suffixes[0]]


def _in_folders(command: Sequence[str], event: Event, tree: Path) -> Iterator[MissingFile]:
    """Paths of files in the variables, innermost frame first, that lie in a folder which the command names."""
    told = [path for text in _texts_of_frames(event) for path in _TOLD_PATH.findall(text)]
    for word in command[1:]:
        option, sign, named = word.rpartition("=")
        folder = named.rstrip("/")
        if not _FOLDER.match(word) or (word.startswith("-") and not sign) or not folder.strip("."):
            continue
        outside = named.startswith("/") or ".." in named
        given = PurePosixPath(folder).name if outside else folder
        for path in told:
            if path.startswith(f"{folder}/") and ".." not in path[len(folder) :]:
                placed = given + path[len(folder) :]
                if not (tree / placed).exists():
                    yield MissingFile(word, placed, option + sign + given)


def _texts_of_frames(event: Event) -> Iterator[str]:
    for frame in _frames(event):
        for value in frame.variables.values():
            yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def records(event: Event) -> Iterator[dict[str, Any]]:
    """Dictionaries with text keys, the innermost frame's first."""
    for frame in _frames(event):
        for value in frame.variables.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and len(one) > 1 and "__name__" not in one:
                    yield {key: plain(item) for key, item in one.items()}


def _tables(event: Event, tree: Path) -> list[list[dict[str, Any]]]:
    """Data frames as they print themselves, each once, the innermost frame's first; those that were folded last."""
    printed = [value for frame in _frames(event) for value in frame.variables.values() if isinstance(value, str)]
    reader = CodeReader(tree)
    whole = [table(text) for text in printed]
    folded = [one for text in dict.fromkeys(printed) if FOLD in text for one in unfolded(text, reader)]
    found: list[list[dict[str, Any]]] = []
    for one in (*whole, *folded):
        if one and one not in found:
            found.append(one)
    return found


def _alike(records: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Records with the same keys belong to one file."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for record in records:
        group = groups.setdefault(tuple(record), [])
        if record not in group and len(group) < MOST_RECORDS:
            group.append(record)
    return list(groups.values())


def plain(value: Any) -> Any:
    """SDKs report values as their repr."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if not isinstance(value, str) or len(value) > 2000:
        return value
    try:
        found = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value
    return found if isinstance(found, str | int | float | bool | None) else value


def _text(records: list[dict[str, Any]], suffix: str, form: Form) -> str:
    if suffix == ".json":
        return json.dumps(records, indent=1, default=str)
    if suffix in (".jsonl", ".ndjson"):
        return "".join(json.dumps(record, default=str) + "\n" for record in records)
    out = io.StringIO()
    delimiter = form.delimiter or ("\t" if suffix == ".tsv" else ",")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    names = list(records[0])
    writer.writerow(names)
    for record in records:
        cells = [record.get(name) for name in names]
        while form.short and len(cells) > 1 and cells[-1] is None:
            cells.pop()
        writer.writerow(map(_cell, cells))
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(_cell(one) for one in value) if isinstance(value, list) else str(value)
