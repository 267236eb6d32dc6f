"""The search in a real sandbox: candidates that hang, die or grow harm nobody, and the right one is found."""

import sys
import textwrap

import pytest

from arbase.bootstrap.pipeline import sandbox_for
from arbase.domain.errors import SandboxError
from arbase.domain.service import Service
from arbase.repair.static.mutation.search import ValueSearch
from arbase.repair.static.source import Codebase
from arbase.replay.driver import SandboxReplayer
from arbase.replay.search import Attempt, Target

CODE = textwrap.dedent('''\
    """Money."""


    class Till:
        def __init__(self, rate=2):
            self.rate = rate

        def owed(self, lines):
            total = 0
            for price, count in lines:  # each line
                total += price + count
            return total


    def power(base, n):
        if n == 0:
            return 1
        return base * power(base, n - 1)
    ''')
TESTS = textwrap.dedent("""\
    import unittest

    from till import Till, power


    class TillTest(unittest.TestCase):
        def setUp(self):
            self.till = Till()

        def test_nothing(self):
            self.assertEqual(self.till.owed([]), 0)

        def test_two_lines(self):
            self.assertEqual(self.till.owed([(3, 2), (5, 4)]), 26)

        def test_one_line(self):
            self.assertEqual(self.till.owed([(7, 3)]), 21)

        def test_power(self):
            self.assertEqual(power(2, 40), 2**40)
    """)
COMMAND = ("python", "-m", "unittest", "test_till")


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "till.py").write_text(CODE)
    (tmp_path / "test_till.py").write_text(TESTS)
    tmp_path.chmod(0o755)
    return tmp_path


@pytest.fixture
def service(tree):
    return Service(name="till", repository=tree, python=sys.executable)


@pytest.fixture
def replayer(service):
    try:
        found = SandboxReplayer(sandbox_for(service))
    except SandboxError as error:
        pytest.skip(str(error))
    yield found
    found.close()


def attempts(*texts: str) -> tuple[Attempt, ...]:
    """The line that adds, replaced."""
    text = target().text
    start = text.index("total += price + count")
    return tuple(Attempt(edits=((0, start, start + len("total += price + count"), new),)) for new in texts)


def target() -> Target:
    start, end = CODE.index("    def owed"), CODE.index("\n\ndef power")
    line = CODE[:start].count("\n") + 1
    return Target(path="till.py", name="owed", outer=("Till",), text=CODE[start:end], first=line, line=line)


def test_the_profile_says_which_tests_fail_and_where(replayer, tree, service):
    profile = replayer.profile(tree, service, COMMAND)

    assert {seen.test.partition(" ")[0]: seen.passed for seen in profile.tests} == {
        "test_nothing": True,
        "test_one_line": False,
        "test_power": True,
        "test_two_lines": False,
    }
    scores = profile.suspicion("till.py")
    wrong = CODE[: CODE.index("total += ")].count("\n") + 1
    assert scores[wrong] == max(scores.values())


def test_what_a_test_unpacks_in_a_comprehension_is_not_all_that_it_ran(replayer, tree, service):
    (tree / "test_till.py").write_text(
        "from till import Till\n\n\ndef test_lines():\n    result = [\n        digit\n"
        "        for digit in str(\n            Till().owed([(3, 2)])\n        )\n    ]\n    assert result == ['6']\n"
    )

    profile = replayer.profile(tree, service, ("python", "-m", "pytest", "-q", "test_till.py"))

    assert max(profile.suspicion("till.py").values()) == 1.0


