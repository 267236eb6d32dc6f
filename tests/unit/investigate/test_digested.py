"""Credentials of which only a digest is stored, told in some text of the repository."""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from arbase.investigate.digested import credentials_behind
from arbase.investigate.stored import SURVEY, digests_of, secrets_of
from arbase.workspace.code import CodeReader

SQL = "-- ann: chalk; the desks hold desk-token and till-token.\nINSERT INTO sessions VALUES ('5e88');\n"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(sha256("desk-token"), id="hexadecimal"),
        pytest.param(sha256("desk-token").upper(), id="in capitals"),
        pytest.param(f"sha256${sha256('desk-token')}", id="behind the name of the algorithm"),
        pytest.param(hashlib.sha1(b"desk-token").hexdigest(), id="another algorithm"),
        pytest.param(base64.b64encode(hashlib.sha512(b"desk-token").digest()).decode(), id="base64"),
        pytest.param(base64.urlsafe_b64encode(hashlib.sha256(b"desk-token").digest()).decode()[:43], id="in URLs"),
    ],
)  # fmt: skip
def test_a_word_with_a_stored_digest_is_the_credential(stored: str) -> None:
    assert credentials_behind([stored], [SQL]) == ["desk-token"]


def test_they_come_in_the_order_in_which_they_are_stored_each_once() -> None:
    stored = [sha256("till-token"), sha256("nobody"), sha256("desk-token"), sha256("till-token")]
    assert sorted(credentials_behind(stored, ["", SQL, SQL])) == ["desk-token", "till-token"]
    assert credentials_behind(stored[:3], [SQL]) == ["till-token", "desk-token"]


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param("pbkdf2:sha256:20000$RNnfpQxJ$" + "63" * 32, id="a password"),
        pytest.param("desk-token", id="no digest"),
        pytest.param(sha256("desk-token ") + "\n", id="not whole"),
        pytest.param("", id="nothing"),
    ],
)
def test_nothing_else_is_one(stored: str) -> None:
    assert credentials_behind([stored], [SQL]) == []


def test_the_survey_tells_digests_apart_from_what_is_sent_as_it_is(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"desk-token").digest()
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database:
        database.execute("CREATE TABLE sessions (id TEXT, desk INTEGER)")
        database.execute("CREATE TABLE machines (name TEXT, key_digest BLOB, note TEXT)")
        database.execute("INSERT INTO sessions VALUES (?, 1)", [sha256("till-token")])
        database.execute("INSERT INTO machines VALUES ('desk', ?, ?)", [digest, "a note of more than thirty letters"])
        database.commit()
    said = subprocess.run([sys.executable, "-c", SURVEY], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert digests_of(said.stdout) == [sha256("till-token"), digest.hex()]
    assert secrets_of(said.stdout) == []
    (tmp_path / "demo.sql").write_text(SQL)
    texts = list(CodeReader(tmp_path).texts())
    assert texts == [SQL]
    assert credentials_behind(digests_of(said.stdout), texts) == ["till-token", "desk-token"]


def test_a_survey_that_hostile_code_printed_tells_nothing() -> None:
    assert digests_of("[[") == digests_of("3") == digests_of(json.dumps([[1]])) == []
    assert digests_of(json.dumps([["a", "b", 1, [], [], [], [7, None]]])) == []
