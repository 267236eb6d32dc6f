import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from arbase.domain.errors import SandboxError, UserError
from arbase.evaluation.runner import Case, CaseStatus, Journal, Suite, run_suite

ROOT = Path(__file__).resolve().parents[3]


class Square(Suite):
    name = "square"

    def __init__(self, log=None, size=6, pause=0.0):
        self.log, self.size, self.pause = log, size, pause

    def cases(self):
        return [Case(str(number), number) for number in range(self.size)]

    def run(self, case):
        if self.log:
            with Path(self.log).open("a") as stream:
                stream.write(f"{case.id}\n")
        time.sleep(self.pause)
        if case.payload == 3 and self.pause == 0.0 and self.log and "die" in self.log:
            os.kill(os.getpid(), signal.SIGKILL)
        if case.payload == 4:
            raise SandboxError("no sandbox here")
        if case.payload == 5:
            raise ValueError("a defect")
        return {"square": case.payload**2}

    def totals(self, records):
        return {}


def unbuildable():
    raise UserError("the data is missing; give another file")


def test_every_case_has_a_record_in_order_and_broken_ones_count_apart():
    records = run_suite(Square, Square().cases(), jobs=1)
    assert [record.case for record in records] == list("012345")
    assert [record.result.get("square") for record in records] == [0, 1, 4, 9, None, None]
    assert [record.status for record in records[4:]] == [CaseStatus.INFRASTRUCTURE] * 2
    assert "no sandbox here" in records[4].error
    assert "defect" in records[5].error


def test_finished_cases_are_not_run_again_but_broken_ones_are(tmp_path):
    log = str(tmp_path / "log")
    journal = Journal(tmp_path / "cases.jsonl", "key")
    cases = Square().cases()
    run_suite(partial(Square, log), cases, journal=journal, jobs=1)
    again = run_suite(partial(Square, log), cases, journal=journal, jobs=1)
    ran = (tmp_path / "log").read_text().split()
    assert ran == [*"012345", *"45"]
    assert [record.result.get("square") for record in again[:4]] == [0, 1, 4, 9]


def test_a_torn_line_is_run_again_and_swallows_nothing(tmp_path):
    file = tmp_path / "cases.jsonl"
    journal = Journal(file, "key")
    run_suite(Square, Square().cases()[:3], journal=journal, jobs=1)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert sorted(journal.finished()) == ["0", "1"]
    run_suite(Square, Square().cases()[:4], journal=journal, jobs=1)
    assert sorted(journal.finished()) == ["0", "1", "2", "3"]


def test_a_journal_of_another_run_is_refused(tmp_path):
    run_suite(Square, Square().cases()[:1], journal=Journal(tmp_path / "j", "one"), jobs=1)
    with pytest.raises(UserError, match="another run"):
        run_suite(Square, Square().cases()[:1], journal=Journal(tmp_path / "j", "two"), jobs=1)


def test_a_full_disk_is_one_sentence_and_what_is_finished_stays(tmp_path):
    journal = Journal(tmp_path / "cases.jsonl", "key")
    run_suite(Square, Square().cases()[:2], journal=journal, jobs=1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.file.stat().st_size + 20, hard))
    try:
        with pytest.raises(UserError, match="cannot be written"):
            run_suite(Square, Square().cases()[:4], journal=journal, jobs=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(journal.finished()) == ["0", "1"]


@pytest.mark.slow
def test_a_case_that_kills_its_process_is_infrastructure_and_takes_no_other_with_it(tmp_path):
    records = run_suite(partial(Square, str(tmp_path / "die")), Square().cases(), jobs=2)
    assert [record.status is CaseStatus.DONE for record in records] == [True, True, True, False, False, False]
    assert "died twice" in records[3].error


def test_what_cannot_be_built_is_said():
    with pytest.raises(UserError, match="the data is missing"):
        run_suite(unbuildable, Square().cases(), jobs=2)


SCRIPT = """
import sys
from functools import partial
from pathlib import Path
from arbase.evaluation.runner import Journal, run_suite
from tests.unit.evaluation.test_runner import Square
if __name__ == "__main__":
    log, journal = sys.argv[1:]
    build = partial(Square, log, 4, 0.3)
    run_suite(build, Square(size=4).cases(), journal=Journal(Path(journal), "key"), jobs=2)
"""


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    log, file = tmp_path / "log", tmp_path / "cases.jsonl"
    command = [sys.executable, str(script), str(log), str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and len(Journal(file, "key").finished()) < 2:
        time.sleep(0.02)
    first.kill()
    first.wait()
    before = set(Journal(file, "key").finished())
    assert 2 <= len(before) < 4
    time.sleep(1.0)  # orphans notice that they are alone
    started = log.read_text().split()
    subprocess.run(command, env=environment, check=True)
    after = log.read_text().split()[len(started) :]
    assert not before & set(after)
    assert set(Journal(file, "key").finished()) == set("0123")
