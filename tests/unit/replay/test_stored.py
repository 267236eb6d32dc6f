"""Changes of stored data hold for one stimulus, also while somebody else has the file open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from arbase.replay.inside.stored import Stored


def database(folder: Path) -> Path:
    path = folder / "shop.db"
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, price INTEGER NOT NULL)")
        opened.execute("INSERT INTO items VALUES (1, 5), (2, 7)")
        opened.commit()
    return path


def change(sql: str, *values: object, path: str = "shop.db") -> dict[str, object]:
    return {"path": path, "sql": sql, "values": list(values)}


def prices(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as opened:
        return [row[0] for row in opened.execute("SELECT price FROM items ORDER BY id")]


def test_changes_hold_until_they_are_taken_back(tmp_path: Path) -> None:
    path = database(tmp_path)
    stored = Stored(str(tmp_path.resolve()))
    with closing(sqlite3.connect(path)) as service:
        stored.lay([change("UPDATE items SET price = ?", 0), change("DELETE FROM items WHERE id = ?", 2)])
        assert service.execute("SELECT price FROM items").fetchall() == [(0,)]
        service.execute("INSERT INTO items VALUES (9, 9)")
        service.commit()
        stored.take_back()
        assert service.execute("SELECT price FROM items ORDER BY id").fetchall() == [(5,), (7,)]
    stored.take_back()
    assert prices(path) == [5, 7]


def test_a_change_that_the_schema_refuses_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    path = database(tmp_path)
    stored = Stored(str(tmp_path.resolve()))
    with pytest.raises(sqlite3.IntegrityError):
        stored.lay([change("UPDATE items SET price = 1"), change("UPDATE items SET price = ?", None)])
    stored.take_back()
    assert prices(path) == [5, 7]


@pytest.mark.parametrize("where", ["../shop.db", "missing.db", "link.db", "/etc/passwd"])
def test_only_files_of_the_copy_are_changed(tmp_path: Path, where: str) -> None:
    path = database(tmp_path)
    root = tmp_path / "copy"
    root.mkdir()
    (root / "link.db").symlink_to(path)
    with pytest.raises(ValueError, match="no data"):
        Stored(str(root.resolve())).lay([change("UPDATE items SET price = 1", path=where)])
    assert prices(path) == [5, 7]


def test_input_files_are_there_for_one_stimulus_only(tmp_path: Path) -> None:
    (tmp_path / "sold.csv").write_bytes(b"a\r\n1\r\n")
    (tmp_path / "link.csv").symlink_to("/etc/hostname")
    stored = Stored(str(tmp_path))
    stored.write([["sold.csv", "a\n"], ["var/new.csv", "x"], ["../out.csv", "x"], ["link.csv", "x"]])
    assert (tmp_path / "sold.csv").read_bytes() == b"a\n"
    assert (tmp_path / "var" / "new.csv").read_text() == "x"
    assert not (tmp_path.parent / "out.csv").exists()
    assert (tmp_path / "link.csv").is_symlink()
    stored.write([["sold.csv", "b\n"]])
    stored.take_back()
    assert (tmp_path / "sold.csv").read_bytes() == b"a\r\n1\r\n"
    assert not (tmp_path / "var" / "new.csv").exists()


def test_a_link_in_the_place_of_an_input_file_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path.parent / f"{tmp_path.name}-other"
    other.write_text("mine")
    (tmp_path / "sold.csv").write_text("before")
    stored = Stored(str(tmp_path))
    stored.write([["sold.csv", "a"]])
    (tmp_path / "sold.csv").unlink()
    (tmp_path / "sold.csv").symlink_to(other)
    stored.take_back()
    assert other.read_text() == "mine"
    assert (tmp_path / "sold.csv").read_text() == "before"
