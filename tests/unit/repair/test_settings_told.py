"""Settings, options and documents that are not there, or come as text."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TIMEOUT = '''
import os


def timeout():
    """Seconds to wait: SHOP_TIMEOUT, 30 if it is not set."""
    return float(os.environ["SHOP_TIMEOUT"])
'''
PAGE = '''
class Pager:
    """Pages of a list. Options: `size` (10 by default)."""

    def __init__(self, options):
        self.size = options["size"]
'''
LIMIT = """
import argparse


def head(lines, limit):
    return lines[:limit]


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", default=10)
    options = parser.parse_args(argv)
    return head(["a", "b", "c"], options.limit)
"""
YAML = '''
import yaml


def read_options(text) -> dict:
    """The options of a file."""
    found = yaml.safe_load(text)
    return found


def names(text):
    return sorted(read_options(text).items())
'''
CONFIG = """
import yaml


class Config:
    def __init__(self, data):
        self.data = data

    @classmethod
    def read(cls, text) -> "Config":
        return cls(yaml.safe_load(text))

    def get(self, key):
        return self.data.get(key)
"""
JOB = """
import argparse


class Job:
    def __init__(self, items, size):
        self.items = items
        self.size = size

    def first(self):
        return self.items[: self.size]


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("-b", "--batch-size", default=2)
    args = parser.parse_args(argv)
    return Job([1, 2, 3], args.batch_size).first()
"""
CODES = '''
class Codes:
    UNKNOWN = -1

    def __init__(self, values):
        self._codes = {value: index for index, value in enumerate(values)}

    def encode(self, value):
        """The code of a category, UNKNOWN for one that was not seen before."""
        return self._codes[value]
'''
CASES = [
    Case(
        "of the environment",
        TIMEOUT,
        "timeout()",
        (
            '-    return float(os.environ["SHOP_TIMEOUT"])',
            '+    return float(os.environ.get("SHOP_TIMEOUT", "30"))',
        ),
        30.0,
    ),
    Case(
        "of the environment, asked with None",
        TIMEOUT.replace('os.environ["SHOP_TIMEOUT"]', 'os.getenv("SHOP_TIMEOUT")'),
        "timeout()",
        (
            '-    return float(os.getenv("SHOP_TIMEOUT"))',
            '+    return float(os.getenv("SHOP_TIMEOUT", "30"))',
        ),
        30.0,
    ),
    Case(
        "of a mapping, told by the class",
        PAGE,
        "Pager({}).size",
        ('-        self.size = options["size"]', '+        self.size = options.get("size", 10)'),
        10,
    ),
    Case(
        "an option that is text",
        LIMIT,
        'main(["--limit", "2"])',
        (
            '-    parser.add_argument("--limit", default=10)',
            '+    parser.add_argument("--limit", default=10, type=int)',
        ),
        ["a", "b"],
    ),
    Case(
        "an empty document",
        YAML,
        'names("")',
        ("-    found = yaml.safe_load(text)", "+    found = yaml.safe_load(text) or {}"),
        [],
    ),
    Case(
        "an empty document that an object keeps",
        CONFIG,
        'Config.read("").get("a")',
        ("-        return cls(yaml.safe_load(text))", "+        return cls(yaml.safe_load(text) or {})"),
        None,
    ),
    Case(
        "an option that an object keeps",
        JOB,
        'main(["-b", "2"])',
        (
            '-    parser.add_argument("-b", "--batch-size", default=2)',
            '+    parser.add_argument("-b", "--batch-size", default=2, type=int)',
        ),
        [1, 2],
    ),
    Case(
        "a constant of the class",
        CODES,
        'Codes(["a"]).encode("b")',
        ("-        return self._codes[value]", "+        return self._codes.get(value, self.UNKNOWN)"),
        -1,
    ),
]
SILENT = [
    Silent(
        "another setting has a default",
        TIMEOUT.replace("SHOP_TIMEOUT, 30", "SHOP_RETRIES, 3"),
        "timeout()",
        "told-setting",
    ),
    Silent(
        "both settings are named in one clause",
        TIMEOUT.replace("SHOP_TIMEOUT, 30", "SHOP_TIMEOUT or SHOP_WAIT, 30"),
        "timeout()",
        "told-setting",
    ),
    Silent("an ordinary word", PAGE.replace("`size` (10", "size (10"), "Pager({})", "told-setting"),
    Silent(
        "other variables of the environment have like names",
        TIMEOUT.replace(", 30 if it is not set", "").replace(
            "import os\n", 'import os\nos.environ["SHOP_TIMEOUTS"] = "3"\n', 1
        ),
        "timeout()",
        "missing-key",
    ),
    Silent(
        "an option without a number",
        LIMIT.replace("default=10", 'default="10"'),
        'main(["--limit", "2"])',
        "option-type",
    ),
    Silent(
        "an empty document is refused",
        YAML.replace("of a file.", "of a file; an empty file is an error."),
        'names("")',
        "empty-document",
    ),
    Silent(
        "objects are made in two places",
        CONFIG + "\n\nEMPTY = Config(None)\n",
        'Config.read("").get("a")',
        "empty-document",
    ),
    Silent("None is meant", YAML.replace("-> dict", "-> dict | None"), 'names("")', "empty-document"),
    Silent(
        "the unknown is refused",
        CODES.replace("UNKNOWN for one that was not seen before", "UNKNOWN is never given for one that fails"),
        'Codes(["a"]).encode("b")',
        "told-default",
    ),
]


@named(CASES)
def test_what_is_told_counts_for_what_is_not_there(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_made_up_for_what_is_not_there(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
