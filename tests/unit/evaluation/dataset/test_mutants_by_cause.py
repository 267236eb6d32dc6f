"""Kept procedural bugs are found again by the names that they have in the data set."""

from __future__ import annotations

from pathlib import Path

from arbase.evaluation.dataset.kept import Kept, KeptBug, write_kept
from arbase.evaluation.dataset.operators import mutants_of
from arbase.evaluation.dataset.planted import mutants_by_cause
from arbase.evaluation.seeded.catalogue import Crash, RequestTrigger, read_service
from tests.unit.evaluation.seeded.small_benchmark import write_toy


def test_bug_is_found_by_its_name_as_long_as_its_file_is_what_it_was(tmp_path: Path) -> None:
    service = read_service(write_toy(tmp_path / "toy", tmp_path / "scratch"))
    file = service.sources / "toy/app.py"
    mutant = next(one for one in mutants_of("toy/app.py", file.read_text()) if one.operator == "drop guard")
    crash = Crash(exception="TypeError", file="toy/app.py", function="price")
    bug = KeptBug(
        file=mutant.file,
        function=mutant.function,
        operator=mutant.operator,
        digest=mutant.digest,
        line=mutant.span[0],
        crash=crash,
        triggers=(0,),
        answers=(0,),
    )
    gone = bug.model_copy(update={"digest": "0" * 12})
    write_kept(service, Kept(traffic=(RequestTrigger(kind="request", path="/price/salt"),), bugs=(gone, bug)))
    assert mutants_by_cause(service) == {"toy-p002": mutant}
    file.write_text(file.read_text() + "\nMORE = 1\n")
    assert mutants_by_cause(service) == {}
