"""The tree of categories."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Category:
    slug: str
    name: str
    parent: str | None


class Tree:
    """All categories; a category may hang below one that was taken out (then it is a root)."""

    def __init__(self, categories: list[Category]) -> None:
        self._known = {category.slug: category for category in categories}
        self._children: dict[str | None, list[str]] = {}
        for category in categories:
            parent = category.parent if category.parent in self._known else None
            self._children.setdefault(parent, []).append(category.slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._known

    def name(self, slug: str) -> str:
        """The name that is shown; the slug itself where the category is gone."""
        category = self._known.get(slug)
        return category.name if category is not None else slug

    def below(self, slug: str) -> list[str]:
        """The category and all under it."""
        found = [slug]
        for place in found:
            found += [child for child in self._children.get(place, []) if child not in found]
        return found

    def path(self, slug: str) -> list[str]:
        """From the root down to the category."""
        path: list[str] = []
        place: str | None = slug
        while place is not None and place not in path:
            path.insert(0, place)
            category = self._known.get(place)
            place = category.parent if category is not None else None
        return path

    def names(self) -> list[tuple[str, str]]:
        """Slug and name of all categories, by name."""
        known = [(slug, category.name) for slug, category in self._known.items()]
        return sorted(known, key=lambda item: (item[1], item[0]))

    def nested(self, parent: str | None = None) -> list[dict[str, Any]]:
        """The tree as JSON, by name."""
        slugs = sorted(self._children.get(parent, []), key=self.name)
        return [
            {"slug": slug, "name": self.name(slug), "children": self.nested(slug)} for slug in slugs
        ]


def load(conn: sqlite3.Connection) -> Tree:
    rows = conn.execute("SELECT slug, name, parent FROM categories ORDER BY slug")
    return Tree([Category(row["slug"], row["name"], row["parent"]) for row in rows])
