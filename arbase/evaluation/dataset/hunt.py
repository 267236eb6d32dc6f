"""A hunt for procedural bugs in one service: as long as it may take, resumed where it was, kept as it goes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson

from arbase.domain.noun import Noun
from arbase.evaluation.dataset.facts import clean_tree
from arbase.evaluation.dataset.kept import Kept, KeptBug, read_kept, write_kept
from arbase.evaluation.dataset.procedural import Found, Hunt, candidates
from arbase.evaluation.dataset.survey import INSIDE, Survey, survey
from arbase.evaluation.dataset.traffic import traffic_of
from arbase.evaluation.dataset.work import Work, digest_of
from arbase.evaluation.seeded.catalogue import SeededService
from arbase.sandbox.interface import Sandbox

REQUESTS = 160
Told = Callable[[str, int, int], None]


class Hunted(Noun):
    """What became of the mutants of a service so far: bugs kept, and of the others why not."""

    kept: int
    tried: int
    waiting: int
    reasons: dict[str, int]


def hunt(
    service: SeededService, work: Work, sandbox: Sandbox, seconds: float, told: Told, *, most: int = 1000
) -> Hunted:
    """Look for procedural bugs for about so many seconds or until `most` are kept, from where the last hunt ended.

    Bugs are kept beside the service's own after each batch; which mutants were tried is noted in the work folder.
    Raises ReplayError, UserError.
    """
    started = time.monotonic()
    name = service.folder.name
    tree = clean_tree(service, work, sandbox)
    told(f"{name}: the clean service", 0, 1)
    kept, known = _known(service, tree, work, sandbox)
    bugs = list(kept.bugs)
    journal = work.folder / f"hunt-{name}-{_key(service, kept)}.jsonl"
    seen = _read(journal)
    suspects = candidates(name, service.sources, known)
    waiting = [one for one in suspects if one.mutant.digest not in seen]
    hunting = Hunt(tree, known, sandbox)
    for bug in bugs:
        hunting.reckon(bug.file, bug.function, bug.line)
    for tried in hunting.run(waiting if len(bugs) < most else []):
        bugs += [_kept(one.found) for one in tried if one.found is not None]
        write_kept(service, kept.model_copy(update={"bugs": tuple(bugs)}))
        lines = [orjson.dumps({"digest": one.mutant.digest, "reason": one.reason}) + b"\n" for one in tried]
        with journal.open("ab") as out:
            out.writelines(lines)
        seen |= {one.mutant.digest: one.reason for one in tried}
        told(f"{name}: {len(bugs)} bugs", len(seen), len(suspects))
        if time.monotonic() - started > seconds or len(bugs) >= most:
            break
    reasons = Counter(reason for reason in seen.values() if reason)
    left = sum(one.mutant.digest not in seen for one in suspects)
    return Hunted(kept=len(bugs), tried=len(seen), waiting=left, reasons=dict(reasons.most_common()))


def _known(service: SeededService, tree: Path, work: Work, sandbox: Sandbox) -> tuple[Kept, Survey]:
    """What is kept, with its traffic; and what the clean service does with that."""
    kept = read_kept(service)
    traffic = kept.traffic or traffic_of(service, REQUESTS)
    key = _key(service, kept.model_copy(update={"traffic": traffic}))
    known = work.model(Survey, f"survey-{service.folder.name}", key, partial(survey, tree, traffic, sandbox))
    if kept.traffic:
        return kept, known
    steady = known.model_copy(update={"recorded": tuple(one for one in known.recorded if one is not None)})
    kept = Kept(traffic=tuple(one.request for one in steady.recorded if one is not None))
    work.model(Survey, f"survey-{service.folder.name}", _key(service, kept), lambda: steady)
    write_kept(service, kept)
    return kept, steady


def _key(service: SeededService, kept: Kept) -> str:
    requests = [one.model_dump_json() for one in kept.traffic]
    return digest_of("hunt-5", service.sources, *requests, INSIDE)


def _kept(found: Found) -> KeptBug:
    mutant = found.mutant
    return KeptBug(
        file=mutant.file,
        function=mutant.function,
        operator=mutant.operator,
        line=mutant.span[0],
        digest=mutant.digest,
        crash=found.crash,
        triggers=found.triggers,
        answers=found.answers,
        noticed=found.noticed,
    )


def _read(journal: Path) -> dict[str, str]:
    """Digest of each mutant that was tried, and why it was not kept; a line that was cut by a kill does not count."""
    found: dict[str, str] = {}
    if journal.is_file():
        for line in journal.read_bytes().splitlines():
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            found[row["digest"]] = row["reason"]
    return found
