"""Where the code has what a commit changed, and which of it a crash points to."""

from __future__ import annotations

from pathlib import Path

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.investigate.changed import changed_places, most_likely

NOW = (
    "LIMIT = 3\n\n\ndef first(rows):\n    return rows[LIMIT]\n\n\nclass Shop:\n    def total(self):\n        return 2\n"
)
THEN = NOW.replace("rows[LIMIT]", "rows[0]").replace("return 2", "return 1")


def place(path: str, line: int, function: str) -> CodeLocation:
    return CodeLocation(path=path, line=line, function=function)


def test_changed_functions_are_named_by_the_code_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(NOW)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_shop.py").write_text("def test_a():\n    assert 1\n")
    undone = {"shop.py": THEN, "tests/test_shop.py": "", "README.md": "", "gone.py": "x = 1\n"}
    assert changed_places(tmp_path, undone) == (place("shop.py", 5, "first"), place("shop.py", 10, "Shop.total"))


def test_module_level_counts_where_nothing_else_changed(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(NOW)
    assert changed_places(tmp_path, {"shop.py": NOW.replace("LIMIT = 3", "LIMIT = 0")}) == (
        place("shop.py", 1, "<module>"),
    )


def test_crash_points_to_its_own_function_then_to_its_callers_then_to_its_file() -> None:
    crash = CrashSpec(
        exception="IndexError",
        message="",
        location=place("shop.py", 5, "first"),
        trace=(place("app.py", 9, "page"), place("shop.py", 5, "first")),
    )
    total, page, other = place("shop.py", 10, "Shop.total"), place("app.py", 8, "page"), place("b.py", 1, "f")
    assert most_likely((other, total, place("shop.py", 4, "first")), crash) == crash.location
    assert most_likely((other, total, page), crash) == crash.trace[0]
    assert most_likely((other, total), crash) == total
    assert most_likely((other,), crash) == other
    assert most_likely((), crash) is None
