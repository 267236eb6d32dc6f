"""Gate: what people and programs are shown in place of what is missing, each in their own way.

A template writes None out, and people read the word "None"; a program that reads JSON gets a word made for people.
"""

from __future__ import annotations

import ast
import re

from arbase.domain.fix import GateResult
from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.page_words import said_on_pages

_PIECE = re.compile(r">([^<>]*)<")
_HTML = re.compile(r"<(?:!doctype|html|body|table|div|p)\b", re.IGNORECASE)
NOTHING = "None"


class ShownInsteadGate(Gate):
    """`<td>None</td>` on the page of the trigger, or the word of pages in its JSON.

    Only where the patch brings a None in, and no other answer of the service has that word for itself on a page; or
    where it brings in what only pages say.
    """

    name = "shown instead"

    def check(self, case: GateCase) -> GateResult:
        """Refuse where a page of the trigger has a piece of text that is just "None", or JSON has what pages say."""
        constants = [] if case.restored else [(file, node) for file in case.files for node in _fresh(file)]
        none = any(node.value is None for _, node in constants)
        texts = [(file, node) for file, node in constants if isinstance(node.value, str) and not _is_said(case, node)]
        word = any(said_on_pages(case, file, node) for file, node in texts)
        if not none and not word:
            return self.passes("the patch has nothing shown in place of what is missing")
        after = case.lab.after(case.overlay)[0]
        if word and _is_json(after):
            return self.refuses("the answer is read by programs, and shows what pages say to people")
        if not none or not _shows(after):
            return self.passes("no page shows None")
        if any(_shows(trial.before) for trial in case.lab.passing):
            return self.passes("other pages of the service show the word as well")
        return self.refuses(f"the page of the trigger shows {NOTHING!r} in place of what is missing")


def _fresh(file: ChangedFile) -> list[ast.Constant]:
    return file.fresh(lambda code: code.every(ast.Constant)) if file.new is not None else []


def _is_said(case: GateCase, node: ast.Constant) -> bool:
    """Code says it as well, so it is no word of pages alone."""
    known = (one for code in case.repository.codes.values() for one in code.every(ast.Constant))
    return any(one.value == node.value for one in known)


def _is_json(observation: Observation) -> bool:
    return any(name.lower() == "content-type" and "json" in value.lower() for name, value in observation.headers)


def _shows(observation: Observation) -> bool:
    if not _HTML.search(observation.body[:2000]):
        return False
    return any(piece.strip() == NOTHING for piece in _PIECE.findall(observation.body))
