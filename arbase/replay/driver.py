"""The replayer: ships the program of `inside/` into a sandbox, talks to it over pipes, trusts nothing it says."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.service import Service
from arbase.replay.interface import Observation, Recorded, Replayer, Variant
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun

PACKAGE = "arbase_inside"
START = f"import sys; sys.path[0] = sys.argv[1]; from {PACKAGE}.zygote import main; del sys.path[0]; main()"
OLDEST = (3, 7)
CHECK = (
    f"import sys; sys.version_info >= {OLDEST} or sys.exit("
    f"'arbase needs Python {OLDEST[0]}.{OLDEST[1]} or later, this is %s' % sys.version.split()[0])\n"
)
LONGEST_SECONDS = 3600.0
OUTPUT_BYTES = 256_000_000
SKIPPED = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache")


class SandboxReplayer(Replayer):
    """Replays in any sandbox.

    `parallel` variants run at a time. `start_seconds` is how long importing and starting the application may take,
    `test_seconds` how long the visible tests may run while they are recorded. Which third-party modules an
    application loads is remembered for the life of this object, so that later calls import them once and early.
    """

    def __init__(
        self, sandbox: Sandbox, *, parallel: int = 2, start_seconds: float = 60.0, test_seconds: float = 120.0
    ) -> None:
        self.sandbox = sandbox
        self._parallel = parallel
        self._start_seconds = start_seconds
        self._test_seconds = test_seconds
        self._modules: dict[tuple[str, str], list[str]] = {}

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
        key = (str(service.python), service.app.target if service.app else "")
        spec = {
            "mode": "observe",
            "variants": [_checked(variant) for variant in variants],
            "stimuli": [stimulus.model_dump(mode="json") for stimulus in stimuli],
            "trace": list(trace),
            "seconds_each": seconds_each,
            "start_seconds": self._start_seconds,
            "parallel": self._parallel,
            "preload": self._modules.get(key, []),
        }
        each = self._start_seconds + len(stimuli) * (seconds_each + 5.0)
        run, messages = self._run(tree, service, spec, seconds=30.0 + len(variants) * each)
        found: dict[tuple[int, int], Observation] = {}
        for message in messages:
            if "modules" in message:
                self._modules[key] = [name for name in message["modules"] if isinstance(name, str)]
            elif "variant" in message:
                index = (message["variant"], message["stimulus"])
                found[index] = _observation(message, variants)
        if not found:
            raise ReplayError(f"The replay driver told nothing: {_reason(run, messages)}.")
        missing = f"not run: {_reason(run, messages)}"
        return tuple(
            found.get((number, index)) or Observation(variant=variant.name, stimulus=index, error=missing)
            for number, variant in enumerate(variants)
            for index in range(len(stimuli))
        )

    def record(self, tree: Path, service: Service, *, limit: int = 200) -> tuple[Recorded, ...]:
        """See the interface. A test run that fails or takes too long still gives what was recorded until then."""
        if service.app is None:
            return ()
        spec = {
            "mode": "record",
            "test": list(service.commands.test),
            "tests": service.tests,
            "limit": limit,
            "seconds": self._test_seconds,
        }
        run, messages = self._run(tree, service, spec, seconds=self._test_seconds + 30.0)
        if not messages:
            raise ReplayError(f"The replay driver told nothing: {_reason(run, messages)}.")
        found = []
        for message in messages:
            with contextlib.suppress(ValidationError):
                if "recorded" in message:
                    found.append(Recorded.model_validate(message["recorded"]))
        return tuple(found[:limit])

    def _run(
        self, tree: Path, service: Service, spec: dict[str, Any], *, seconds: float
    ) -> tuple[SandboxRun, list[dict[str, Any]]]:
        with tempfile.TemporaryDirectory(prefix="arbase-replay-", ignore_cleanup_errors=True) as place:
            base = Path(place).resolve()
            ship, work = base / "ship", base / "work"
            work.mkdir()
            shutil.copytree(Path(__file__).parent / "inside", ship / PACKAGE, ignore=SKIPPED)
            readable_tree = _shareable(tree.resolve(), base / "tree")
            spec |= {
                "tree": str(readable_tree),
                "ship": str(ship),
                "app": service.app.model_dump() if service.app else None,
                "source_roots": list(service.source_roots),
            }
            run = self.sandbox.run(
                (service.python or sys.executable, "-c", CHECK + START, str(ship)),
                folder=work,
                stdin=json.dumps(spec).encode(),
                env={
                    "PYTHONHASHSEED": "0",
                    "LC_ALL": "C.UTF-8",
                    "TZ": "UTC",
                    "PYTHONDONTWRITEBYTECODE": "1",
                    **service.env,
                },
                readable=(ship, readable_tree),
                limits=Limits(seconds=min(seconds, LONGEST_SECONDS), output_bytes=OUTPUT_BYTES),
            )
        return run, list(_messages(run.stdout))


def _shareable(tree: Path, copy: Path) -> Path:
    """`tree`, or a copy where its permissions keep the sandbox's user out."""
    if tree.stat().st_mode & 0o005 == 0o005:
        return tree
    shutil.copytree(tree, copy, symlinks=True, ignore=SKIPPED)
    copy.chmod(0o755)
    return copy


def _checked(variant: Variant) -> dict[str, str | None]:
    for path in variant.overlay:
        pure = PurePosixPath(path)
        if not path or pure.is_absolute() or ".." in pure.parts or "\0" in path or pure.parts[:1] == (".git",):
            raise ReplayError(f"Variant {variant.name} has the path {path!r}; a path must lie inside the repository.")
    return variant.overlay


def _messages(output: bytes) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict):
            yield message


def _observation(message: dict[str, Any], variants: tuple[Variant, ...]) -> Observation:
    """What the driver said of one stimulus; the part that ran the code may have said anything."""
    variant, stimulus = message.pop("variant"), message.get("stimulus")
    name = variants[variant].name
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


def _reason(run: SandboxRun, messages: list[dict[str, Any]]) -> str:
    for message in reversed(messages):
        if "failure" in message:
            return str(message["failure"])[:500]
    if run.timed_out:
        return f"the sandbox's time of {run.seconds:.0f} s ran out"
    if run.truncated:
        return "the output was too large"
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
    said = f", it said: {lines[-1][:300]}" if lines else ""
    return f"it ended with status {run.exit_status}{said}"
