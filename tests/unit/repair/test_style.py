"""A fix is written as the repository formats its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.service import Commands, Service
from arbase.repair.static.style import RepositoryStyle
from arbase.sandbox.interface import Sandbox, SandboxRun

CLEAN = "import os\n\nprint(os.name)\n"


class Formatter(Sandbox):
    """Runs no process: does to the named files what `program` of the command says."""

    name = "scripted"

    def __init__(self) -> None:
        self.ran: list[tuple[str, ...]] = []

    def run(self, command, *, folder, stdin=b"", env=None, readable=(), limits=None) -> SandboxRun:
        """Double quotes for single ones, a failure, or a link to a file outside."""
        self.ran.append(command)
        for path in (folder / word for word in command if word.endswith(".py")):
            if "quotes" in command:
                path.write_text(path.read_text().replace("'", '"'))
            elif "links" in command:
                path.unlink()
                path.symlink_to("/etc/hostname")
        return SandboxRun(
            command=command,
            exit_status=1 if "fails" in command else 0,
            seconds=0.0,
            stdout=b"",
            stderr=b"",
            timed_out=False,
            truncated=False,
            sandbox=self.name,
        )

    def isolation(self) -> str:
        """None at all."""
        return "scripted"


def style(tree: Path, **commands: tuple[str, ...]) -> tuple[RepositoryStyle, Formatter]:
    (tree / "app.py").write_text(CLEAN)
    sandbox = Formatter()
    return RepositoryStyle(sandbox, Service(name="shop", repository=tree, commands=Commands(**commands)), tree), sandbox


def test_what_the_fix_changes_is_formatted_and_the_tree_stays(tmp_path: Path):
    own, _ = style(tmp_path, format=("quotes",))
    written = own.written(
        {"app.py": CLEAN + "x = 'a'\n", "tests/test_new.py": "y = 'b'\n", "gone.py": None, "a.txt": "'"}
    )
    assert written == {
        "app.py": CLEAN + 'x = "a"\n',
        "tests/test_new.py": 'y = "b"\n',
        "gone.py": None,
        "a.txt": "'",
    }
    assert (tmp_path / "app.py").read_text() == CLEAN
    assert not (tmp_path / "tests").exists()


def test_a_file_that_was_never_formatted_so_is_left_alone(tmp_path: Path):
    own, _ = style(tmp_path, format=("quotes",))
    (tmp_path / "app.py").write_text("old = 'style'\n")
    assert own.written({"app.py": "old = 'style'\nnew = 'a'\n"}) == {"app.py": "old = 'style'\nnew = 'a'\n"}


@pytest.mark.parametrize("program", ["fails", "links"])
def test_a_formatter_that_breaks_changes_nothing(tmp_path: Path, program: str):
    own, _ = style(tmp_path, format=(program,))
    assert own.written({"app.py": "x = 'a'\n"}) == {"app.py": "x = 'a'\n"}


def test_a_linter_that_can_mend_does_so_first(tmp_path: Path):
    own, sandbox = style(tmp_path, lint=("python", "-m", "ruff", "check", "."), format=("quotes",))
    own.written({"new.py": "x = 1\n"})
    assert sandbox.ran[0][1:] == ("-m", "ruff", "check", "--fix-only", "--quiet", "new.py")
    assert sandbox.ran[1] == ("quotes", "new.py")


def test_without_a_formatter_nothing_runs(tmp_path: Path):
    own, sandbox = style(tmp_path, lint=("flake8", "."))
    assert own.written({"app.py": "x = 'a'\n"}) == {"app.py": "x = 'a'\n"}
    assert sandbox.ran == []
