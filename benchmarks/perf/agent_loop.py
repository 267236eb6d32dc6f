"""The agents' loop beside its limits: its own time a turn, and memory with fifty incidents at once.

    python benchmarks/perf/agent_loop.py [--turns 40] [--incidents 50]

The model is the scripted server on loopback, in a process of its own, so that its time and memory do not count here.
The own time of a turn is what it takes beyond the call of the engine, in processor time: a busy machine changes that
by the clock, which is told beside it. The transcript is written after every turn.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from arbase.model.budget import Budget
from arbase.model.environment import ready
from arbase.model.journal import Journal
from arbase.model.ledger import Ledger
from arbase.model.settings import ModelSettings
from arbase.model.tools import Arguments, Tool
from arbase.model.work import Work

LIMIT_MS = 5.0
LIMIT_GROWTH = 1.15


class Answer(Arguments):
    cause: str


class Nothing(Arguments):
    number: int


def serve(turns, pipe):
    from arbase.model.server.http import ModelServer
    from arbase.model.server.interface import Call, Turn
    from arbase.model.server.script import Script, ScriptAnswerer

    def reply(asked):
        if asked.answered >= turns:
            return Turn(calls=(Call(name="submit", args={"cause": "found"}),))
        return Turn(text="I look further.", calls=(Call(name="look", args={"number": asked.answered}),))

    with ModelServer(ScriptAnswerer(Script(), reply)) as server:
        # Keeping every request is for tests.
        server.answerer.asked = type("Sink", (list,), {"append": lambda self, one: None})()
        pipe.send(server.address)
        pipe.recv()


class Timed:
    """An engine that notes how long its calls take."""

    def __init__(self, engine):
        self.engine = engine
        self.seconds = []
        self.waited = []

    def complete(self, request):
        began = time.thread_time(), time.perf_counter()
        response = self.engine.complete(request)
        self.seconds.append(time.thread_time() - began[0])
        self.waited.append(time.perf_counter() - began[1])
        return response


def work(folder, settings, name):
    tool = Tool("look", "Look.", Nothing, lambda given: f"{given.number}: " + "x = row['price']\n" * 40)
    budget = Budget(settings.budget, Ledger(folder / "ledger"), "shop", name)
    journal = Journal(folder / "agents" / f"{name}.jsonl", name)
    return Work(task="Find it.", tools=(tool,), answer=Answer, journal=journal, budget=budget)


def memory_mb():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--incidents", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=4)
    chosen = parser.parse_args()
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(chosen.turns, there), daemon=True)
    server.start()
    folder = Path(tempfile.mkdtemp(prefix="arbase-perf-"))
    ready(folder)
    settings = ModelSettings(
        base_url=here.recv(),
        budget={"incident": {}, "service": {}, "day": {}},
        loop={"turns": chosen.turns + 2},
        name="claude-opus-5-5",
        stream=False,
    )
    lm, meter = importlib.import_module("arbase.model.connect").connect(settings, {"ANTHROPIC_API_KEY": "k"})
    loop = importlib.import_module("arbase.model.loop").AgentLoop(lm, meter, settings, "You are an agent.")
    timed = meter._engine = Timed(meter._engine)
    own, wall = [], []
    for number in range(4):
        timed.seconds.clear()
        timed.waited.clear()
        began = time.thread_time(), time.perf_counter()
        outcome = loop(work=work(folder, settings, f"one-{number}")).outcome
        took, lasted = time.thread_time() - began[0], time.perf_counter() - began[1]
        assert outcome.kind == "done", outcome
        own.append((took - sum(timed.seconds)) * 1000 / len(timed.seconds))
        wall.append((lasted - sum(timed.waited)) * 1000 / len(timed.waited))
    meter._engine = timed.engine
    sizes = []
    for number in range(chosen.rounds):
        jobs = [work(folder, settings, f"many-{number}-{one}") for one in range(chosen.incidents)]
        with ThreadPoolExecutor(chosen.incidents) as pool:
            kinds = list(pool.map(lambda job: loop(work=job).outcome.kind, jobs))
        assert kinds == ["done"] * chosen.incidents, kinds
        del jobs
        sizes.append(memory_mb())
    here.send("end")
    server.join(5)
    growth = sizes[-1] / sizes[0]
    each = ", ".join(f"{one:.2f}" for one in own)
    print(f"own time of a turn: median {statistics.median(own):.2f} ms of {each} (limit {LIMIT_MS} ms)")
    print(f"the same by the clock: median {statistics.median(wall):.2f} ms")
    shown = ", ".join(f"{size:.0f}" for size in sizes)
    print(f"{chosen.incidents} incidents at once, memory after each round: {shown} MB")
    print(f"growth from the first to the last round: {growth:.2f} (limit {LIMIT_GROWTH})")
    sys.exit(0 if statistics.median(own) < LIMIT_MS and growth < LIMIT_GROWTH else 1)


if __name__ == "__main__":
    main()
