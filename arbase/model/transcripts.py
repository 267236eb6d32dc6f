"""What agents did on an incident, turn by turn, from their transcripts, for people to read. Loads no model library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from arbase.domain.noun import Noun
from arbase.model.journal import Entry, Journal, folder_of
from arbase.model.usage import Used

SHOWN = 2_000


class Transcript(Noun):
    """The work of one agent: its lines in order, what it used, and how it ended (empty while it works)."""

    agent: str
    lines: tuple[str, ...]
    used: Used
    ended: str = ""


def transcripts_of(home: Path, incident: str) -> list[Transcript]:
    """The transcripts of an incident, oldest first; earlier ones that were put aside are among them."""
    files = sorted(folder_of(home / "agents", incident).glob("*.jsonl"), key=lambda file: file.stat().st_mtime)
    return [_transcript(file.name.partition(".")[0], Journal.seen(file)) for file in files]


def used_line(found: list[Transcript]) -> str:
    """What all of it used, in one line; empty where no model was asked."""
    total = Used()
    for one in found:
        total += one.used
    if not total.calls:
        return ""
    cost = "price unknown" if total.cost is None else f"{total.cost:.4f} by the price file"
    return f"{total.tokens:,} tokens in {total.calls} calls, {total.seconds:.1f} s, {cost}"


def _transcript(agent: str, journal: Journal) -> Transcript:
    lines = [line for entry in journal.entries for line in _turn(entry)]
    ended = "" if journal.outcome is None else str(journal.outcome.get("kind", ""))
    return Transcript(agent=agent, lines=tuple(lines), used=journal.used, ended=ended)


def _turn(entry: Entry) -> list[str]:
    used = entry.used
    lines = [f"turn {entry.turn}, {entry.at:%Y-%m-%d %H:%M:%S}, {used.tokens:,} tokens, {used.seconds:.1f} s"]
    for message in (entry.reply, entry.results or {}):
        lines += [line for part in message.get("parts") or () if (line := _part(part))]
    if entry.told:
        lines.append(f"told: {entry.told[:SHOWN]}")
    return lines


def _part(part: dict[str, Any]) -> str:
    """One part of a message; signed thinking that nobody can read is left out."""
    kind = part.get("type")
    if kind == "tool_call":
        return f"calls {part.get('name')} {json.dumps(part.get('input'), ensure_ascii=False)[:SHOWN]}"
    if kind == "tool_result":
        return f"result of {part.get('name')}: {_text(part.get('content'))[:SHOWN]}"
    text = str(part.get("text") or "")
    return f"{'thinks' if kind == 'thinking' else 'says'}: {text[:SHOWN]}" if text else ""


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(str(one.get("text") or "") for one in content or () if isinstance(one, dict))
