"""Shows the prompt templates, for translators."""

from __future__ import annotations

from string import Template
from typing import Any

from fastapi import APIRouter

from chatbot.errors import NotFound
from chatbot.prompts import LANGUAGES, TEMPLATES
from chatbot.tokens import count

router = APIRouter(prefix="/templates")


@router.get("")
async def languages() -> dict[str, Any]:
    return {"languages": list(LANGUAGES), "kinds": sorted(TEMPLATES["en"])}


@router.get("/{language}")
async def templates(language: str) -> dict[str, Any]:
    if language not in TEMPLATES:
        raise NotFound(f"there are no templates in '{language}'")
    return {
        "language": language,
        "templates": [
            {"kind": kind, "text": text, "tokens": count(text), "fields": sorted(Template(text).get_identifiers())}
            for kind, text in sorted(TEMPLATES[language].items())
        ],
    }
