"""Tools that run code of the repository: in the sandbox, on a scratch copy, offline; what they say proves nothing."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from arbase.agents.told import described
from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import WorkspaceError
from arbase.domain.service import Service
from arbase.model.tools import Arguments, Tool, cut
from arbase.replay.interface import Observation, Replayer, Variant
from arbase.workspace.paths import relative

SECONDS = 120.0
REQUEST_SECONDS = 15.0
PROBE = "arbase_probe.py"
BODY = 6_000
FILES = 10
LIBRARIES = re.compile(r"(?:\.{0,2}/)[^\s:\"']{0,200}?/site-packages/")


class RunTests(Arguments):
    """Arguments of `run_tests`."""

    paths: list[str] = Field(default=[], max_length=20, description="Test files; empty: the service's test command.")


class Nothing(Arguments):
    """No arguments."""


class Earlier(Arguments):
    """A request."""

    method: str = Field(default="GET", pattern=r"^[A-Z]{3,10}$", description="HTTP method.")
    target: str = Field(default="/", description="Path and query, percent-encoded.")
    headers: dict[str, str] = Field(default={}, max_length=40, description="Headers by name.")
    body: str = Field(default="", description="The body as text.")


class SendRequest(Earlier):
    """Arguments of `replay`."""

    command: list[str] = Field(default=[], max_length=40, description="Instead of a request: words of a command.")
    files: dict[str, str] = Field(default={}, max_length=FILES, description="Files written before, by path.")
    before: list[Earlier] = Field(
        default=[], max_length=10, description="Requests sent before in the same process, to bring about a state."
    )


class Probe(Arguments):
    """Arguments of `probe`."""

    source: str = Field(min_length=1, max_length=20_000, description="A Python script, run in the repository's root.")


class Runs:
    """Runs on the exported code with what was changed over it."""

    def __init__(self, replayer: Replayer, tree: Path, service: Service, overlay: Mapping[str, str | None]) -> None:
        self._replayer = replayer
        self._tree = tree
        self._service = service
        self._overlay = overlay

    def testing(self, reproduction: Stimulus | None) -> tuple[Tool, ...]:
        """Run tests, and the reproduction if there is one."""
        tests = Tool("run_tests", "Run tests in the sandbox, with your changes.", RunTests, self._run_tests)
        if reproduction is None:
            return (tests,)

        def again(_: Nothing) -> str:
            return shown(self.observe(reproduction), command=reproduction.kind == "command")

        text = "Run the reproduction of the diagnosis in the sandbox, with your changes."
        return (tests, Tool("reproduce", text, Nothing, again))

    def experimenting(self) -> tuple[Tool, ...]:
        """Send requests, run commands and scripts."""
        replay = "Send a request to the service, or run a command, in the sandbox; tells status, exception and frames."
        probe = "Run a script beside the service's code in the sandbox; tells its output. It may import the service."
        return (
            Tool("replay", replay, SendRequest, self._replay),
            Tool("probe", probe, Probe, self._probe),
        )

    def _replay(self, given: SendRequest) -> str:
        return shown(self.observe(stimulus_of(given)), command=bool(given.command))

    def observe(self, stimulus: Stimulus, more: Mapping[str, str | None] | None = None) -> Observation:
        """What a stimulus does to the changed code. Raises ReplayError, SandboxError."""
        variant = Variant(name="agent", overlay={**self._overlay, **(more or {})})
        seconds = SECONDS if stimulus.kind == "command" else REQUEST_SECONDS
        return self._replayer.observe(self._tree, self._service, (variant,), (stimulus,), seconds_each=seconds)[0]

    def _run_tests(self, given: RunTests) -> str:
        paths = [relative(path) for path in given.paths]
        words = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths)
        command = words if paths else self._service.commands.test
        if not command:
            raise WorkspaceError("the service has no test command; name test files")
        return shown(self.observe(Stimulus(kind="command", command=command)), command=True)

    def _probe(self, given: Probe) -> str:
        ran = self.observe(Stimulus(kind="command", command=("python", PROBE)), {PROBE: given.source})
        return shown(ran, command=True)


def stimulus_of(given: SendRequest) -> Stimulus:
    """The stimulus that an agent asks for. Raises PathRefused, WorkspaceError."""
    files = tuple((relative(path), text) for path, text in sorted(given.files.items()))
    before = tuple(_request(one) for one in given.before)
    if given.command:
        return Stimulus(kind="command", command=tuple(given.command), files=files)
    return _request(given).model_copy(update={"files": files, "before": before})


def _request(given: Earlier) -> Stimulus:
    if not given.target.startswith("/"):
        raise WorkspaceError("a target begins with /")
    headers = {name.lower(): value for name, value in given.headers.items()}
    if given.body and "content-type" not in headers:
        headers["content-type"] = "application/json" if _is_json(given.body) else "text/plain"
    return Stimulus(
        method=given.method,
        target=given.target,
        headers=tuple(sorted(headers.items())),
        body=base64.b64encode(given.body.encode("utf-8", "replace")).decode() if given.body else "",
    )


def shown(observation: Observation, *, command: bool = False) -> str:
    """An observation as text."""
    lines = [f"{'exit status' if command else 'status'}: {observation.status}, {observation.seconds:.1f} s"]
    if observation.error:
        lines.append(f"could not be run: {observation.error}")
    raised = observation.raised
    if raised is not None:
        lines.append(f"raised: {raised.exception}: {raised.message[:1000]}")
        lines += [f"  {place}" for place in raised.trace]
        lines += [f"  {name}: {described(value)}" for name, value in list(raised.variables.items())[:20]]
    if observation.body:
        lines += ["output:" if command else "answer:", cut(_without_machine(observation.body), BODY)]
    return "\n".join(lines)


def _without_machine(text: str) -> str:
    """Output without the places of this machine's own libraries, which nobody needs to know."""
    return LIBRARIES.sub("", text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
