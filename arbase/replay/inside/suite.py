"""Takes the tests out of a command, so that each can be run again and again in one process.

pytest and unittest collect as they always do and then hand their tests over; any other Python program is one test,
which fails if an exception leaves it or it exits with a failure.
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import importlib.util
import os
import sys
import types
import unittest
from typing import Any, Callable, Iterator, List

from .commands import Program
from .guard import caught

PLAIN_FIXTURE = "get_direct_param_fixture_func"
SKIPPING = frozenset(("skip", "skipif", "xfail", "asyncio", "anyio", "trio", "usefixtures"))


class Failure(Exception):
    """A test failed, as its own runner says."""


class Test:
    """One test; `run` raises if it fails. `code` is the code object of its own function where that is known."""

    def __init__(self, name: str, run: Callable[[], Any], code: Any = None) -> None:
        self.name = name
        self.run = run
        self.code = code


class Script:
    """A program run as `__main__`; `source` may be replaced: so candidates in the program itself are tried."""

    def __init__(self, path: str, package: str) -> None:
        self.path = path
        self.package = package
        with open(path, encoding="utf-8") as file:
            self.source = file.read()

    def run(self) -> None:
        """Run it in a fresh module. Raises what leaves it, and Failure for a bad exit status."""
        module = types.ModuleType("__main__")
        module.__dict__.update(__file__=self.path, __package__=self.package or None)
        before = sys.modules.get("__main__")
        sys.modules["__main__"] = module
        try:
            exec(compile(self.source, self.path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - in the sandbox
        except SystemExit as error:
            if error.code not in (None, 0):
                raise Failure(f"exit status {error.code}") from None
        finally:
            if before is not None:
                sys.modules["__main__"] = before


Serve = Callable[[List[Test], Any], None]
"""Takes the tests, and the script where there is one."""


def with_tests(program: Program, serve: Serve) -> None:
    """Collect the tests of a program and call `serve` with them, within the program's own run."""
    kind = (program.module or os.path.basename(program.path)).split(".")[0]
    if kind in ("pytest", "py"):
        _with_pytest(program.arguments, serve)
    elif kind == "unittest":
        _with_unittest(program.arguments, serve)
    else:
        _with_script(program, serve)


# -- pytest
class _Takeover:
    """A pytest plugin that gives the collected tests away instead of running them."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve

    def pytest_runtestloop(self, session: Any) -> bool:
        """Called when everything is collected."""
        self._serve([_pytest_test(item) for item in session.items], None)
        return True


def _with_pytest(arguments: list[str], serve: Serve) -> None:
    sys.path.insert(0, os.getcwd())
    pytest: Any = importlib.import_module("pytest")  # the repository's own
    pytest.main([*arguments, "-s", "-p", "no:cacheprovider"], plugins=[_Takeover(serve)])


def _pytest_test(item: Any) -> Test:
    function = getattr(item, "obj", None)
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if type(item).__name__ == "Function" and code is not None and _is_plain(item, code):
        values = dict(getattr(getattr(item, "callspec", None), "params", {}))
        return Test(item.nodeid, lambda: _called(function, values), code)
    return Test(item.nodeid, lambda: _protocol(item), code)


def _called(function: Any, values: dict[str, Any]) -> None:
    _, failure = caught(lambda: function(**_own(values)))
    if failure is not None and type(failure).__name__ != "Skipped":
        raise failure


def _is_plain(item: Any, code: Any) -> bool:
    """Whether calling the function with its parameters is all that running the test would do."""
    if code.co_flags & 0x380 or any(mark.name in SKIPPING for mark in item.iter_markers()):
        return False
    info = item._fixtureinfo
    given = getattr(getattr(item, "callspec", None), "params", {})
    for name in item.fixturenames:
        fixtures = info.name2fixturedefs.get(name) or ()
        plain = all(getattr(one.func, "__name__", "") == PLAIN_FIXTURE for one in fixtures)
        if name not in given or not plain:
            return name == "request" and not fixtures
    return True


def _own(values: dict[str, Any]) -> dict[str, Any]:
    """Parameters of this run's own: a candidate may change what it is given."""
    if not values:
        return values
    found, failure = caught(copy.deepcopy, values)
    return values if failure is not None else found


def _protocol(item: Any) -> None:
    runner: Any = importlib.import_module("_pytest.runner")
    for report in runner.runtestprotocol(item, nextitem=None, log=False):
        if report.failed:
            raise Failure(str(report.longrepr)[-300:])


# -- unittest
class _Runner:
    """A runner for `unittest.main` that gives the tests away."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve

    def run(self, suite: Any) -> Any:
        """Called with everything that was collected."""
        self._serve([_unittest_test(case) for case in _flat(suite)], None)
        return unittest.TestResult()


def _with_unittest(arguments: list[str], serve: Serve) -> None:
    sys.path.insert(0, os.getcwd())
    unittest.main(module=None, argv=["python -m unittest", *arguments], testRunner=_Runner(serve), exit=False)


def _flat(suite: Any) -> Iterator[Any]:
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from _flat(one)
        else:
            yield one


def _unittest_test(case: Any) -> Test:
    method = getattr(case, getattr(case, "_testMethodName", ""), None)
    code = getattr(getattr(method, "__func__", None), "__code__", None)
    ready: list[bool] = []

    def run() -> None:
        if not ready:
            ready.append(True)
            type(case).setUpClass()
        with contextlib.suppress(unittest.SkipTest):
            case.debug()

    return Test(str(case), run, code)


# -- scripts
def _with_script(program: Program, serve: Serve) -> None:
    if program.module:
        sys.path.insert(0, os.getcwd())
        found = importlib.util.find_spec(program.module)
        if found is not None and found.submodule_search_locations is not None:
            found = importlib.util.find_spec(program.module + ".__main__")
        path = found.origin if found is not None else None
        package = found.name.rpartition(".")[0] if found is not None else ""
    else:
        path, package = os.path.abspath(program.path), ""
        sys.path.insert(0, os.path.dirname(path))
    if not path:
        raise Failure(f"there is no module {program.module}")
    sys.argv = [path, *program.arguments]
    script = Script(path, package)
    serve([Test(os.path.basename(path), script.run)], script)
