"""The shipped classifier: built from the development data in seconds, kept in a folder, loaded when asked for.

No weights are shipped. `datasets/features/` holds what was read from the labelled incidents and their code (the
features by name); learning from it is the first start's work. It learns from the services of the development side of
the fixed split only, so that the others still measure it. The suite `alerts` measures heads that leave the service out.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

import arbase
from arbase.classify import persist
from arbase.classify.example import Example
from arbase.classify.features import VERSION
from arbase.classify.guarantee import by_service, operating_point
from arbase.classify.head import calibrated
from arbase.classify.learnt import Champion, known_of
from arbase.classify.ranking import Ranked, learnt_weights
from arbase.classify.settings import ClassifySettings, GuaranteeSettings, HeadSettings
from arbase.domain.errors import UserError

DISCARD_MISSES = 0.25
"""What is discarded may miss at most this part of the misses that the target allows; the rest waits in the backlog."""

Note = Callable[[str], None]


def development_data() -> Path:
    """The folder of the shipped development data; it need not be there."""
    return Path(arbase.__file__).resolve().parents[1] / "datasets" / "alerts"


def examples_file(data: Path) -> Path:
    """Where the examples of this version of the features are kept."""
    return data.parent / "features" / f"{VERSION.replace('@', '-')}.jsonl.gz"


def read_examples(file: Path) -> list[Example]:
    """The examples of a file. Raises UserError that names file, row and fault."""
    try:
        lines = gzip.decompress(file.read_bytes()).splitlines()
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(f"{file}: cannot be read ({error}); make it with `arbase tune examples`") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(Example.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise UserError(f"{file}, row {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if not found:
        raise UserError(f"{file}: holds no example; make it with `arbase tune examples`")
    return found


def write_examples(file: Path, examples: Sequence[Example]) -> None:
    """Write the examples, zeros left out; equal examples give equal bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for example in examples:
        values = {name: round(value, 5) for name, value in sorted(example.values.items()) if value}
        impact = {name: round(value, 5) for name, value in sorted(example.impact.items()) if value}
        lines.append(
            example.model_copy(update={"values": values, "impact": impact})
            .model_dump_json(exclude_defaults=True)
            .encode()
        )
    content = gzip.compress(b"\n".join(lines) + b"\n", mtime=0)
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(content)
    partial.replace(file)


def learn(examples: Sequence[Example], head: HeadSettings, guarantee: GuaranteeSettings, name: str) -> Champion:
    """A champion from `examples`. Raises UserError for labels of one class only."""
    fitted, probabilities = calibrated(examples, head)
    counted = [index for index, example in enumerate(examples) if not example.variant]
    labels = [examples[index].actionable for index in counted]
    scores = [float(probabilities[index]) for index in counted]
    point = operating_point(scores, labels, guarantee)
    stricter = guarantee.model_copy(update={"recall": 1 - (1 - guarantee.recall) * DISCARD_MISSES})
    discard = operating_point(scores, labels, stricter)
    values = [example.values for example in examples]
    known = known_of(fitted, values, [example.service for example in examples])
    return Champion(
        head=fitted,
        point=point,
        discard=discard,
        known=known,
        name=name,
        weights=learnt_weights(ranked_in(examples)),
        services=by_service(point, scores, labels, [examples[index].service for index in counted]),
    )


def ranked_in(examples: Sequence[Example]) -> list[Ranked]:
    """The faults whose urgency is known; only they are put in an order."""
    return [
        Ranked(group=example.service, ingredients=example.impact, urgency=example.urgency)
        for example in examples
        if example.actionable and not example.variant and example.urgency is not None
    ]


def champion(settings: ClassifySettings, home: Path, note: Note) -> Champion | None:
    """The classifier that `settings` ask for, built if need be; None where `auto` finds neither model nor data.

    Raises UserError for a corrupt model, and where `learnt` is asked for and cannot be had.
    """
    folder = Path(settings.model) if settings.model else home / "classifier"
    if settings.model.startswith("models:/"):
        registry: Any = importlib.import_module("arbase.evaluation.registry")
        uri = settings.tracking or f"sqlite:///{home.resolve() / 'mlflow.db'}"
        folder = registered(settings.model, uri, home, registry)
    if settings.model:
        return _loaded(folder, _stamp(folder))
    data = examples_file(development_data())
    if not data.is_file():
        if persist.about(folder) is not None:
            return _loaded(folder, _stamp(folder))
        if settings.engine == "learnt":
            raise UserError(f"{data}: not found; make it with `arbase tune examples`, or set classify.engine=rules")
        note("no development data is shipped here: the transparent rules classify")
        return None
    checksum = _checksum(data, settings)
    known = persist.about(folder)
    if known is None or known.data != checksum or known.features != VERSION:
        note(f"building the classifier from {data}: a few seconds, once")
        examples = development_examples(data)
        made = learn(examples, settings.head, settings.guarantee, f"learnt@{checksum[:8]}")
        persist.save(folder, made, checksum, {"examples": len(examples)})
    return _loaded(folder, _stamp(folder))


@lru_cache(maxsize=4)
def registered(model: str, uri: str, home: Path, registry: Any) -> Path:
    """The folder of a registered model, fetched once in the life of a process: exactly what was measured."""
    folder: Path = registry.downloaded(
        model, uri, home / "registered" / hashlib.sha256(model.encode()).hexdigest()[:12]
    )
    return folder


def development_examples(file: Path) -> list[Example]:
    """The examples that settings may be chosen on: never those of services that are opened only to measure."""
    return [example for example in read_examples(file) if example.split in ("", "dev")]


def _checksum(data: Path, settings: ClassifySettings) -> str:
    content = (
        data.read_bytes() + settings.head.model_dump_json().encode() + settings.guarantee.model_dump_json().encode()
    )
    return hashlib.sha256(content).hexdigest()


def _stamp(folder: Path) -> str:
    known = persist.about(folder)
    return known.models if known else ""


@lru_cache(maxsize=4)
def _loaded(folder: Path, stamp: str) -> Champion:
    """One object for all pipelines of a process; `stamp` changes with the model."""
    return persist.load(folder)
