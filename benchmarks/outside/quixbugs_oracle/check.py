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
SECONDS = 10
ON_NODES = frozenset(
    ("breadth_first_search", "depth_first_search", "detect_cycle", "shortest_path_length", "topological_ordering")
)


class Late(BaseException):
    """A call takes too long."""


def _ring(number: int, frame: Any) -> None:
    raise Late()


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
    signal.signal(signal.SIGALRM, _ring)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"python_testcases/test_{name}.py"]
    if subprocess.run(words, timeout=300, check=False).returncode != 0:
        print("its own tests fail")
        return 1
    node = importlib.import_module("python_programs.node").Node
    fixed = getattr(importlib.import_module(f"python_programs.{name}"), name)
    reference = getattr(importlib.import_module("reference"), name)
    draw = random.Random(20240229)
    for _ in range(TRIES):
        given = INPUTS[name](draw, node)
        # Nodes compare by identity, so both sides get the same ones where they are left as they are.
        kept = name in ON_NODES
        wanted = answer(reference, name, given if kept else copy.deepcopy(given))
        own = given if kept else copy.deepcopy(given)
        signal.alarm(SECONDS)
        try:
            got = answer(fixed, name, own)
        except (Late, Exception) as error:
            print(f"{given!r:.200} ends with {type(error).__name__}")
            return 1
        finally:
            signal.alarm(0)
        if not same(name, given, got, wanted):
            print(f"{given!r:.200} gives {got!r:.100}, the reference {wanted!r:.100}")
            return 1
    print(f"{TRIES} generated inputs answered as the reference does")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
