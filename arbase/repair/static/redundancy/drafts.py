"""The last resort: what the repository says elsewhere, said here (the redundancy that Barr et al. 2014 found).

Of small fixes many consist of what stands elsewhere in the same program: the function that it has for such a value, an
option of the same call, its own type in the place of a library's. Nothing here knows a class of crash. What helps is
found by running it, and what is right is for the gates to say, so it is only asked where nothing else stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from arbase.repair.static.redundancy.kinds import variations
from arbase.repair.static.redundancy.places import places
from arbase.repair.static.redundancy.vocabulary import Vocabulary
from arbase.repair.static.templates.interface import Context, Draft

STREAM = "redundancy"
# Below every template's: what is only found by trying is no better founded than that.
PRIOR = 0.3


def drafts(context: Context) -> Iterator[Draft]:
    """Drafts of all kinds at all likely places; many, and few of them right."""
    vocabulary = Vocabulary(context.codebase, context.service.source_roots)
    for place in places(context, vocabulary):
        for one in variations(place, vocabulary):
            yield Draft(
                template=one.kind,
                edits=one.edits,
                prior=round(PRIOR * place.weight * one.weight, 4),
                rationale=f"Tried out: {one.why}.",
                precedent=one.precedent,
                location=context.frame.location,
                stream=STREAM,
            )
