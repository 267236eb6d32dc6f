"""The replayer: ships the program of `inside/` into a sandbox, talks to it over pipes, trusts nothing it says."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.service import Service
from arbase.replay.inside.searching import longest
from arbase.replay.interface import TEST_PROGRAMS, Observation, Recorded, Replayer, Variant
from arbase.replay.prepared import PreparedTree, prepared_tree
from arbase.replay.search import Attempt, Profile, Search, Target, profile_of, search_of
from arbase.replay.session import Session
from arbase.sandbox.interface import Sandbox
from arbase.workspace.checkout import head, is_repository

SLACK_SECONDS = 30.0


class SandboxReplayer(Replayer):
    """Replays in any sandbox.

    `parallel` variants run at a time. `start_seconds` is how long importing and starting the application may take,
    `test_seconds` how long the visible tests may run while they are recorded. The process for the last tree is kept,
    so that further calls for it skip the import of third-party modules; `close` ends it, as does a minute and
    a half without work.
    """

    def __init__(
        self, sandbox: Sandbox, *, parallel: int = 2, start_seconds: float = 60.0, test_seconds: float = 120.0
    ) -> None:
        self.sandbox = sandbox
        self._parallel = parallel
        self._start_seconds = start_seconds
        self._test_seconds = test_seconds
        self._modules: dict[str, list[str]] = {}
        self._session: tuple[str, Session] | None = None
        self._lock = threading.Lock()
        self._trees: dict[str, PreparedTree] = {}
        self._profiles: dict[str, Profile] = {}
        self._recorded: dict[str, tuple[Recorded, ...]] = {}
        self._kept = contextlib.ExitStack()

    @contextlib.contextmanager
    def prepared(self, service: Service, commit: str | None) -> Iterator[PreparedTree]:
        """See the interface; a prepared tree is kept until `close`, since every stage wants the same one."""
        sha = commit or (head(service.repository) if is_repository(service.repository) else None)
        key = f"{sha} {service.model_dump_json()}"
        if key not in self._trees:
            self._trees[key] = self._kept.enter_context(prepared_tree(self.sandbox, service, sha))
        yield self._trees[key]

    def observe(
        self,
        tree: Path,
        service: Service,
        variants: tuple[Variant, ...],
        stimuli: tuple[Stimulus, ...],
        *,
        trace: tuple[str, ...] = (),
        seconds_each: float = 10.0,
    ) -> tuple[Observation, ...]:
        """See the interface."""
        if not variants or not stimuli:
            return ()
        request = {
            "mode": "observe",
            "variants": [_checked(variant) for variant in variants],
            "brief": [variant.brief for variant in variants],
            "stimuli": [stimulus.model_dump(mode="json") for stimulus in stimuli],
            "trace": list(trace),
            "seconds_each": seconds_each,
            "start_seconds": self._start_seconds,
            "parallel": self._parallel,
        }
        each = self._start_seconds + len(stimuli) * (seconds_each + 5.0)
        # pytest wants to be the first to import what it rewrites, so nothing is imported ahead of it.
        cold = any(word in TEST_PROGRAMS for stimulus in stimuli for word in stimulus.command[:3])
        found: dict[tuple[int, int], Observation] = {}
        missing = "the replay driver did not tell"
        for message in self._ask(tree, service, request, SLACK_SECONDS + len(variants) * each, cold=cold):
            if "variant" in message:
                found[message["variant"], message["stimulus"]] = _observation(message, variants)
            elif "broke" in message:
                missing = f"not run: {message['broke']}"
        return tuple(
            found.get((number, index)) or Observation(variant=variant.name, stimulus=index, error=missing)
            for number, variant in enumerate(variants)
            for index in range(len(stimuli))
        )

    def record(self, tree: Path, service: Service, *, limit: int = 200) -> tuple[Recorded, ...]:
        """See the interface. A test run that fails or takes too long still gives what was recorded until then."""
        key = f"{tree.resolve()} {service.model_dump_json()} {limit}"
        if service.app is None:
            return ()
        if key in self._recorded:
            return self._recorded[key]
        request = {
            "mode": "record",
            "test": list(service.commands.test),
            "tests": service.tests,
            "limit": limit,
            "seconds": self._test_seconds,
        }
        found = []
        # The tests run in a process of their own anyway; beside the kept one, experiments need not wait for them.
        for message in self._ask(tree, service, request, self._test_seconds + SLACK_SECONDS, cold=True):
            with contextlib.suppress(ValidationError):
                if "recorded" in message:
                    found.append(Recorded.model_validate(message["recorded"]))
        self._recorded[key] = tuple(found[:limit])
        return self._recorded[key]

    def profile(self, tree: Path, service: Service, command: tuple[str, ...], *, seconds: float = 60.0) -> Profile:
        """See the interface; asked once for each tree and command."""
        key = f"{tree.resolve()} {service.model_dump_json()} {command}"
        if key not in self._profiles:
            request = {"mode": "profile", "command": list(command), "seconds": seconds}
            self._profiles[key] = profile_of(
                self._ask(tree, service, request, longest(seconds) + SLACK_SECONDS, cold=True)
            )
        return self._profiles[key]

    def search(
        self,
        tree: Path,
        service: Service,
        command: tuple[str, ...],
        targets: tuple[Target, ...],
        attempts: tuple[Attempt, ...],
        *,
        seconds: float = 60.0,
    ) -> Search:
        """See the interface."""
        if not targets or not attempts:
            return Search()
        request = {
            "mode": "search",
            "command": list(command),
            "targets": [target.model_dump(mode="json") for target in targets],
            "sources": sorted({target.path for target in targets}),
            "candidates": [attempt.model_dump(mode="json") for attempt in attempts],
            "seconds": seconds,
            "parallel": self._parallel,
        }
        return search_of(self._ask(tree, service, request, longest(seconds) + SLACK_SECONDS, cold=True))

    def close(self) -> None:
        """End the process that is kept, and delete the trees."""
        with self._lock:
            self._end()
        self._trees.clear()
        self._recorded.clear()
        self._profiles.clear()
        self._kept.close()

    def _ask(
        self, tree: Path, service: Service, request: dict[str, Any], seconds: float, *, cold: bool
    ) -> list[dict[str, Any]]:
        """The answers to a request. The kept process takes one at a time; a cold one is each request's own.

        Raises ReplayError if there is none. If the process broke on the way, the last message says so as `broke`.
        """
        known = f"{service.python} {service.app}"
        messages: list[dict[str, Any]] = []
        with contextlib.nullcontext() if cold else self._lock:
            session = self._session_for(tree, service, known, cold=cold)
            try:
                messages.extend(session.ask(request, seconds))
            except ReplayError as error:
                session.close()
                if not messages:
                    raise
                messages.append({"broke": str(error)})
            finally:
                if cold:
                    session.close()
        for message in messages:
            if "modules" in message:
                self._modules[known] = [name for name in message["modules"] if isinstance(name, str)]
        return messages

    def _session_for(self, tree: Path, service: Service, known: str, *, cold: bool) -> Session:
        """The kept process if it is the right one; a cold one is used once, beside it."""
        if cold:
            return Session(self.sandbox, tree, service, {"cold": True, "preload": []})
        key = f"{tree.resolve()} {service.model_dump_json()}"
        if self._session is None or self._session[0] != key or not self._session[1].alive:
            self._end()
            settings = {"cold": False, "preload": self._modules.get(known, [])}
            self._session = (key, Session(self.sandbox, tree, service, settings))
        return self._session[1]

    def _end(self) -> None:
        if self._session is not None:
            self._session[1].close()
            self._session = None


def _checked(variant: Variant) -> dict[str, str | None]:
    for path in variant.overlay:
        pure = PurePosixPath(path)
        if not path or pure.is_absolute() or ".." in pure.parts or "\0" in path or pure.parts[:1] == (".git",):
            raise ReplayError(f"Variant {variant.name} has the path {path!r}; a path must lie inside the repository.")
    return variant.overlay


def _observation(message: dict[str, Any], variants: tuple[Variant, ...]) -> Observation:
    """What the driver said of one stimulus; the part that ran the code may have said anything."""
    name, stimulus = variants[message["variant"]].name, message.get("stimulus")
    for key in ("seconds", "lines", "headers"):
        if message.get(key) is None:
            message.pop(key, None)
    try:
        return Observation.model_validate(message | {"variant": name})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        text = f"the process of this variant reported something that is no observation ({where}: {first['msg']})"
        return Observation(variant=name, stimulus=stimulus if isinstance(stimulus, int) else 0, error=text)