@pytest.mark.slow
def test_candidates_that_hang_die_or_grow_are_ended_and_the_right_one_is_found(replayer, tree, service):
    texts = (
        "total += price - count",
        "while True: pass",
        "import os; os._exit(3)",
        "import os; os.kill(os.getpid(), 9)",
        "total = [0] * (1 << 40)",
        "import time; time.sleep(1000)",
        "exec('while True:\\n try:\\n  while True: pass\\n except BaseException: pass')",
        "total += price *",
        "total += price * count",
        "total += count * price",
    )

    seen = replayer.search(tree, service, COMMAND, (target(),), attempts(*texts), seconds=40)

    assert not seen.refused
    assert [one.candidate for one in seen.found if one.passed] == [8, 9]
    assert len({one.behaviour for one in seen.found if one.passed}) == 1
    assert seen.tried == len(texts)


def test_a_fork_bomb_ends_with_its_candidate(replayer, tree, service):
    bomb = "import os; [os.fork() for _ in range(1000)]"

    seen = replayer.search(tree, service, COMMAND, (target(),), attempts(bomb, "total += price * count"), seconds=40)

    assert [one.candidate for one in seen.found if one.passed] == [1]


def test_single_edits_repair_a_wrong_value_and_keep_the_layout(replayer, tree, service):
    search = ValueSearch(replayer, service, COMMAND, tree)

    found = search.run(Codebase(tree))

    assert found[0].text == CODE.replace("total += price + count", "total += price * count")
    assert found[0].location.function == "Till.owed"


def test_a_command_that_is_no_python_program_is_refused_with_a_reason(replayer, tree, service):
    profile = replayer.profile(tree, service, ("make", "check"))

    assert "no Python program" in profile.refused


def test_tests_that_cannot_be_collected_are_refused_with_a_reason(replayer, tree, service):
    (tree / "test_till.py").write_text("import nowhere_to_be_found\n")

    profile = replayer.profile(tree, service, ("python", "test_till.py"))

    assert [seen.passed for seen in profile.tests] == [False]
    assert replayer.profile(tree, service, ("python", "-m", "not_there")).refused


@pytest.mark.slow
def test_pairs_repair_what_no_single_edit_does(replayer, tree, service):
    broken = CODE.replace("price + count", "price - count").replace("total = 0", "total = 1")
    (tree / "till.py").write_text(broken)

    found = ValueSearch(replayer, service, COMMAND, tree).run(Codebase(tree))

    assert found
    assert found[0].stream == "pair"
    assert "total = 0" in found[0].text
    assert "price * count" in found[0].text


def test_tests_that_meet_what_others_left_behind_run_in_their_order_and_afresh(replayer, tree, service):
    (tree / "till.py").write_text(
        "def last(chain):\n    while chain.next is None:\n        chain = chain.next\n    return chain\n"
    )
    (tree / "test_till.py").write_text(
        "from till import last\n\n\nclass Link:\n    next = None\n\n\nfirst, second = Link(), Link()\n\n\n"
        "def test_alone():\n    assert last(first) is first\n\n\n"
        "def test_longer():\n    first.next = second\n    assert last(first) is second\n"
    )
    pytest_command = ("python", "-m", "pytest", "-q", "test_till.py")

    found = ValueSearch(replayer, service, pytest_command, tree).run(Codebase(tree))

    assert "while chain.next is not None" in found[0].text


def test_code_that_only_the_running_script_imports_is_repaired(replayer, tree, service):
    (tree / "check.py").write_text("from till import Till\n\nassert Till().owed([(3, 2), (5, 4)]) == 26\n")

    found = ValueSearch(replayer, service, ("python", "check.py"), tree).run(Codebase(tree))

    assert found[0].text == CODE.replace("total += price + count", "total += price * count")


@pytest.mark.slow
def test_pairs_are_found_where_only_a_later_test_says_which_edit_helps(replayer, tree, service):
    broken = CODE.replace("price + count", "price - count").replace("total = 0", "total = 1")
    (tree / "till.py").write_text(broken)
    (tree / "test_till.py").write_text(TESTS.replace("test_nothing", "test_without_lines"))

    found = ValueSearch(replayer, service, COMMAND, tree).run(Codebase(tree))

    assert "total = 0" in found[0].text
    assert "price * count" in found[0].text
