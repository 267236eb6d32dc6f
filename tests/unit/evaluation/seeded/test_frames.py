"""Frames of an event: which of them lie in the service's own repository."""

from __future__ import annotations

from pathlib import Path

from arbase.evaluation.seeded.frames import own_frames


def raised_in(*paths: str) -> dict:
    frames = [{"abs_path": path, "function": f"f{place}"} for place, path in enumerate(paths)]
    return {"type": "TypeError", "stacktrace": {"frames": frames}}


def test_only_files_of_the_repository_count_innermost_last(tmp_path: Path) -> None:
    for name in ("shop/app.py", "shop/search.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    raised = raised_in("/srv/run/shop/app.py", "/usr/lib/python3/x.py", "/srv/run/shop/search.py")
    assert own_frames(raised, Path("/srv/run"), tmp_path) == [("shop/app.py", "f0"), ("shop/search.py", "f2")]


def test_relative_source_of_an_extension_is_no_file_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "search.py").write_text("")
    raised = raised_in("/srv/run/search.py", "/srv/run/pandas/_libs/hashtable_class_helper.pxi")
    assert own_frames(raised, Path("/srv/run"), tmp_path) == [("search.py", "f0")]


def test_exception_without_frames_has_none(tmp_path: Path) -> None:
    assert own_frames({"type": "KeyError"}, Path("/srv/run"), tmp_path) == []
    assert own_frames({"stacktrace": None}, Path("/srv/run"), tmp_path) == []


def test_comprehension_counts_as_the_function_around_it(tmp_path: Path) -> None:
    (tmp_path / "db.py").write_text("")
    frames = [{"abs_path": "/srv/run/db.py", "function": name} for name in ("_batch", "<listcomp>")]
    assert own_frames({"stacktrace": {"frames": frames}}, Path("/srv/run"), tmp_path) == [("db.py", "_batch")]
