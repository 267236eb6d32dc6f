"""A conversation as a file for the user."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote

from chatbot import clock

SPEAKERS = {"en": ("You", "Assistant"), "de": ("Sie", "Assistent"), "fr": ("Vous", "Assistant"), "pt": ("Você", "Assistente")}


def as_json(conversation: dict[str, Any], messages: list[dict[str, Any]], zone: str | None) -> str:
    """Everything, with times where the user lives."""
    body = {
        "title": conversation["title"],
        "language": conversation["language"],
        "tags": conversation["tags"],
        "created_at": local(conversation["created_at"], zone),
        "messages": [{"role": one["role"], "text": one["content"], "at": local(one["created_at"], zone)} for one in messages],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_markdown(conversation: dict[str, Any], messages: list[dict[str, Any]], zone: str | None) -> str:
    """To read and to print."""
    user, assistant = SPEAKERS.get(conversation["language"].partition("-")[0], SPEAKERS["en"])
    lines = [f"# {conversation['title'] or 'Conversation ' + str(conversation['id'])}", ""]
    if conversation["tags"]:
        lines += [f"Tags: {', '.join(conversation['tags'])}", ""]
    day = None
    for one in messages:
        at = clock.parse(one["created_at"]).astimezone(clock.zone(zone))
        if at.date() != day:
            day = at.date()
            lines += [f"## {day.isoformat()}", ""]
        speaker = user if one["role"] == "user" else assistant
        lines += [f"**{speaker}** ({at:%H:%M}): {one['content']}", ""]
    return "\n".join(lines)


def local(stored: str, zone: str | None) -> str:
    """A stored instant where the user lives."""
    return clock.parse(stored).astimezone(clock.zone(zone)).isoformat(timespec="seconds")


def disposition(conversation: dict[str, Any], suffix: str) -> str:
    """The header that names the file: plain letters for old browsers, the whole title for the others."""
    title = conversation["title"] or f"conversation-{conversation['id']}"
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower() or f"conversation-{conversation['id']}"
    return f"attachment; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{quote(title, safe='')}.{suffix}"
