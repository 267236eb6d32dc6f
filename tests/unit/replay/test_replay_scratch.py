from __future__ import annotations

import os
from pathlib import Path

import pytest

from arbase.replay.inside.scratch import Scratch


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    (tree / "pkg" / "deep").mkdir(parents=True)
    (tree / "pkg" / "a.py").write_text("a")
    (tree / "pkg" / "deep" / "b.py").write_text("b")
    (tree / "run.sh").write_text("#!/bin/sh\n")
    (tree / "run.sh").chmod(0o755)
    (tree / "link").symlink_to("pkg/a.py")
    (tree / ".git").mkdir()
    (tree / ".git" / "config").write_text("secret")
    return tree


@pytest.fixture
def scratch(tree: Path, tmp_path: Path) -> Scratch:
    made = Scratch(str(tree), str(tmp_path / "copy"))
    made.fill()
    return made


def content(folder: str) -> dict[str, str]:
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        found[name] = f"-> {path.readlink()}" if path.is_symlink() else path.read_text() if path.is_file() else "/"
    return found


def test_copy_has_everything_but_git(scratch: Scratch) -> None:
    found = content(scratch.root)
    assert found["pkg/deep/b.py"] == "b"
    assert found["link"] == "-> pkg/a.py"
    assert not any(name.startswith(".git") for name in found)
    assert os.access(f"{scratch.root}/run.sh", os.X_OK)


def vandalise_files(root: Path) -> None:
    (root / "pkg" / "a.py").write_text("z")
    os.utime(root / "pkg" / "a.py", (0, 0))
    (root / "pkg" / "deep" / "b.py").unlink()
    (root / "new").mkdir()
    (root / "new" / "file").write_text("x")


def vandalise_kinds(root: Path) -> None:
    (root / "pkg" / "deep" / "b.py").unlink()
    (root / "pkg" / "deep").rmdir()
    (root / "pkg" / "deep").symlink_to("/etc")
    (root / "run.sh").unlink()
    (root / "run.sh").mkdir()
    (root / "run.sh" / "x").write_text("x")


def vandalise_rights(root: Path) -> None:
    (root / "pkg" / "a.py").chmod(0)
    (root / "pkg" / "deep").chmod(0)


@pytest.mark.parametrize("vandalise", [vandalise_files, vandalise_kinds, vandalise_rights])
def test_reset_undoes_everything(scratch: Scratch, vandalise: object) -> None:
    before = content(scratch.root)
    assert callable(vandalise)
    vandalise(Path(scratch.root))
    scratch.reset()
    assert content(scratch.root) == before
    assert not Path("/etc/b.py").exists()


def test_changed_content_of_equal_size_and_time_is_seen(scratch: Scratch) -> None:
    path = Path(scratch.root) / "pkg" / "a.py"
    details = path.stat()
    path.write_text("z")
    os.utime(path, ns=(details.st_atime_ns, details.st_mtime_ns))
    scratch.reset()
    assert path.read_text() == "a"


def test_overlay_replaces_adds_and_deletes_and_is_undone(scratch: Scratch) -> None:
    before = content(scratch.root)
    scratch.lay({"pkg/a.py": "new\r\n", "more/c.py": "c", "pkg/deep/b.py": None, "link": "no link"})
    found = content(scratch.root)
    assert (Path(scratch.root) / "pkg" / "a.py").read_bytes() == b"new\r\n"
    assert (found["more/c.py"], found["link"]) == ("c", "no link")
    assert "pkg/deep/b.py" not in found
    scratch.reset()
    assert content(scratch.root) == before


def test_compiled_code_is_kept_but_never_for_an_overlaid_file(scratch: Scratch) -> None:
    compiled = Path(scratch.root) / "pkg" / "__pycache__" / "a.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled")
    scratch.keep("pkg/__pycache__/a.cpython-311.pyc")
    scratch.reset()
    assert compiled.read_bytes() == b"compiled"
    scratch.lay({"pkg/a.py": "other"})
    assert not compiled.exists()
    scratch.reset()
    assert compiled.read_bytes() == b"compiled"


def test_refresh_follows_the_tree(scratch: Scratch, tree: Path) -> None:
    (tree / "pkg" / "a.py").write_text("newer")
    (tree / "added.py").write_text("added")
    (tree / "run.sh").unlink()
    scratch.refresh()
    found = content(scratch.root)
    assert (found["pkg/a.py"], found["added.py"]) == ("newer", "added")
    assert "run.sh" not in found
    scratch.reset()
    assert content(scratch.root) == found
