"""Replay of requests through ASGI applications, in real processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.domain.errors import ReplayError, SandboxError
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Observation, Variant
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.sandbox.process import ProcessSandbox
from tests.small_services import FASTAPI, PLAIN_ASGI, PRICING, a_request, described, write

HEAD = Variant(name="head")


@pytest.fixture(scope="module")
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox(), start_seconds=20.0)
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("plain"), PLAIN_ASGI)


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("fast"), FASTAPI)


def only(found: tuple[Observation, ...]) -> Observation:
    assert len(found) == 1
    return found[0]


def test_request_is_answered_by_the_application(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/quote/a", {"count": 2}),)))
    assert (found.status, found.body, found.error) == (200, '{"quote": 1.0}', "")
    assert ("x-kind", "plain") in found.headers
    assert not found.crashed


def test_startup_runs_before_the_first_request(replayer: SandboxReplayer, plain: Path) -> None:
    assert (
        only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/started"),))).body == '{"started": [true]}'
    )


def test_of_a_brief_variant_nothing_is_run_behind_a_first_request_that_fails(
    replayer: SandboxReplayer, plain: Path
) -> None:
    crash, fine = a_request("/quote/b"), a_request("/quote/a", {"count": 2})
    brief = Variant(name="brief", brief=True)
    found = replayer.observe(plain, described(plain), (brief, HEAD, brief), (crash, fine))
    assert [one.crashed for one in found] == [True, True, True, False, True, True]
    assert found[0].raised == found[2].raised
    assert found[1].error == "not run: the first stimulus failed"
    again = replayer.observe(plain, described(plain), (brief,), (fine, crash, fine))
    assert [one.raised is not None for one in again] == [False, True, False]
    assert [one.status for one in again] == [200, None, 200]


def test_crash_is_reported_at_the_raising_frame_with_its_values(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/quote/b"),)))
    assert found.crashed
    assert found.raised is not None
    assert (found.raised.exception, found.raised.message) == ("KeyError", "'price'")
    assert [(one.path, one.function) for one in found.raised.trace] == [
        ("shop/main.py", "app"),
        ("shop/pricing.py", "quote"),
        ("shop/pricing.py", "Store.price"),
    ]
    line = PRICING.splitlines()[found.raised.trace[-1].line - 1]
    assert line[found.raised.column : found.raised.end_column] == 'self.items[key]["price"]'
    assert found.raised.variables["self.items[key]"]["keys"] == []
    assert found.raised.variables["self.items"]["keys"] == ["a", "b"]
    assert found.raised.variables["key"] == {"type": "str", "repr": "'b'", "length": 1}
    assert "price" in found.raised.variables["self"]["attributes"]


def test_crash_turned_into_an_answer_by_the_application_is_still_seen(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/handled"),)))
    assert found.status == 500
    assert found.raised is not None
    assert found.raised.trace[-1].function == "Store.price"


def test_exception_that_the_code_handles_well_is_no_crash(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/caught"),)))
    assert (found.status, found.raised, found.crashed) == (200, None, False)


def test_failure_of_a_background_task_is_a_crash(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/task"),)))
    assert found.status == 200
    assert found.raised is not None
    assert found.raised.exception == "KeyError"


def test_endless_loop_is_cut_off_and_the_rest_still_runs(replayer: SandboxReplayer, plain: Path) -> None:
    stimuli = (a_request("/quote/a"), a_request("/forever"), a_request("/quote/a"))
    found = replayer.observe(plain, described(plain), (HEAD,), stimuli, seconds_each=0.5)
    assert [one.status for one in found] == [200, None, 200]
    assert "took longer" in found[1].error
    assert "pricing.py" in found[1].error


def test_death_of_the_process_is_reported_and_the_rest_still_runs(replayer: SandboxReplayer, plain: Path) -> None:
    stimuli = (a_request("/exit"), a_request("/quote/a"))
    found = replayer.observe(plain, described(plain), (HEAD,), stimuli)
    assert found[0].error == "its process ended by itself with status 7"
    assert found[1].status == 200


def test_endless_recursion_is_a_crash_of_the_recursive_function(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/deep"),)))
    assert found.raised is not None
    assert found.raised.exception == "RecursionError"
    assert found.raised.trace[-1].function == "deep"
    assert len(found.raised.trace) <= 50


def test_every_variant_starts_from_a_fresh_copy(replayer: SandboxReplayer, plain: Path) -> None:
    variants = tuple(Variant(name=str(number)) for number in range(4))
    found = replayer.observe(plain, described(plain), variants, (a_request("/write"), a_request("/write")))
    assert [one.body for one in found] == ['{"count": 1}', '{"count": 2}'] * 4
    assert not (plain / "counter.txt").exists()


def test_variants_run_their_own_code(replayer: SandboxReplayer, plain: Path) -> None:
    fixed = PRICING.replace('["price"]', '.get("price", 0)')
    # Two overlays of equal size, written within one second: compiled code must not be mixed up.
    five, nine = (PRICING.replace('self.items[key]["price"]', number) for number in "59")
    variants = (
        HEAD,
        Variant(name="fixed", overlay={"shop/pricing.py": fixed}),
        Variant(name="five", overlay={"shop/pricing.py": five}),
        Variant(name="nine", overlay={"shop/pricing.py": nine}),
        Variant(name="gone", overlay={"shop/pricing.py": None}),
        Variant(name="broken", overlay={"shop/pricing.py": "def ("}),
        HEAD,
    )
    found = replayer.observe(plain, described(plain), variants, (a_request("/quote/b"),))
    assert [one.status for one in found] == [None, 200, 200, 200, None, None, None]
    assert [one.body for one in found[1:4]] == ['{"quote": 0.0}', '{"quote": 5.0}', '{"quote": 9.0}']
    assert "could not be imported" in found[4].error
    assert "SyntaxError" in found[5].error
    assert found[6].raised == found[0].raised


def test_change_of_the_tree_between_calls_is_followed(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path, PLAIN_ASGI)
    before = only(replayer.observe(tree, described(tree), (HEAD,), (a_request("/quote/b"),)))
    (tree / "shop" / "pricing.py").write_text(PRICING.replace('["price"]', '.get("price", 0)'))
    after = only(replayer.observe(tree, described(tree), (HEAD,), (a_request("/quote/b"),)))
    assert (before.crashed, after.status) == (True, 200)


def test_executed_lines_of_traced_files_are_reported(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(
        replayer.observe(plain, described(plain), (HEAD,), (a_request("/quote/a"),), trace=("shop/pricing.py",))
    )
    lines = PRICING.splitlines()
    executed = [lines[number - 1].strip() for number in found.lines["shop/pricing.py"]]
    assert executed == [
        'self.items = {"a": {"price": 2}, "b": {}}',
        'return self.items[key]["price"]',
        "return Store().price(key) * RATES[currency] / count",
    ]


def test_place_of_the_scratch_copy_does_not_show(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/where"),)))
    assert found.body == '{"where": "data/file.txt"}'


def test_output_of_the_repository_does_not_disturb(replayer: SandboxReplayer, plain: Path) -> None:
    assert only(replayer.observe(plain, described(plain), (HEAD,), (a_request("/print"),))).status == 200


def test_service_without_an_application_is_told_so(replayer: SandboxReplayer, plain: Path) -> None:
    found = only(replayer.observe(plain, described(plain, app=None), (HEAD,), (a_request("/quote/a"),)))
    assert "names no application" in found.error


def test_path_outside_of_the_repository_is_refused(replayer: SandboxReplayer, plain: Path) -> None:
    with pytest.raises(ReplayError, match="must lie inside"):
        replayer.observe(plain, described(plain), (Variant(name="x", overlay={"../x": ""}),), (a_request("/"),))


def test_missing_interpreter_is_an_error_with_a_name(replayer: SandboxReplayer, plain: Path) -> None:
    with pytest.raises((SandboxError, ReplayError), match="python9"):
        replayer.observe(plain, described(plain, python="/nowhere/python9"), (HEAD,), (a_request("/"),))


def test_refused_request_of_a_framework_is_no_crash(replayer: SandboxReplayer, fast: Path) -> None:
    stimuli = (a_request("/items/zzz"), a_request("/orders", {"count": 1}), a_request("/items/a"))
    found = replayer.observe(fast, described(fast), (HEAD,), stimuli)
    assert [(one.status, one.crashed) for one in found] == [(404, False), (422, False), (200, False)]


def test_crash_in_a_worker_thread_of_the_framework_is_seen(replayer: SandboxReplayer, fast: Path) -> None:
    found = only(replayer.observe(fast, described(fast), (HEAD,), (a_request("/orders", {"key": "a", "count": 0}),)))
    assert (found.status, found.crashed) == (500, True)
    assert found.raised is not None
    assert found.raised.exception == "ZeroDivisionError"
    assert found.raised.innermost_in_repository


def test_answer_that_the_framework_refuses_is_placed_at_the_return(replayer: SandboxReplayer, fast: Path) -> None:
    found = only(replayer.observe(fast, described(fast), (HEAD,), (a_request("/wrong-answer"),)))
    assert found.raised is not None
    assert found.raised.exception == "ResponseValidationError"
    assert not found.raised.innermost_in_repository
    assert found.raised.trace[-1].function == "wrong_answer"
    assert found.raised.variables["<return>"]["values"] == {"total": "NoneType"}


class DeadSandbox(Sandbox):
    """Starts nothing."""

    name = "dead"

    def run(
        self,
        command: tuple[str, ...],
        *,
        folder: Path,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        readable: tuple[Path, ...] = (),
        limits: Limits | None = None,
    ) -> SandboxRun:
        return SandboxRun(command=command, exit_status=3, seconds=0.0, stdout=b"", stderr=b"warning\nno such library\n")

    def isolation(self) -> str:
        return "dead"


def test_driver_that_ends_is_an_error_that_says_what_it_said(plain: Path) -> None:
    replayer = SandboxReplayer(DeadSandbox())
    with pytest.raises(ReplayError, match="status 3, it said: no such library"):
        replayer.observe(plain, described(plain), (HEAD,), (a_request("/"),))
    replayer.close()
