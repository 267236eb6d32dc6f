"""How the hits of a search are spread over families, countries and decades."""
from collections import Counter
from typing import Any

from herbarium.index import Doc

NAMES = ("family", "country", "decade", "type_status")


def value_of(doc: Doc, name: str) -> str | None:
    if name == "decade":
        return f"{doc.first_day.year // 10 * 10}s" if doc.first_day else None
    return doc.fields[name]


def count(docs: list[Doc], limit: int, selected: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """The most frequent values of each facet; values that are filtered by are always in, even with no hit."""
    answer = {}
    for name in NAMES:
        counts = Counter(value for doc in docs if (value := value_of(doc, name)) is not None)
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
        shown = {value for value, _ in top}
        top += [(value, counts[value]) for value in selected.get(name, []) if value not in shown]
        answer[name] = [{"value": value, "count": number} for value, number in top]
    return answer
