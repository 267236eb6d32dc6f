"""Whether a release holds a fix is read from the repository's history."""

from __future__ import annotations

import subprocess
from datetime import timedelta

from arbase.intake.regressions import Fix, holds
from tests.fakes import NOW
from tests.unit.verify.doubles import commit, write


def test_a_release_holds_a_fix_that_is_behind_it_also_by_its_tag(tmp_path):
    write(tmp_path, {"a.py": "1\n"})
    old = commit(tmp_path, "old")
    write(tmp_path, {"a.py": "2\n"})
    made = commit(tmp_path, "the fix")
    write(tmp_path, {"a.py": "3\n"})
    commit(tmp_path, "later")
    subprocess.run(["git", "tag", "v2"], cwd=tmp_path, check=True)
    fix = Fix(proposal="p", title="t", commit=made, approved_at=NOW + timedelta(days=3650), approved_by="ann")
    assert holds(tmp_path, made, fix) is True
    assert holds(tmp_path, "shop@v2", fix) is True
    assert holds(tmp_path, old, fix) is False
    # A squashed fix has another name: a release that is newer than the approval counts as one with it.
    squashed = fix.model_copy(update={"commit": "0" * 40, "approved_at": NOW - timedelta(days=3650)})
    assert holds(tmp_path, "v2", squashed) is True
    assert holds(tmp_path, "7.1.0", fix) is None
    assert holds(tmp_path, None, fix) is None
    assert holds(tmp_path / "nowhere", "v2", fix) is None
