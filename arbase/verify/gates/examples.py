"""Gate 2, continued: what a docstring names as an example of what is read is not refused."""

from __future__ import annotations

import ast
import base64
import re
from collections.abc import Iterator
from urllib.parse import quote

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.mutations import body_of

MOST = 3
LONGEST = 60
_DENIED = re.compile(r"\b(?:not|never|no|nor|refus\w*|reject\w*|invalid|wrong|fail\w*|rais\w*|unless|except)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n\s*\n")


class ExamplesGate(Gate):
    """Where an example of the docstring crashes as the trigger does, the code is to read it and not to refuse it."""

    name = "examples"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a new `raise` for a value whose like the function's own docstring shows."""
        if case.restored or not any(_refuses(file.fresh(lambda code: code.every(ast.Raise))) for file in case.files):
            return self.passes("nothing new is refused")
        for name, sent, example, _ in broken_examples(case):
            return self.refuses(
                f"the docstring of {name} shows {example!r}, which crashes like {sent!r}: it is to be read, not refused"
            )
        return self.passes("no example of a docstring crashes as well")


def broken_examples(case: GateCase) -> Iterator[tuple[str, str, str, Stimulus]]:
    """Function, what was sent, the example of its docstring that crashes like it, and the stimulus with that."""
    for name, sent, example in _examples(case):
        stimulus = _instead(case.lab.trigger, sent, example)
        if stimulus is None:
            continue
        ((seen,),) = case.lab.try_out(({},), (stimulus,))
        if answers.failed(stimulus, seen) and _is_same(case, seen.raised.exception if seen.raised else ""):
            yield name, sent, example, stimulus


def _refuses(raised: list[ast.Raise]) -> bool:
    return any(node.exc is not None for node in raised)


def _is_same(case: GateCase, exception: str) -> bool:
    return exception.rpartition(".")[2] == case.crash.exception.rpartition(".")[2]


def _examples(case: GateCase) -> Iterator[tuple[str, str, str]]:
    """Function, a text that its frame holds, and an example of the same shape in its docstring."""
    code = case.repository.codes.get(case.crash.location.path)
    function = code.function_at(case.crash.location.line) if code is not None else None
    told = ast.get_docstring(function) if function is not None else None
    found = 0
    for sent in _texts(case) if told and function is not None else ():
        for example in _words(told or ""):
            if example != sent and _shape(example) == _shape(sent) and found < MOST:
                found += 1
                yield function.name if function is not None else "", sent, example


def _texts(case: GateCase) -> list[str]:
    """The short texts of the crashed frame that hold a digit: of others every word has the shape."""
    found: dict[str, None] = {}
    for seen in case.crash.variables.values():
        shown = str(seen.get("repr", "")) if isinstance(seen, dict) and seen.get("type") == "str" else ""
        text = shown[1:-1]
        if 2 < len(text) <= LONGEST and re.search(r"\d", text) and re.search(r"[^\d\s]", text):
            found[text] = None
    return list(found)


def _words(told: str) -> Iterator[str]:
    """The words of all sentences that speak of no refusal, without the marks around them."""
    for sentence in _SENTENCE.split(told):
        if not _DENIED.search(sentence):
            yield from dict.fromkeys(word.strip("`'\".,:;()[]") for word in sentence.split())


def _shape(text: str) -> str:
    return re.sub(r"[A-Za-z]", "a", re.sub(r"\d", "9", text))


def _instead(stimulus: Stimulus, old: str, new: str) -> Stimulus | None:
    """The stimulus with one text in the place of another; None where it does not hold it as it is."""
    raw = body_of(stimulus)
    changed = {
        "target": stimulus.target.replace(quote(old, safe=""), quote(new, safe="")).replace(old, quote(new, safe=":/")),
        "body": base64.b64encode(raw.replace(old.encode(), new.encode())).decode("ascii") if raw else stimulus.body,
        "command": tuple(word.replace(old, new) for word in stimulus.command),
        "files": tuple((path, text.replace(old, new)) for path, text in stimulus.files),
    }
    other = stimulus.model_copy(update=changed)
    return other if other != stimulus else None
