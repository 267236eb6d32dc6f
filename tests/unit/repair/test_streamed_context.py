"""Streamed answers whose lines ask for a request that is over."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("flask")

TABLE = """
from flask import Flask, Response, g, request, stream_with_context

app = Flask(__name__)


def unit():
    return request.args.get("unit", "m")


def lines(rows, unit):
    yield "length"
    for row in rows:
        yield f"{row} {unit()}"


@app.route("/table")
def table():
"""
READ = "app.test_client().get('/table?unit=ft').get_data(as_text=True)"

CASES = [
    Case(
        "a generator of the program's own",
        TABLE + "    return Response(lines([3], unit), mimetype='text/csv')\n",
        READ,
        (
            "-    return Response(lines([3], unit), mimetype='text/csv')",
            "+    return Response(stream_with_context(lines([3], unit)), mimetype='text/csv')",
        ),
        "length3 ft",
    ),
    Case(
        "what is streamed has a name, and the function is an inner one",
        TABLE.replace(", stream_with_context", "")
        + """
    def made():
        yield unit()

    told = made()
    return app.response_class(told)
""",
        READ,
        (
            "-from flask import Flask, Response, g, request",
            "+from flask import Flask, Response, g, request, stream_with_context",
            "-    return app.response_class(told)",
            "+    return app.response_class(stream_with_context(told))",
        ),
        "ft",
    ),
    Case(
        "a generator expression",
        TABLE + "    return Response((unit() for _ in range(2)))\n",
        READ,
        (
            "-    return Response((unit() for _ in range(2)))",
            "+    return Response(stream_with_context((unit() for _ in range(2))))",
        ),
        "ftft",
    ),
    Case(
        "the view returns the generator itself",
        TABLE + "    return lines([3], unit), 200\n",
        READ,
        (
            "-    return lines([3], unit), 200",
            "+    return stream_with_context(lines([3], unit)), 200",
        ),
        "length3 ft",
    ),
]
SILENT = [
    Silent(
        "own code runs the generator somewhere else",
        TABLE
        + """    return Response(lines([3], unit))


def job():
    return list(lines([3], unit))
""",
        "job()",
        "streamed-context",
    ),
    Silent(
        "no answer is given it",
        TABLE + "    return 'none'\n\n\nLINES = lines([3], unit)\n",
        "list(LINES)",
        "streamed-context",
    ),
]


@named(CASES)
def test_the_context_is_kept_until_the_last_line(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_generators_that_no_server_runs_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
