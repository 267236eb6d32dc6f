"""orjson writes keys that are no texts where it is told to."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

WRITER = """
import orjson


def dumps(data):
    return orjson.dumps(data, default=str).decode()
"""
RESPONSE = """
from orjson import OPT_SORT_KEYS, dumps


class Response:
    def render(self, content):
        return dumps(content, option=OPT_SORT_KEYS)
"""

CASES = [
    Case(
        "a writer of its own",
        WRITER,
        "dumps({'days': {1: 2}, 'by': {None: 3}})",
        (
            "-    return orjson.dumps(data, default=str).decode()",
            "+    return orjson.dumps(data, default=str, option=orjson.OPT_NON_STR_KEYS).decode()",
        ),
        '{"days":{"1":2},"by":{"null":3}}',
    ),
    Case(
        "beside another option",
        RESPONSE,
        "Response().render({2: 'b', 1: 'a'})",
        (
            "-from orjson import OPT_SORT_KEYS, dumps",
            "+from orjson import OPT_NON_STR_KEYS, OPT_SORT_KEYS, dumps",
            "-        return dumps(content, option=OPT_SORT_KEYS)",
            "+        return dumps(content, option=OPT_SORT_KEYS | OPT_NON_STR_KEYS)",
        ),
        b'{"1":"a","2":"b"}',
    ),
]
SILENT = [
    Silent("a value that has no form", WRITER.replace(", default=str", ""), "dumps({'a': {1, 2}})", "orjson-keys"),
    Silent(
        "a key that has no form with the option either",
        WRITER.replace("default=str", "option=orjson.OPT_NON_STR_KEYS"),
        "dumps({(1, 2): 'a'})",
        "orjson-keys",
    ),
    Silent("options from elsewhere", WRITER.replace("default=str", "**{}"), "dumps({1: 'a'})", "orjson-keys"),
]


@named(CASES)
def test_the_option_is_given(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_otherwise_nothing_is_written(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
