"""Gate 4, over time: what the code refused before the crash came in is refused again, what it served is served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.dropped import Earlier, earlier_of
from arbase.verify.gates.interface import Gate, GateCase

WORD = re.compile(r"[A-Za-z_][\w-]*")
QUERY = re.compile(r"\?[^\"'\s<>]*")
# Two ways to say that something cannot be read; repositories and libraries are of two minds about them.
UNREADABLE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
CODE = re.compile(r"[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+")


class EarlierAnswersGate(Gate):
    """The commit that brought the crash in may have dropped a check, of which the crash shows only a part.

    What the visible tests send is served on purpose; every other request is replayed on HEAD without that commit. One
    that was refused there and is served by the patched code says that the fix repairs the crash, not the fault, unless
    a request of the visible tests was refused in the very same words: then this refusal was given up on purpose. This
    is asked only where the trigger did not crash without the commit and its route was already served, so that a new
    feature is not measured by its absence.
    """

    name = "earlier answers"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first request that only the earlier code refused."""
        earlier = earlier_of(case)
        if earlier is None:
            return self.passes("no earlier version answers the trigger, so there is nothing to compare with")
        patched = case.lab.after(case.overlay)
        before = earlier.seen[0]
        if answers.refused(patched[0]) and (before.status or 500) < 400 and _knew(case, earlier):
            return self.refuses(
                f"without commit {earlier.sha[:10]} the request is served with status {before.status}; the patch "
                f"refuses it with {patched[0].status}, though all that it holds was known then"
            )
        told, tells = _words(case, earlier, before), _words(case, earlier, patched[0])
        both = answers.refused(patched[0]) and answers.refused(before)
        if both and before.status != patched[0].status and not {before.status, patched[0].status} <= UNREADABLE:
            return self.refuses(
                f"without commit {earlier.sha[:10]} the request is refused with status {before.status}, and not with "
                f"{patched[0].status}"
            )
        if both and told != tells:
            return self.refuses(
                f"without commit {earlier.sha[:10]} the request is refused with {before.body[:80]!r}, and not with "
                f"{patched[0].body[:80]!r}"
            )
        for trial in (trial for trial in case.lab.trials if trial.mutation is not None):
            now = patched[trial.index]
            if earlier.refused(trial) and not now.crashed and (now.status or 500) < 400:
                status = earlier.seen[trial.index].status
                return self.refuses(
                    f"{trial.stimulus.method} {trial.stimulus.target[:80]} was refused with status {status} "
                    f"without commit {earlier.sha[:10]}; with the patch it is served"
                )
        return self.passes(f"what was refused without commit {earlier.sha[:10]} is still refused")


def _words(case: GateCase, earlier: Earlier, seen: Observation) -> frozenset[str]:
    """What programs read of a refusal: the repository's codes in its JSON, not its sentences."""
    try:
        body = json.loads(seen.body)
    except ValueError:
        return frozenset()
    then = "\n".join(text or "" for text in earlier.overlay.values())
    codes = (word for word in _texts(body) if CODE.fullmatch(word))
    return frozenset(word for word in codes if case.repository.says(word) or word in then)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _knew(case: GateCase, earlier: Earlier) -> bool:
    """The earlier code looked at the inputs on which the crash depends: it did not serve them by passing them over.

    Where the same request was tried with other values of these inputs, they made a difference then; else its text
    speaks of them.
    """
    inputs = set(case.diagnosis.client_inputs)
    tried = [trial for trial in case.lab.trials if trial.mutation is not None and trial.mutation.where in inputs]
    if len(tried) > 1:
        # They ran one after the other, the trigger before all of them; a link to the next page says the question again.
        answered = [earlier.seen[one.index] for one in tried]
        then = {(one.status, QUERY.sub("", one.body)) for one in answered}
        # What the trigger left behind may be in their way; without such a conflict their refusals are about the inputs.
        return len(then) > 1 or all(answers.refused(one) and one.status != HTTPStatus.CONFLICT for one in answered)
    words = {word for one in inputs if not one.startswith("path") for word in WORD.findall(one.partition(":")[2])}
    texts = {path: code.source for path, code in case.repository.codes.items()}
    texts.update({path: text or "" for path, text in earlier.overlay.items()})
    said = "\n".join(texts.values())
    return all(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said, re.IGNORECASE) for word in words)
