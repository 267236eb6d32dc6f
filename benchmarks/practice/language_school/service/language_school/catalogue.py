"""The texts of letters, one file a language."""
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "texts"
FALLBACK = "en"


def available() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def language_for(wanted: str) -> str:
    """The language with texts that fits best: pt-BR reads pt, the rest English."""
    short = (wanted or "").lower().replace("_", "-").partition("-")[0]
    return short if short in available() else FALLBACK


def load(language: str) -> dict:
    """All texts of a language."""
    with (FOLDER / f"{language}.json").open(encoding="utf-8") as file:
        return json.load(file)
