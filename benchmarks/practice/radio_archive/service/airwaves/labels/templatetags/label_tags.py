from django import template

from airwaves.labels.tables import FALLBACK, table

register = template.Library()


@register.simple_tag(takes_context=True)
def label(context, key: str) -> str:
    """The text of a label in the reader's language; the key itself if there is none."""
    language = getattr(context.get("request"), "language", FALLBACK)
    return table(language).get(key, key)
