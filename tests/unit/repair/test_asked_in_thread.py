"""A connection of SQLite is asked in the thread in which it was opened."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LISTS = """
import asyncio
import sqlite3


def connect():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE items (name TEXT)")
    connection.execute("INSERT INTO items VALUES ('b'), ('a')")
    return connection


def names(connection, least: int) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM items WHERE length(name) >= ?", (least,))]


def _table(connection: object, least: int, mark: str) -> str:
    head = mark.upper()
    {asked}
    return head + ",".join(sorted(found))


async def export(mark):
    connection = connect()
    least = 1
    return await asyncio.to_thread(_table, connection, {least}, mark)


def run():
    return asyncio.run(export("x"))
{more}
"""
ASKED = "found = names(connection, least)"


@named(
    [
        Case(
            "what is asked for goes to the thread",
            LISTS.format(asked=ASKED, least="least", more=""),
            "run()",
            (
                "-def _table(connection: object, least: int, mark: str) -> str:",
                "+def _table(found: list[str], least: int, mark: str) -> str:",
                "-    found = names(connection, least)",
                "-    return await asyncio.to_thread(_table, connection, least, mark)",
                "+    found = names(connection, least)",
                "+    return await asyncio.to_thread(_table, found, least, mark)",
            ),
            "Xa,b",
        )
    ]
)
def test_it_is_asked_where_it_was_opened(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "what is asked depends on what the thread works out",
            LISTS.format(asked="found = names(connection, len(head))", least="least", more=""),
            "run()",
            "asked-in-thread",
        ),
        Silent(
            "a parameter that the coroutine calls otherwise",
            LISTS.format(asked=ASKED, least="least + 1", more=""),
            "run()",
            "asked-in-thread",
        ),
        Silent(
            "others call the function as well",
            LISTS.format(asked=ASKED, least="least", more="\nFORMS = {'table': _table}"),
            "run()",
            "asked-in-thread",
        ),
    ]
)
def test_other_work_stays_in_the_thread(case, tmp_path):
    check_silent(case, tmp_path)
