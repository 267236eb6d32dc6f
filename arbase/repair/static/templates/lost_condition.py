"""A page whose template lost a condition: a commit moved what stood under it, or made the page plainer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.page_conditions import PAGES, put_back

NAME = "lost-condition"
MOST_PAGES = 20
_NAMED = re.compile(r"\{%-?\s*(?:include|extends|import|from)\s+[\"']([^\"']+)[\"']")


class LostCondition(Template):
    """`{% if ship %}...{% else %}...{% endif %}` around what is left of it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each template of the page that lost a condition, whatever was raised while it was filled in."""
        head = context.diagnosis.base_commit or "HEAD"
        for path, text in _pages(context):
            found = put_back(context.service.repository, head, path, text)
            if found is not None:
                yield Draft(
                    template=NAME,
                    edits=((path, Edit(0, len(text), found.text)),),
                    prior=0.93,
                    rationale=f"Commit {found.sha[:12]} took this condition out of the page.",
                    precedent=f"commit:{found.sha}",
                    location=context.frame.location,
                )


def _pages(context: Context) -> Iterator[tuple[str, str]]:
    """The templates that the running functions and their classes name, and those that these include."""
    pending = [
        node.value
        for frame in reversed(context.crash.frames)
        for root in (frame.function, frame.file.class_of(frame.statement))
        for node in (ast.walk(root) if root is not None else ())
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(PAGES)
    ]
    seen: set[str] = set()
    while pending and len(seen) < MOST_PAGES:
        name = pending.pop(0)
        paths = [] if name in seen else context.codebase.ending_with(name)
        seen.add(name)
        for path in paths[:1] if len(paths) == 1 else ():
            text = context.codebase.read(path)
            if text is not None:
                yield path, text
                pending.extend(_NAMED.findall(text))
