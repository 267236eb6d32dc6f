"""A category that the model has not seen: scikit-learn's encoders go on with it only where they are told so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "encoders"
_UNKNOWN = re.compile(r"Found unknown categories .* in column \d+ during transform", re.DOTALL)
_TOLD = {
    "OneHotEncoder": 'handle_unknown="ignore"',
    "OrdinalEncoder": 'handle_unknown="use_encoded_value", unknown_value=-1',
}
MOST = 4


class Encoders(Template):
    """`handle_unknown` where an encoder is made without it, as beside where the repository tells another one."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Each encoder alone, then all of them."""
        if context.crash.exception != "ValueError" or not _UNKNOWN.search(context.crash.message):
            return
        made = list(_constructors(context))
        asked = [(file, call) for file, call in made if not _words(call) & {"handle_unknown", None}]
        edits = [(file.path, self._told(made, file, call)) for file, call in asked]
        for (file, call), edit in list(zip(asked, edits, strict=True))[:MOST]:
            # With `drop` what is unknown looks like the category that was dropped.
            yield self._draft(context, call, file, (edit,), 0.6 if "drop" in _words(call) else 0.88)
        if len(edits) > 1 and len({path for path, _ in edits}) == 1:
            yield self._draft(context, asked[0][1], asked[0][0], tuple(edits), 0.84)

    @staticmethod
    def _draft(
        context: Context, call: ast.Call, file: SourceFile, edits: tuple[tuple[str, Edit], ...], prior: float
    ) -> Draft:
        why = f"{last_name(call.func)} at {file.path}:{call.lineno} refuses what it has not seen"
        idea = Idea(NAME, prior, why)
        return Draft(NAME, edits, idea.prior, f"{idea.why}.", "", context.frame.location)

    @staticmethod
    def _told(made: list[tuple[SourceFile, ast.Call]], file: SourceFile, call: ast.Call) -> Edit:
        """The end of the call, with what another encoder of its kind is told, else what the documentation has."""
        text = _TOLD[last_name(call.func)]
        for source, other in made:
            words = {word.arg: source.segment(word.value) for word in other.keywords}
            same = last_name(other.func) == last_name(call.func)
            plain = isinstance(next((w.value for w in other.keywords if w.arg == "handle_unknown"), None), ast.Constant)
            if same and plain and words["handle_unknown"].strip("\"'") != "error":
                names = ("handle_unknown", "unknown_value")
                text = ", ".join(f"{name}={words[name]}" for name in names if name in words)
                break
        given = [*call.args, *(word.value for word in call.keywords)]
        if not given:
            end = file.span(call)[1] - 1
            return Edit(end, end, text)
        end = max(file.span(item)[1] for item in given)
        line = file.text[:end].splitlines()[-1]
        indent = line[: len(line) - len(line.lstrip())]
        # One argument a line where the call has it so.
        own = call.lineno != call.end_lineno and file.text[end:].lstrip(",")[:1] in "\r\n" and indent
        return Edit(end, end, f",{file.newline}{indent}{text}" if own else f", {text}")


def _words(call: ast.Call) -> set[str | None]:
    """The names of the keywords; None stands for those of a mapping, which nobody sees."""
    return {word.arg for word in call.keywords}


def _constructors(context: Context) -> Iterator[tuple[SourceFile, ast.Call]]:
    """Where the repository makes scikit-learn's encoders: in the crashed file first."""
    for file in sorted(context.codebase.sources, key=lambda one: one is not context.frame.file):
        if "sklearn" not in file.text:
            continue
        for node in file.nodes:
            if isinstance(node, ast.Call) and last_name(node.func) in _TOLD:
                yield file, node
