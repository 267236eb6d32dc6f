"""Noise files: what is accepted, and what each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from arbase.domain.errors import UserError
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.noise import read_noise, read_workload
from tests.unit.evaluation.seeded.small_benchmark import write_toy

FAMILY = {
    "id": "toy-scanner",
    "title": "A scanner asks for pages that never were",
    "kind": "bot",
    "why": "Scanners are on every public address; the answer 404 is right.",
    "occurrences": [{"kind": "request", "path": "/price/{word}?n={small}"}],
    "pattern": {"shape": "burst", "per_day": 30, "users": 0},
    "expect": {"exception": "TypeError"},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    return write_toy(folder / "toy", folder / "scratch")


@pytest.fixture
def toy(built: Path) -> SeededService:
    for file in (built / "noise").glob("*"):
        file.unlink()
    (built / "noise").mkdir(exist_ok=True)
    (built / "workload.yaml").unlink(missing_ok=True)
    return read_service(built)


def write(service: SeededService, **changes: object) -> None:
    (service.folder / "noise" / "scanner.yaml").write_text(yaml.safe_dump({**FAMILY, **changes}))


def test_family_is_read(toy: SeededService) -> None:
    write(toy, twin_of="unknown-name", faults=[{"kind": "dependency", "env": "X", "does": "timeout"}])
    (family,) = read_noise(toy)
    assert family.noise.twin_of == "unknown-name"
    assert family.noise.faults[0].kind == "dependency"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kinds": "bot"}, "unknown key 'kinds'; did you mean 'kind'"),
        ({"kind": "robot"}, "kind"),
        ({"id": "toy-other"}, "the file's name"),
        ({"expect": {}}, "give `exception` or `logger`"),
        ({"twin_of": "unknown-nam"}, "did you mean 'unknown-name'"),
        ({"twin_of": "unknown-name", "expect": {"exception": "KeyError"}}, "must expect its exception TypeError"),
        ({"occurrences": [{"kind": "request", "path": "/{wrod}"}]}, "did you mean {word}"),
        ({"faults": [{"kind": "overlap"}]}, "does not fit a request"),
        ({"faults": [{"kind": "dependency", "env": "X", "does": "explode"}]}, "does"),
        ({"why": "because"}, "why"),
    ],
)
def test_mistake_is_told_in_one_line_with_its_file(toy: SeededService, changes: dict, told: str) -> None:
    write(toy, **changes)
    with pytest.raises(UserError, match=r"scanner\.yaml|no bug") as caught:
        read_noise(toy)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_placeholder_of_the_workload_is_known_and_doubled_braces_are_literal(toy: SeededService) -> None:
    write(toy, occurrences=[{"kind": "request", "path": "/{street}/{{word}}"}])
    (toy.folder / "workload.yaml").write_text("values: {street: [a, b]}\nrequests: [{kind: request, path: /health}]\n")
    assert read_workload(toy).requests[0].path == "/health"
    assert len(read_noise(toy)) == 1


def test_service_without_noise_has_none(toy: SeededService) -> None:
    assert read_noise(toy) == ()
