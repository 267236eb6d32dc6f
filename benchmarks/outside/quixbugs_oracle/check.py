"""Ends with 0 if a program passes its tests and answers as the reference does on generated inputs.

python oracle/check.py NAME      in the root of the repository, with `reference.py` beside this file
"""

from __future__ import annotations

import copy
import importlib
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), "."]

from inputs import INPUTS, same  # noqa: E402 -- only now found

TRIES = 300
SECONDS = 5
ON_NODES = frozenset(
    ("breadth_first_search", "depth_first_search", "detect_cycle", "shortest_path_length", "topological_ordering")
)


class Late(BaseException):
    """A call takes too long."""


class Broken:
    """What a call comes to that raises or does not end."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __repr__(self) -> str:
        return type(self.error).__name__


def _ring(number: int, frame: Any) -> None:
    raise Late()


def within(call: Any, *given: Any) -> Any:
    """What a call gives; `Broken` where it raises or takes too long."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return call(*given)
    except (Late, Exception) as error:
        return Broken(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def linked(node: Any) -> list[Any]:
    """The values of a linked list."""
    values = []
    while node is not None and len(values) < 1000:
        values.append(node.value)
        node = node.successor
    return values


def answer(function: Any, name: str, given: tuple[Any, ...]) -> Any:
    """What a call gives, in a form that can be compared."""
    found = function(*given)
    if name in ("flatten", "kheapsort"):
        found = list(found)
    return linked(found) if name == "reverse_linked_list" else found


def main(name: str) -> int:
    """The exit status."""
    signal.signal(signal.SIGPROF, _ring)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"python_testcases/test_{name}.py"]
    if subprocess.run(words, timeout=300, check=False).returncode != 0:
        print("its own tests fail")
        return 1
    node = importlib.import_module("python_programs.node").Node
    fixed = getattr(importlib.import_module(f"python_programs.{name}"), name)
    reference = getattr(importlib.import_module("reference"), name)
    draw = random.Random(20240229)
    compared = 0
    for _ in range(TRIES):
        given = INPUTS[name](draw, node)
        # Nodes compare by identity, so both sides get the same ones where they are left as they are.
        copied = (lambda one: one) if name in ON_NODES else copy.deepcopy
        wanted = within(answer, reference, name, copied(given))
        if isinstance(wanted, Broken):  # outside of the contract, such as a division by zero
            continue
        compared += 1
        got = within(answer, fixed, name, copied(given))
        if isinstance(got, Broken) or not same(name, given, got, wanted):
            print(f"{given!r:.200} gives {got!r:.100}, the reference {wanted!r:.100}")
            return 1
    print(f"{compared} generated inputs answered as the reference does")
    return 0 if compared >= TRIES // 4 else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
