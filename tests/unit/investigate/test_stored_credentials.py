"""Whose request it was is told only as redacted: credentials that the set-up stored, or that code has by default."""

from __future__ import annotations

import ast
import json
import sqlite3
import subprocess
import sys
from contextlib import closing

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.credentials import by_somebody, default_credentials, with_stored_credentials
from arbase.investigate.stimulus import Rebuilt
from arbase.investigate.stored import SURVEY, secrets_of
from arbase.replay.interface import Recorded

CODE = """
import os
DESK_TOKEN = "desk-dev"
STAFF = os.environ.get("STAFF_TOKEN", "staff-dev")
NAME = os.environ.get("NAME", "coop")
LIMIT = 3
"""


def test_texts_that_stand_for_a_credential_by_default():
    assert default_credentials([ast.parse(CODE)]) == ["desk-dev", "staff-dev"]


def test_redacted_headers_take_each_value_and_others_stay():
    headers = (("x-staff-token", "[Filtered]"), ("accept", "text/csv"), ("authorization", "Bearer [Filtered]"))
    found = with_stored_credentials(Rebuilt(stimulus=Stimulus(headers=headers)), ["tok-a"])
    assert [dict(one.stimulus.headers) for one in found] == [
        {"x-staff-token": "tok-a", "accept": "text/csv", "authorization": "Bearer tok-a"}
    ]
    assert found[0].secrets == ("x-staff-token", "authorization")
    assert with_stored_credentials(Rebuilt(stimulus=Stimulus(headers=(("accept", "x"),))), ["tok-a"]) == []


def test_the_survey_reads_columns_of_credentials(tmp_path):
    with closing(sqlite3.connect(tmp_path / "shop.db")) as database:
        database.execute("CREATE TABLE members (id INTEGER, name TEXT, api_token TEXT)")
        database.executemany("INSERT INTO members VALUES (?, ?, ?)", [(1, "Ada", "tok-ada"), (2, "Bo", "tok-bob")])
        database.commit()
    said = subprocess.run([sys.executable, "-c", SURVEY], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert secrets_of(said.stdout) == ["tok-ada", "tok-bob"]


def test_a_survey_that_hostile_code_printed_tells_nothing():
    assert secrets_of("[[") == secrets_of("3") == secrets_of(json.dumps([[1]])) == []
    assert secrets_of(json.dumps([["a", "b", 1, [], [], ["x\n" * 9, 7]]])) == []


def test_what_changes_something_is_asked_by_others_that_the_tests_know_as_well() -> None:
    sent = Rebuilt(
        stimulus=Stimulus(headers=(("authorization", "Bearer a"), ("accept", "x"))), secrets=("authorization",)
    )
    tests = [
        Recorded(stimulus=Stimulus(headers=(("authorization", f"Bearer {who}"),)), status=status)
        for who, status in (("a", 200), ("office", 200), ("nobody", 401))
    ]
    read, write = Stimulus(target="/me"), Stimulus(method="PUT", target="/lots/1/hold")
    found = [(one.target, dict(one.headers)) for one in by_somebody([read, write], sent, tests)]
    assert found == [
        ("/me", {"authorization": "Bearer a"}),
        ("/lots/1/hold", {"authorization": "Bearer a"}),
        ("/lots/1/hold", {"authorization": "Bearer office"}),
    ]


def test_where_nobody_signed_in_others_are_asked_too_and_nobody() -> None:
    tests = [Recorded(stimulus=Stimulus(headers=(("authorization", "Bearer office"),)), status=200)]
    found = [one.headers for one in by_somebody([Stimulus(target="/me")], Rebuilt(stimulus=Stimulus()), tests)]
    assert found == [(), (("authorization", "Bearer office"),)]
