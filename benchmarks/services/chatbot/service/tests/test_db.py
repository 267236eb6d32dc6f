import asyncio
import sqlite3

import pytest

from chatbot.db import Database

ADD = "INSERT INTO users VALUES (?, 'X', 'free', NULL, NULL, 0, '2026-01-01T00:00:00+00:00')"


def test_one_and_all(tmp_path):
    db = Database(tmp_path / "x.sqlite")
    asyncio.run(db.run(ADD, "x"))
    assert asyncio.run(db.one("SELECT id FROM users")) == {"id": "x"}
    assert asyncio.run(db.one("SELECT id FROM users WHERE id = 'y'")) is None


def test_batch_is_all_or_nothing(tmp_path):
    db = Database(tmp_path / "x.sqlite")
    with pytest.raises(sqlite3.IntegrityError):
        asyncio.run(db.batch([(ADD, ("x",)), (ADD, ("x",))]))
    assert asyncio.run(db.all("SELECT * FROM users")) == []
