from __future__ import annotations

import sys
from pathlib import Path

from arbase.sandbox.interpreter import folders_of


def make(prefix: Path) -> Path:
    (prefix / "bin").mkdir(parents=True)
    (prefix / "lib" / "python3.11").mkdir(parents=True)
    (prefix / "bin" / "python3.11").write_text("#!")
    (prefix / "bin" / "python").symlink_to("python3.11")
    return prefix / "bin" / "python"


def test_running_interpreter_needs_its_environment_and_its_base():
    found = folders_of(Path(sys.executable))
    for prefix in {Path(sys.prefix), Path(sys.base_prefix)}:
        assert str(prefix).startswith("/usr") or prefix in found


def test_system_interpreter_needs_nothing():
    assert folders_of(Path("/usr/bin/python3")) == ()


def test_environment_leads_to_its_base_through_every_link(tmp_path):
    base = make(tmp_path / "cpython-3.11.9")
    (tmp_path / "cpython-3.11").symlink_to("cpython-3.11.9")
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(tmp_path / "cpython-3.11" / "bin" / "python")
    (venv / "pyvenv.cfg").write_text(f"home = {tmp_path / 'cpython-3.11' / 'bin'}\n")
    assert set(folders_of(venv / "bin" / "python")) == {venv, tmp_path / "cpython-3.11", base.parent.parent}


def test_home_directory_is_never_shown_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    python = make(tmp_path)
    (tmp_path / "secret").write_text("x")
    assert set(folders_of(python)) == {tmp_path / "bin", tmp_path / "lib"}


def test_program_in_a_folder_that_is_no_installation_shows_nothing(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "tool").write_text("#!/bin/sh")
    assert folders_of(tmp_path / "bin" / "tool") == ()


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "a").symlink_to("b")
    (tmp_path / "bin" / "b").symlink_to("a")
    assert folders_of(tmp_path / "bin" / "a") == ()
