"""Prompt templates, one set per language."""

from __future__ import annotations

from string import Template

LANGUAGES = ("en", "de", "fr", "pt")
TEMPLATES = {
    "en": {
        "system": "You are the assistant of the shop. You talk to $name. Today is $today. Answer in English, briefly.",
        "summary": "Summarise the conversation in a few sentences.",
        "title": "Name the conversation. Answer in JSON with title and tags.",
        "known": "Earlier in this conversation: $summary",
    },
    "de": {
        "system": "Du bist der Assistent des Ladens und sprichst mit $name. Heute ist $today. Antworte kurz auf Deutsch.",
        "summary": "Fasse das Gespräch in wenigen Sätzen zusammen.",
        "title": "Benenne das Gespräch. Antworte in JSON mit title und tags.",
        "known": "Bisher im Gespräch: $summary",
    },
    "fr": {
        "system": "Tu es l'assistant du magasin et tu parles à $name. Nous sommes le $today. Réponds brièvement en français.",
        "summary": "Résume la conversation en quelques phrases.",
        "title": "Donne un nom à la conversation. Réponds en JSON avec title et tags.",
        "known": "Plus tôt dans la conversation : $summary",
    },
    "pt": {
        "system": "És o assistente da loja e falas com $name. Hoje é $today. Responde em português, com brevidade.",
        "summary": "Resume a conversa em poucas frases.",
        "title": "Dá um nome à conversa. Responde em JSON com title e tags.",
        "known": "Antes nesta conversa: $summary",
    },
}


def render(kind: str, language: str | None, **values: str) -> str:
    """The prompt of a kind. `de-AT` is `de`; languages that we do not speak get English."""
    base = (language or "en").lower().partition("-")[0]
    texts = TEMPLATES.get(base, TEMPLATES["en"])
    return Template(texts[kind]).substitute(values)
