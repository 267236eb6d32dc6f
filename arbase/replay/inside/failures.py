"""The exceptions that failed tests, as the test runner has them: a plugin for pytest, and a hook for unittest.

Tracing alone does not see them all: at the limit of recursion the interpreter switches it off.

PYTEST_DONT_REWRITE: it is imported before pytest, which would warn of that in every output.
"""

from __future__ import annotations

import os
import unittest
from typing import Any

PLUGIN = __name__
KEPT = 20
reported: list[BaseException] = []


def pytest_exception_interact(node: Any, call: Any, report: Any) -> None:
    """Called by pytest for every exception that it reports."""
    _keep(getattr(getattr(call, "excinfo", None), "value", None))


def install() -> None:
    """Hook into both runners of this process, before either is imported or started."""
    known = os.environ.get("PYTEST_PLUGINS", "")
    os.environ["PYTEST_PLUGINS"] = known + "," + PLUGIN if known else PLUGIN
    for name in ("addError", "addFailure"):
        setattr(unittest.TestResult, name, _watched(getattr(unittest.TestResult, name)))


def _watched(method: Any) -> Any:
    def watched(self: Any, test: Any, error: Any) -> Any:
        _keep(error[1])
        return method(self, test, error)

    return watched


def _keep(error: Any) -> None:
    if isinstance(error, BaseException):
        reported.append(error)
        del reported[:-KEPT]
