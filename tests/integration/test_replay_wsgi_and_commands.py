"""Replay of WSGI applications and of commands, under several interpreters, in real processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Variant
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.process import ProcessSandbox
from tests.small_services import DJANGO, FLASK, PLAIN_ASGI, PLAIN_WSGI, a_command, a_request, described, write

HEAD = Variant(name="head")
TEST = """
from shop import pricing


def test_b_has_a_price():
    assert pricing.quote("a") == 3
"""


@pytest.fixture(scope="module")
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox(), start_seconds=20.0)
    yield made
    made.close()


@pytest.fixture(scope="module")
def wsgi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("wsgi"), PLAIN_WSGI, tests__test_quote=TEST)


@pytest.mark.parametrize("target", ["shop.main:app", "shop.main:make_app", "shop.main:make_app()"])
def test_wsgi_application_or_its_factory_is_served(replayer: SandboxReplayer, wsgi: Path, target: str) -> None:
    stimuli = (a_request("/quote/a", {"count": 2}), a_request("/quote/b"))
    good, bad = replayer.observe(wsgi, described(wsgi, "wsgi", target), (HEAD,), stimuli)
    assert (good.status, good.body) == (200, '{"quote": 1.0}')
    assert bad.raised is not None
    assert bad.raised.trace[-1].function == "Store.price"


def test_crash_that_flask_turns_into_an_answer_is_seen(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path, FLASK)
    stimuli = (a_request("/quote/b"), a_request("/quote/a", {"count": 0}), a_request("/nowhere"), a_request("/quote/a"))
    logged, handled, missing, good = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), stimuli)
    assert (logged.status, handled.status, missing.status, good.status) == (500, 500, 404, 200)
    assert logged.raised is not None
    assert handled.raised is not None
    assert (logged.raised.exception, handled.raised.exception) == ("KeyError", "ZeroDivisionError")
    assert handled.body == '{"detail":"sorry"}\n'
    assert not missing.crashed


def test_crash_that_django_turns_into_an_answer_is_seen(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path, DJANGO)
    subprocess.run([sys.executable, "-m", "shop.main", "setup"], cwd=tree, check=True)
    stimuli = (a_request("/quote/b"), a_request("/quote/nothing"), a_request("/latest"), a_request("/quote/a"))
    crashed, missing, absent, good = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), stimuli)
    assert (crashed.status, missing.status, absent.status, good.status) == (500, 404, 500, 200)
    assert crashed.raised is not None
    assert (crashed.raised.exception, crashed.raised.trace[-1].function) == ("KeyError", "Store.price")
    assert absent.raised is not None
    assert (absent.raised.exception, absent.raised.trace[-1].function) == ("DoesNotExist", "latest")
    assert not missing.crashed


def test_variants_of_a_django_service_do_not_see_each_others_rows(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path, DJANGO)
    subprocess.run([sys.executable, "-m", "shop.main", "setup"], cwd=tree, check=True)
    variants = (HEAD, Variant(name="other"), Variant(name="third"))
    found = replayer.observe(tree, described(tree, "wsgi"), variants, (a_request("/quote/a"), a_request("/quote/a")))
    assert [one.body for one in found] == ['{"quote": 2.0, "before": 0}', '{"quote": 2.0, "before": 1}'] * 3
    clean = sqlite3.connect(tree / "shop.sqlite")
    assert clean.execute("SELECT count(*) FROM shop_quoted").fetchone() == (0,)
    clean.close()


def test_command_that_crashes_is_seen_from_inside(replayer: SandboxReplayer, wsgi: Path) -> None:
    stimuli = (
        a_command("python", "-m", "shop.job", "--count", "2"),
        a_command("python", "-m", "shop.job", "--count", "0"),
        a_command("python", "-u", "shop/job.py", "--count", "x"),
    )
    good, bad, usage = replayer.observe(wsgi, described(wsgi), (HEAD,), stimuli)
    assert (good.status, good.body, good.crashed) == (0, "total 1.0\n", False)
    assert (bad.status, bad.crashed) == (1, True)
    assert bad.raised is not None
    assert [one.function for one in bad.raised.trace] == ["<module>", "main", "quote"]
    assert bad.raised.variables["count"]["repr"] == "0"
    assert bad.body.startswith('Traceback (most recent call last):\n  File "shop/job.py"')
    assert (usage.status, usage.crashed) == (2, False)


def test_other_commands_are_read_from_their_output(replayer: SandboxReplayer, wsgi: Path) -> None:
    code = "from shop import pricing; pricing.quote('b')"
    stimuli = (a_command("python", "-c", code), a_command("sh", "-c", "echo no; exit 3"), a_command("nonsense"))
    bad, plain, missing = replayer.observe(wsgi, described(wsgi), (HEAD,), stimuli)
    assert bad.raised is not None
    assert (bad.status, bad.raised.exception, bad.raised.trace[-1].path) == (1, "KeyError", "shop/pricing.py")
    assert (plain.status, plain.body, plain.crashed) == (3, "no\n", False)
    assert "could not be run" in missing.error


def test_failing_test_is_a_crash_of_the_test(replayer: SandboxReplayer, wsgi: Path) -> None:
    (found,) = replayer.observe(wsgi, described(wsgi), (HEAD,), (a_command("python", "-m", "pytest", "-q", "tests"),))
    assert found.status == 1
    assert found.raised is not None
    assert (found.raised.exception, found.raised.trace[-1].function) == ("AssertionError", "test_b_has_a_price")


def test_test_that_hangs_is_ended_soon_after_a_slow_start(replayer: SandboxReplayer, tmp_path: Path) -> None:
    slow = "import time\ntime.sleep(1.5)\n"
    tree = write(
        tmp_path, PLAIN_WSGI, tests__conftest=slow, tests__test_loop="def test():\n    while True:\n        pass\n"
    )
    command = a_command(sys.executable, "-m", "pytest", "-q", "tests/test_loop.py")
    (seen,) = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), (command,), seconds_each=1.0)
    assert seen.raised is not None
    assert (seen.raised.exception, seen.raised.trace[-1].function) == ("Timeout", "test")
    assert seen.seconds < 30  # not the minute that a test program may take for its start


@pytest.mark.parametrize("version", ["3.7", "3.8", "3.13"])
def test_other_interpreters_replay_as_well(tmp_path: Path, version: str) -> None:
    python = _interpreter(version)
    tree = write(tmp_path, PLAIN_ASGI)
    replayer = SandboxReplayer(ProcessSandbox(), start_seconds=20.0)
    stimuli = (
        a_request("/quote/a"),
        a_request("/quote/b"),
        a_request("/task"),
        a_request("/forever"),
        a_request("/deep"),
        a_command("python", "-m", "shop.job", "--count", "0"),
    )
    service = described(tree, python=str(python))
    found = replayer.observe(tree, service, (HEAD, HEAD, HEAD), stimuli, trace=("shop/pricing.py",), seconds_each=1.0)
    replayer.close()
    for good, bad, task, endless, deep, job in (found[:6], found[6:12], found[12:]):
        assert (good.status, good.body, good.error) == (200, '{"quote": 2.0}', "")
        assert len(good.lines["shop/pricing.py"]) == 3
        for crashed in (bad, task):
            assert crashed.raised is not None
            assert crashed.raised.trace[-1].function == "Store.price"
            assert crashed.raised.variables["self.items[key]"]["keys"] == []
        assert "took longer" in endless.error
        assert deep.raised is not None
        assert deep.raised.exception == "RecursionError"
        assert job.raised is not None
        assert (job.status, job.raised.exception) == (1, "ZeroDivisionError")


def test_interpreter_that_is_too_old_is_named(tmp_path: Path) -> None:
    python = _interpreter("3.6")
    tree = write(tmp_path, PLAIN_ASGI)
    replayer = SandboxReplayer(ProcessSandbox())
    with pytest.raises(Exception, match=r"needs Python 3.7 or later, this is 3.6"):
        replayer.observe(tree, described(tree, python=str(python)), (HEAD,), (a_request("/"),))
    replayer.close()


@pytest.mark.skipif(BubblewrapSandbox.problem() is not None, reason=f"bubblewrap: {BubblewrapSandbox.problem()}")
def test_bubblewrap_replays_and_leaves_the_tree_as_it_was(tmp_path: Path) -> None:
    tree = write(tmp_path, PLAIN_ASGI)
    before = sorted((path, path.stat().st_uid) for path in tree.rglob("*"))
    replayer = SandboxReplayer(BubblewrapSandbox())
    stimuli = (a_request("/quote/a"), a_request("/quote/b"), a_request("/write"))
    found = replayer.observe(tree, described(tree), (HEAD, HEAD), stimuli)
    replayer.close()
    assert [one.status for one in found] == [200, None, 200] * 2
    assert [one.body for one in found[2::3]] == ['{"count": 1}'] * 2
    assert sorted((path, path.stat().st_uid) for path in tree.rglob("*")) == before


def _interpreter(version: str) -> Path:
    for root in (Path.home() / ".pyenv" / "versions", Path("/usr/bin"), Path("/usr/local/bin")):
        for path in (*sorted(root.glob(f"{version}*/bin/python{version}")), root / f"python{version}"):
            if (
                path.is_file()
                and subprocess.run([path, "-c", "import ssl"], check=False, capture_output=True).returncode == 0
            ):
                return path
    pytest.skip(f"Python {version} is not installed")
