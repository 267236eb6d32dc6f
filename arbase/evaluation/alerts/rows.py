"""Labelled events and incidents from files of others: liberal in what is accepted, exact in what is refused.

A file is JSON Lines (also gzipped), a JSON array, or Parquet; a folder is all such files below it. A row is one event
(`event`, `label`, and if known `group`, `time`, `counts`, `service`) or one incident of `datasets/alerts` (`samples`).
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from arbase.domain.errors import IntakeRejected, UserError
from arbase.domain.noun import Noun
from arbase.intake.envelope import parse_envelope

ALIASES: Mapping[str, tuple[str, ...]] = {
    "event": ("event", "payload", "event_json", "sentry_event", "raw", "data"),
    "label": ("label", "actionable", "is_actionable", "target", "y", "class", "verdict"),
    "group": ("group", "group_id", "true_group", "incident", "incident_id", "issue", "issue_id"),
    "time": ("time", "timestamp", "ts", "occurred_at", "received_at", "datetime", "at"),
    "counts": ("counts", "statistics", "stats"),
    "events": ("events", "count", "event_count", "n_events", "occurrences", "times_seen"),
    "users": ("users", "user_count", "n_users", "users_affected"),
    "service": ("service", "project", "app"),
    "family": ("family", "kind", "category"),
    "cause": ("cause", "root_cause_id", "bug"),
    "priority": ("priority", "urgency", "severity_rank"),
}
"""The names under which each field is looked for, in this order."""
ACTIONABLE = frozenset(
    {"actionable", "true", "1", "1.0", "yes", "y", "bug", "alert", "signal", "positive", "focus", "real"}
)
NOISE = frozenset(
    {"noise", "false", "0", "0.0", "no", "n", "benign", "ignore", "negative", "not_actionable", "discarded"}
)
URGENCIES: Mapping[str, float] = {
    **dict.fromkeys(("critical", "highest", "urgent", "blocker", "immediate"), 4.0),
    **dict.fromkeys(("high", "major"), 3.0),
    **dict.fromkeys(("medium", "normal", "moderate"), 2.0),
    **dict.fromkeys(("low", "minor"), 1.0),
    **dict.fromkeys(("lowest", "trivial", "none", "info"), 0.0),
}
"""Words for urgency, larger is more urgent."""
ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json", ".parquet")
_RANK = re.compile(r"(?:p|prio|priority|s|sev|severity)[ _-]?(\d)")
_LONGEST_LINE = 20_000_000
_LOOKS_LIKE_EVENT = ("exception", "logentry", "message", "event_id", "stacktrace", "threads", "exceptions")


class Row(Noun):
    """A row as read. `events` are Sentry payloads or Events of arbase as trees: one, or samples of an incident."""

    origin: str
    actionable: bool | None
    events: tuple[dict[str, Any], ...]
    group: str = ""
    service: str = ""
    time: datetime | None = None
    count: int | None = None
    users: int | None = None
    times: tuple[float, ...] = ()
    releases: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    family: str = ""
    cause: str = ""
    split: str = ""
    stream: str = ""
    id: str = ""
    priority: float | None = None

    @property
    def whole(self) -> bool:
        """Whether the row is an incident, not one of its events."""
        return bool(self.times)


def read_rows(path: Path, *, labelled: bool = True) -> Iterator[Row]:
    """The rows of a file or folder. Raises UserError that names file, row and fault; nothing is skipped silently."""
    for file in files_of(path):
        for number, record in records_of(file):
            yield row_of(record, f"{file}, row {number}", labelled=labelled)


def files_of(path: Path) -> list[Path]:
    """The data files of `path`, sorted. Raises UserError if there are none."""
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(ENDINGS))
        found = [file for file in found if not file.name.startswith((".", "dataset_info"))]
        if (path / "data").is_dir():
            found = [file for file in found if (path / "data") in file.parents]
        if not found:
            raise UserError(f"{path}: holds no data ({', '.join(ENDINGS)}); give a file or a folder of such files")
        return found
    if not path.exists():
        raise UserError(f"{path}: not found; give a JSONL or Parquet file of labelled events")
    if not path.name.endswith(ENDINGS):
        raise UserError(f"{path}: unknown kind of file; known are {', '.join(ENDINGS)}")
    return [path]


def row_of(record: Mapping[str, Any], origin: str, *, labelled: bool = True) -> Row:
    """One row. Raises UserError."""
    service = str(_field(record, "service") or "")
    group = _field(record, "group")
    times = tuple(float(value) for value in record.get("times") or ())
    common: dict[str, Any] = {
        "origin": origin,
        "actionable": label_of(_field(record, "label"), origin)
        if labelled or _field(record, "label") is not None
        else None,
        "group": "" if group is None else str(group),
        "service": service,
        "family": str(_field(record, "family") or ""),
        "cause": str(_field(record, "cause") or ""),
        "split": str(record.get("split") or ""),
        "stream": str(record.get("stream") or ""),
        "id": str(record.get("id") or ""),
        "priority": urgency_of(_field(record, "priority")),
    }
    counts = _counts(record)
    if record.get("samples") is not None:
        events = tuple(_tree(sample, origin) for sample in record["samples"])
        if not events:
            raise UserError(f"{origin}: `samples` is empty; an incident needs an event")
        return Row(
            **common,
            **counts,
            events=events,
            times=times or tuple(_stamps(events)),
            releases=tuple(map(str, record.get("releases") or ())),
            environments=tuple(map(str, record.get("environments") or ())),
        )
    found = _field(record, "event")
    if found is None and any(key in record for key in _LOOKS_LIKE_EVENT):
        found = dict(record)
    if found is None:
        raise UserError(f"{origin}: no `event` (also looked for: {', '.join(ALIASES['event'][1:])})")
    return Row(**common, **counts, events=(_tree(found, origin),), time=time_of(_field(record, "time"), origin))


def label_of(value: object, origin: str) -> bool:
    """True for actionable. Raises UserError for anything else than the known words."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower().replace("-", "_") if value is not None else ""
    if text in ACTIONABLE:
        return True
    if text in NOISE:
        return False
    shown = "no `label`" if value is None else f"label {str(value)[:40]!r}"
    raise UserError(f"{origin}: {shown}; give actionable or noise (also true/false, 1/0)")


