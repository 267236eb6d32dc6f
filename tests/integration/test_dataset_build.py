"""A small service is really run, built into a data set, and checked: the same seed gives the same files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from arbase.cli import app
from arbase.domain.errors import ReplayError
from arbase.evaluation.dataset.tables import read_rows
from arbase.evaluation.seeded.stage import Played, Segment
from arbase.sandbox.interface import Sandbox
from tests.unit.evaluation.seeded.small_benchmark import write_toy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
NOISE = {
    "id": "toy-no-rate",
    "title": "The rate is not configured on a new machine",
    "kind": "deploy",
    "why": "The machine was started without its configuration; the roll-out was stopped.",
    "env": {"TOY_RATE": "none"},
    "occurrences": [{"kind": "request", "path": "/price/tea"}, {"kind": "request", "path": "/price/milk"}],
    "pattern": {"shape": "deploy", "per_day": 4, "users": 3},
    "expect": {"exception": "ValueError", "message": "none"},
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    toy = write_toy(folder / "services" / "toy", folder / "scratch")
    (toy / "noise").mkdir()
    (toy / "noise" / "no-rate.yaml").write_text(yaml.safe_dump(NOISE))
    known = {"seed": 5, "weeks": 2, "services": str(folder / "services"), "procedural": 0, "actionable_share": 0.5}
    (folder / "dataset.yaml").write_text(yaml.safe_dump(known))
    return folder / "dataset.yaml"


def run(settings: Path, *words: str) -> str:
    home = settings.parent / "home"
    done = CliRunner().invoke(app, ["--set", f"home={home}", "dataset", "--settings", str(settings), *words])
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.output


def test_two_builds_give_the_same_files_and_both_labels(settings: Path, tmp_path: Path) -> None:
    sums = []
    for name in ("one", "two"):
        target = tmp_path / name
        run(settings, "build", "--jobs", "1", "--target", str(target))
        sums.append([(target / part / "SHA256SUMS").read_text() for part in ("alerts", "fixes")])
        for part in (settings.parent / "home" / "dataset").glob("weeks-*.json"):
            part.unlink()  # the second build must run the weeks again, not read them
    assert sums[0] == sums[1]
    rows = read_rows(tmp_path / "one" / "alerts")
    assert {row["label"] for row in rows} == {"actionable", "noise"}
    assert all(row["count"] == len(row["times"]) > 0 for row in rows)
    (fix,) = read_rows(tmp_path / "one" / "fixes")
    assert fix["instance_id"] == "toy-unknown-name"
    assert "TypeError" in fix["problem_statement"]
    assert "if found is None" in fix["patch"]
    output = run(settings, "validate", "--files-only", "--target", str(tmp_path / "one"))
    assert "incidents" in output


def test_week_in_which_nothing_is_heard_is_an_error_and_leaves_the_data_alone(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(segments: Sequence[Segment], sandbox: Sandbox) -> dict[str, list[Played]]:
        return {
            one.id: [Played(segment=one.id, occurrence=job.id, fault="no such tree") for job in one.occurrences]
            for one in segments
        }

    monkeypatch.setattr("arbase.evaluation.dataset.streams.play", broken)
    target = tmp_path / "data"
    target.mkdir()
    home = tmp_path / "home"
    words = ["--set", f"home={home}", "dataset", "--settings", str(settings), "build", "--jobs", "1"]
    done = CliRunner().invoke(app, [*words, "--target", str(target)])
    assert isinstance(done.exception, ReplayError)
    assert "no cause sent anything" in str(done.exception)
    assert "no such tree" in str(done.exception)
    assert list(target.iterdir()) == []
    assert list((home / "dataset").glob("weeks-*")) == []


def test_validation_counts_what_really_ran_and_forgets_it_when_the_bug_changes(settings: Path, tmp_path: Path) -> None:
    run(settings, "build", "--jobs", "1", "--target", str(tmp_path / "data"))
    words = ("validate", "--trivial", "--target", str(tmp_path / "data"), "--json", str(tmp_path / "totals.json"))

    def totals(*words: str) -> dict[str, object]:
        run(settings, *words)
        return json.loads((tmp_path / "totals.json").read_bytes())["totals"]

    first = totals(*words)
    assert (first["validated"], first["rejected"], first["unchecked"]) == (2, 0, 0)
    checked = json.loads((tmp_path / "data" / "validation.json").read_bytes())["checked"]["toy-unknown-name"]
    # The bug's commit stands before the last one; it is the last one of its file as well as not: the later one adds
    # a route to the same file, so no revert mends it.
    assert checked["taken"] == {
        "mask": False,
        "revert the last commit": False,
        "revert the last commit of the crashing file": False,
    }
    shown = run(settings, "show", "--target", str(tmp_path / "data"), "--baselines")
    assert "repair, revert the last commit: 0/1" in shown
    oracle = next((settings.parent / "services" / "toy" / "bugs").rglob("test_*.py"))
    oracle.write_text(oracle.read_text() + "\n# another text\n")
    stale = totals("validate", "--files-only", *words[2:])
    assert (stale["validated"], stale["unchecked"]) == (1, 1)


def test_stopped_build_leaves_no_process(settings: Path, tmp_path: Path) -> None:
    words = (
        sys.executable,
        "-m",
        "arbase",
        "--set",
        f"home={tmp_path / 'home'}",
        "dataset",
        "--settings",
        str(settings),
    )
    build = subprocess.Popen(
        [*words, "build", "--jobs", "2", "--target", str(tmp_path / "data")],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        below: set[int] = set()
        until = time.monotonic() + 120
        while time.monotonic() < until and len([pid for pid in below if b"staged" in command(pid)]) < 2:
            time.sleep(0.05)
            below |= descendants(build.pid)
    finally:
        build.send_signal(signal.SIGTERM)
        build.wait(timeout=20)
    assert len(below) >= 3
    until = time.monotonic() + 20
    while time.monotonic() < until and any(command(pid) for pid in below):
        time.sleep(0.1)
    assert [command(pid) for pid in below if command(pid)] == []


def descendants(root: int) -> set[int]:
    """The processes below `root`."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


def command(pid: int) -> bytes:
    """The command line of a process that still runs; empty for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
