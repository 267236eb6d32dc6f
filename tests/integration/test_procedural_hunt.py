"""Procedural bugs of a small service: hunted for real, kept as small text, made again from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.dataset.facts import clean_tree
from arbase.evaluation.dataset.hunt import hunt
from arbase.evaluation.dataset.kept import folder_of, read_kept
from arbase.evaluation.dataset.planted import procedural_facts
from arbase.evaluation.dataset.work import Work
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.checkout import fresh_copy
from arbase.evaluation.seeded.grade import GradeResult, run_hidden
from arbase.evaluation.seeded.history import run_git
from arbase.sandbox.process import ProcessSandbox
from tests.unit.evaluation.seeded.small_benchmark import write_toy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SANDBOX = ProcessSandbox()
WORKLOAD = "requests: [{kind: request, path: /price/tea}, {kind: request, path: /price/milk}]\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[SeededService, Work]:
    folder = tmp_path_factory.mktemp("hunt")
    toy = write_toy(folder / "toy", folder / "scratch")
    (toy / "workload.yaml").write_text(WORKLOAD)
    (folder / "work").mkdir()
    return read_service(toy), Work(folder / "work")


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def hunted(place: tuple[SeededService, Work]) -> tuple[SeededService, Work]:
    service, work = place
    found = hunt(service, work, SANDBOX, 600, silent)
    assert found.kept >= 1
    assert found.waiting == 0
    return service, work


def test_guard_that_no_test_looks_at_is_found_and_kept(hunted: tuple[SeededService, Work]) -> None:
    kept = read_kept(hunted[0])
    bug = next(one for one in kept.bugs if one.operator == "drop guard")
    assert (bug.function, bug.crash.exception, bug.crash.file) == ("price", "TypeError", "toy/app.py")
    assert [kept.traffic[place].path for place in bug.triggers] == ["/price/salt"]
    assert len(bug.answers) == 3


def test_second_hunt_goes_on_where_the_first_ended(hunted: tuple[SeededService, Work]) -> None:
    service, work = hunted
    before = read_kept(service)
    again = hunt(service, work, SANDBOX, 600, silent)
    assert again.kept == len(before.bugs)
    assert read_kept(service) == before


def test_kept_bug_becomes_a_case_whose_oracle_tells_it_from_the_clean_service(
    hunted: tuple[SeededService, Work], tmp_path: Path
) -> None:
    service, work = hunted
    planted = procedural_facts(service, 50, work, SANDBOX)
    assert planted.rejected == {}
    number = next(n for n, one in enumerate(read_kept(service).bugs) if one.operator == "drop guard")
    facts = planted.facts[number]
    assert (facts.id, facts.origin, facts.family) == (f"toy-p{number + 1:03d}", "procedural", "none")
    assert "+    if found is None:" in facts.patch
    tree = clean_tree(service, work, SANDBOX)
    for source, result in ((None, GradeResult.PASSED), (facts.overlay["toy/app.py"], GradeResult.FAILED)):
        with fresh_copy(tree) as copy:
            if source is not None:
                (copy / "toy/app.py").write_text(source)
            (tmp_path / "oracle.patch").write_text(facts.test_patch)
            run_git(copy, "apply", str(tmp_path / "oracle.patch"))
            assert run_hidden(copy, (copy / "hidden_oracle",), SANDBOX).result is result


def test_bug_that_a_test_notices_takes_it_out_and_hides_it(hunted: tuple[SeededService, Work], tmp_path: Path) -> None:
    service, work = hunted
    number = next(n for n, one in enumerate(read_kept(service).bugs) if one.noticed)
    assert read_kept(service).bugs[number].noticed == ("tests/test_price.py::test_price",)
    facts = procedural_facts(service, 50, work, SANDBOX).facts[number]
    assert "tests/test_price.py::test_price" in facts.fail_to_pass
    assert "test_price" not in (facts.overlay["tests/test_price.py"] or "")
    with fresh_copy(clean_tree(service, work, SANDBOX)) as copy:
        clean = {name: (copy / name).read_text() for name in facts.overlay}
        for name, text in facts.overlay.items():
            (copy / name).write_text(text or "")
        for name, text in (("fix", facts.patch), ("oracle", facts.test_patch)):
            (tmp_path / f"{name}.patch").write_text(text)
            run_git(copy, "apply", str(tmp_path / f"{name}.patch"))
        assert {name: (copy / name).read_text() for name in facts.overlay} == clean


def test_bug_of_other_sources_is_rejected_with_the_reason(hunted: tuple[SeededService, Work]) -> None:
    service, work = hunted
    path = folder_of(service) / "bugs.jsonl"
    text = path.read_text()
    first = read_kept(service).bugs[0]
    try:
        path.write_text(first.model_copy(update={"digest": "0" * 12}).model_dump_json() + "\n")
        planted = procedural_facts(service, 5, work, SANDBOX)
        assert planted.facts == ()
        assert "is not what it was" in planted.rejected["toy-p001"]
        path.write_text(first.model_copy(update={"triggers": (99,)}).model_dump_json() + "\n")
        with pytest.raises(UserError, match=r"bugs\.jsonl:1 names a request"):
            procedural_facts(service, 5, work, SANDBOX)
        path.write_text("{\n")
        with pytest.raises(UserError, match=r"bugs\.jsonl:1"):
            procedural_facts(service, 5, work, SANDBOX)
    finally:
        path.write_text(text)