def urgency_of(value: object) -> float | None:
    """How urgent, larger is more urgent: a number, a word, or a rank such as P1 or SEV-2 (1 is the most urgent)."""
    if isinstance(value, str):
        text = value.strip().lower()
        rank = _RANK.fullmatch(text)
        return -float(rank[1]) if rank else URGENCIES[text] if text in URGENCIES else _number(text)
    return _number(value)


def time_of(value: object, origin: str) -> datetime | None:
    """A moment from epoch seconds (or milliseconds) or ISO 8601. Raises UserError for text that is neither."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    try:
        if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
            found = datetime.fromisoformat(value.strip())
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        seconds = float(str(value))
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError(f"{origin}: time {str(value)[:40]!r} is neither epoch seconds nor ISO 8601") from None


def _field(record: Mapping[str, Any], name: str) -> Any:
    return next((record[key] for key in ALIASES[name] if record.get(key) is not None), None)


def _counts(record: Mapping[str, Any]) -> dict[str, int | None]:
    """Events and users of the incident, from `counts` (object, JSON or a number) or columns of their own."""
    counts = _field(record, "counts")
    if isinstance(counts, str):
        try:
            counts = json.loads(counts)
        except ValueError:
            counts = None
    if isinstance(counts, int | float) and not isinstance(counts, bool):
        counts = {"events": counts}
    if isinstance(counts, list | tuple) and len(counts) == 2:
        counts = {"events": counts[0], "users": counts[1]}
    places = [counts, record] if isinstance(counts, Mapping) else [record]
    found: dict[str, int | None] = {}
    for name, key in (("count", "events"), ("users", "users")):
        values = (number for place in places if (number := _number(_field(place, key))) is not None)
        value = next(values, None)
        found[name] = None if value is None or value < 0 else int(value)
    return found


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except ValueError:
        return None


def _stamps(events: tuple[dict[str, Any], ...]) -> Iterator[float]:
    for event in events:
        found = time_of(event.get("occurred_at") or event.get("timestamp"), "a sample")
        yield found.timestamp() if found else 0.0


def _tree(value: object, origin: str) -> dict[str, Any]:
    """An event as a tree: an object, its JSON, or a whole envelope as text."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except ValueError:
            value = _of_envelope(str(value), origin)
    if not isinstance(value, dict):
        raise UserError(f"{origin}: `event` is not a JSON object")
    pruned: dict[str, Any] = _pruned(value)
    return pruned


def _pruned(value: Any) -> Any:
    """Without the nulls that Parquet puts for every key that a row does not have."""
    if isinstance(value, dict):
        return {key: _pruned(entry) for key, entry in value.items() if entry is not None}
    return [_pruned(entry) for entry in value] if isinstance(value, list) else value


def _of_envelope(text: str, origin: str) -> dict[str, Any]:
    try:
        envelope = parse_envelope(text.encode(), 100)
        payload = next(item.payload for item in envelope.items if item.type == "event")
        found = orjson.loads(payload)
    except (IntakeRejected, StopIteration, ValueError):
        raise UserError(f"{origin}: `event` is neither a JSON object nor an envelope with an event") from None
    if not isinstance(found, dict):
        raise UserError(f"{origin}: the envelope's event is not a JSON object")
    return found


def records_of(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects of one data file with their numbers, from 1. Raises UserError."""
    if file.name.endswith(".parquet"):
        yield from _of_parquet(file)
        return
    try:
        if file.name.endswith(".json"):
            whole = orjson.loads(file.read_bytes())
            lines: Iterator[tuple[int, Any]] = enumerate(whole if isinstance(whole, list) else [whole], 1)
        else:
            lines = _of_lines(file)
        for number, record in lines:
            if not isinstance(record, dict):
                raise UserError(f"{file}, row {number}: not a JSON object")
            yield number, record
    except orjson.JSONDecodeError as error:
        raise UserError(f"{file}: not valid JSON ({error})") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(f"{file}: cannot be read ({error})") from error


def _of_lines(file: Path) -> Iterator[tuple[int, Any]]:
    with gzip.open(file, "rb") if file.name.endswith(".gz") else file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if len(line) > _LONGEST_LINE:
                raise UserError(f"{file}, row {number}: longer than {_LONGEST_LINE} bytes")
            if not line.strip():
                continue
            try:
                yield number, orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise UserError(f"{file}, row {number}: not valid JSON ({error})") from None


def _of_parquet(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise UserError(f"{file}: Parquet needs pyarrow; pip install 'arbase[eval]', or give JSON Lines") from None
    number = 0
    try:
        with parquet.ParquetFile(file) as table:
            for batch in table.iter_batches(batch_size=64):
                for record in batch.to_pylist():
                    number += 1
                    yield number, record
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: not a readable Parquet file ({' '.join(str(error).split())[:200]})") from None
