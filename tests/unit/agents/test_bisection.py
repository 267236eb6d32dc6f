"""Bisection finds the first version that fails, also where some cannot be run, in few runs."""

from __future__ import annotations

import pytest

from arbase.agents.bisection import RUNS, Bisection, Seen, search
from arbase.agents.runs import Runs
from tests.hostile import job_scene
from tests.unit.verify.doubles import commit, stage, write


def looked(commits, first_bad, unknown=()):
    """What a search finds, and what it looked at."""
    seen = []

    def at(name):
        seen.append(name)
        number = commits.index(name)
        return Seen(name, None if number in unknown else number >= first_bad, "")

    return search(commits, at, "now"), seen


@pytest.mark.parametrize("count", [1, 2, 3, 10, 100])
def test_the_first_failing_version_is_found_wherever_it_is(count):
    commits = [f"c{number}" for number in range(count)]
    for first_bad in {1, count // 2, count - 1, count} - {0}:
        found, seen = looked(commits, first_bad)
        assert found.first == ([*commits, "now"])[first_bad]
        assert found.between == ()
        assert len(seen) <= RUNS


def test_a_failure_as_old_as_the_history_has_no_first_version():
    found, _ = looked(["a", "b", "c"], 0)
    assert (found.first, found.between) == (None, ("a",))


def test_a_good_version_is_found_between_failing_ones_and_some_that_tell_nothing():
    found, seen = looked([f"c{number}" for number in range(40)], 31, unknown=set(range(25)))
    assert found.first == "c31"
    assert len(seen) <= RUNS


def test_what_fails_since_it_exists_has_its_oldest_failing_version_named():
    found, _ = looked([f"c{number}" for number in range(20)], 0, unknown=set(range(12)))
    assert (found.first, found.between) == (None, ("c12",))


def test_versions_that_cannot_be_run_stay_candidates():
    found, _ = looked([f"c{number}" for number in range(10)], 6, unknown={4, 5})
    assert found.first == "c6"
    assert found.between == ("c4", "c5")


def test_no_more_versions_are_run_than_is_said():
    _, seen = looked([f"c{number}" for number in range(500)], 250, unknown=set(range(100, 400)))
    assert len(seen) <= RUNS


@pytest.mark.slow
def test_the_commit_that_broke_a_command_is_named_by_runs_in_the_sandbox(tmp_path):
    tmp_path.chmod(0o755)
    built = stage(job_scene(), tmp_path / "repository")
    root = built.service.repository
    source = (root / "job.py").read_text()
    good = commit(root, "base")
    write(root, {"job.py": source.replace('row["count"]', 'row["amount"]')})
    right = commit(root, "Read the amount")
    write(root, {"job.py": "import nothing_such\n" + source})
    commit(root, "A version that cannot be imported")
    write(root, {"job.py": source})
    bad = commit(root, "Read the count")
    write(root, {"README.md": "later\n"})
    head = commit(root, "Later")
    runs = Runs(built.replayer, root, built.service, {})
    (tool,) = Bisection(root, head, runs).tools()
    said, failed = tool({"stimulus": {"command": ["python", "job.py"]}, "good": right})
    assert not failed, said
    assert f"first version known to fail: {bad[:7]}" in said
    assert "could not be told" in said
    fine, _ = tool({"stimulus": {"command": ["python", "--version"]}})
    assert "nothing to bisect" in fine
    unknown, failed = tool({"stimulus": {"command": ["python", "job.py"]}, "good": "v99"})
    assert failed
    assert "no commit or release 'v99'" in unknown
    assert good != right
    built.replayer.close()
