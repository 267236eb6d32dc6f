"""Small real repositories, the diagnosis that replaying them gives, and doubles for what needs no process."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction, Stimulus
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.service import Application, Commands, Service
from arbase.domain.triage import CodeLocation, SuspectCommit
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Observation, Recorded, Replayer, Variant
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.sandbox.process import ProcessSandbox
from arbase.verify.gates.interface import GateCase
from arbase.verify.history import Archive, GitArchive, History, Revision
from arbase.verify.lab import Lab
from arbase.verify.precedent import Repository
from tests.fakes import NOW

JSON = (("content-type", "application/json"),)
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
REGRESSION = "tests/test_regression.py"


def get(target: str, *headers: tuple[str, str]) -> Stimulus:
    """A GET request."""
    return Stimulus(target=target, headers=headers)


def post(target: str, body: object) -> Stimulus:
    """A POST request with a JSON body."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Stimulus(method="POST", target=target, headers=JSON, body=base64.b64encode(raw).decode())


@dataclass(frozen=True)
class Scene:
    """A repository with one bug. `earlier` are commits before the last one, oldest first."""

    files: dict[str, str]
    trigger: Stimulus
    client_inputs: tuple[str, ...] = ()
    traffic: tuple[Stimulus, ...] = ()
    earlier: tuple[dict[str, str], ...] = ()
    kind: str = "asgi"
    test: tuple[str, ...] = ()
    lint: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    source: str = "app.py"


def the_sandbox() -> Sandbox:
    """The best sandbox of this machine."""
    return BubblewrapSandbox() if BubblewrapSandbox.problem() is None else ProcessSandbox()


@dataclass
class Stage:
    """A scene on disk, with its service and diagnosis as replaying gives it."""

    scene: Scene
    service: Service
    replayer: Replayer
    diagnosis: Diagnosis
    commits: tuple[str, ...] = ()
    _lab: list[Lab] = field(default_factory=list)

    @property
    def crash(self) -> CrashSpec:
        """The crash of the diagnosis."""
        assert self.diagnosis.crash is not None
        return self.diagnosis.crash

    @property
    def tree(self) -> Path:
        """The files; no export is needed for reading them."""
        return self.service.repository

    def candidate(self, *edits: tuple[str, str], **more: object) -> CandidateFix:
        """A candidate that replaces texts of the scene's source, and brings the regression test."""
        before = self.scene.files[self.scene.source]
        after = before
        for old, new in edits:
            assert old in after, f"not in the source: {old!r}"
            after = after.replace(old, new, 1)
        patch = Patch(edits=(FileEdit(path=self.scene.source, before=before, after=after),))
        facts: dict[str, object] = {"patch": patch, "tests": Patch(), "engine": "static", "stream": "template"}
        return CandidateFix.model_validate({**facts, **more})

    def case(self, candidate: CandidateFix) -> GateCase:
        """What gates see of a candidate; the laboratory is shared, so the code before is replayed once."""
        if not self._lab:
            self._lab.append(Lab(self.replayer, self.tree, self.service, self.diagnosis, self.crash))
        suspects = [item.sha for item in self.diagnosis.suspects]
        commit = self.commits[-1] if self.commits else ""
        archive: Archive = GitArchive(self.tree, commit, suspects) if commit else Nothing()
        return GateCase(
            candidate=candidate,
            diagnosis=self.diagnosis,
            crash=self.crash,
            service=self.service,
            repository=Repository(self.tree),
            history=History(archive),
            lab=self._lab[0],
        )


class Nothing(Archive):
    """No history."""

    def revisions(self, path: str) -> tuple[Revision, ...]:
        """Nothing."""
        return ()


def write(root: Path, files: dict[str, str]) -> None:
    """Write texts below a folder."""
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def commit(root: Path, subject: str) -> str:
    """Commit everything in a repository, which is made at the first call."""
    if not (root / ".git").is_dir():
        subprocess.run([*GIT, "init", "-q"], cwd=root, check=True)
    subprocess.run([*GIT, "add", "-A"], cwd=root, check=True)
    subprocess.run([*GIT, "commit", "-q", "--allow-empty", "-m", subject], cwd=root, check=True)
    said = subprocess.run([*GIT, "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    return said.stdout.strip()


def stage(scene: Scene, root: Path, *, sandbox: Sandbox | None = None) -> Stage:
    """Build the repository and replay the trigger: the crash spec is what is seen, not what a test says."""
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o755)
    commits = []
    for number, files in enumerate(scene.earlier):
        write(root, files)
        commits.append(commit(root, f"step {number}"))
    write(root, scene.files)
    commits.append(commit(root, "the bug"))
    module = scene.source.removesuffix(".py")
    kind = "wsgi" if scene.kind == "wsgi" else "asgi"
    service = Service(
        name="scene",
        repository=root,
        app=Application(kind=kind, target=f"{module}:app") if scene.kind != "command" else None,
        commands=Commands(test=scene.test, lint=scene.lint, setup=scene.setup),
    )
    replayer = SandboxReplayer(sandbox or the_sandbox())
    (seen,) = replayer.observe(root, service, (Variant(name="before"),), (scene.trigger,))
    assert seen.raised is not None, seen
    return Stage(scene, service, replayer, diagnosis_of(scene, seen, tuple(commits)), tuple(commits))


def diagnosis_of(scene: Scene, seen: Observation, commits: tuple[str, ...] = ()) -> Diagnosis:
    """The diagnosis that an honest engine would give."""
    raised = seen.raised
    assert raised is not None
    crash = CrashSpec(
        exception=raised.exception,
        message=raised.message,
        location=raised.trace[-1],
        trace=raised.trace,
        variables=raised.variables,
    )
    suspects = tuple(
        SuspectCommit(sha=sha, author="t", at=NOW, subject="step", score=0.5, why="blame") for sha in commits[-1:]
    )
    test = regression_test(scene) if scene.kind != "command" else command_test(scene)
    return Diagnosis(
        incident_id="0123456789ab",
        crash=crash,
        hypotheses=(),
        reproduction=Reproduction(
            stimulus=scene.trigger, attempts=3, failures=3, status=seen.status, test_path=REGRESSION, test_source=test
        ),
        suspects=suspects,
        client_inputs=scene.client_inputs,
        traffic=scene.traffic,
        base_commit=commits[-1] if commits else "",
    )


def regression_test(scene: Scene) -> str:
    """A test that sends the trigger."""
    module, trigger = scene.source.removesuffix(".py"), scene.trigger
    body = base64.b64decode(trigger.body)
    if scene.kind == "wsgi":
        send = (
            f"    client = app.test_client()\n    response = client.open({trigger.target!r}, "
            f"method={trigger.method!r}, data={body!r}, headers={dict(trigger.headers)!r})\n"
        )
        return f"from {module} import app\n\n\ndef test_it_answers():\n{send}    assert response.status_code < 500\n"
    return (
        f"from starlette.testclient import TestClient\n\nfrom {module} import app\n\n\ndef test_it_answers():\n"
        f"    client = TestClient(app, raise_server_exceptions=False)\n"
        f"    response = client.request({trigger.method!r}, {trigger.target!r}, content={body!r}, "
        f"headers={dict(trigger.headers)!r})\n"
        f"    assert response.status_code < 500\n"
    )


def command_test(scene: Scene) -> str:
    """A test that runs the command of the trigger."""
    words = ", ".join(repr(word) for word in scene.trigger.command[1:])
    return (
        "import subprocess\nimport sys\n\n\ndef test_it_ends_well():\n"
        f"    run = subprocess.run([sys.executable, {words}], capture_output=True, text=True)\n"
        "    assert run.returncode == 0, run.stderr\n"
    )


class ScriptedReplayer(Replayer):
    """Answers by a function of overlay and stimulus; runs nothing."""

    def __init__(self, answer: Callable[[dict[str, str | None], Stimulus], Observation]) -> None:
        self.sandbox = NoSandbox()
        self._answer = answer
        self.calls = 0

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
        """The scripted answers."""
        self.calls += 1
        return tuple(
            self._answer(variant.overlay, stimulus).model_copy(update={"variant": variant.name, "stimulus": index})
            for variant in variants
            for index, stimulus in enumerate(stimuli)
        )

    def record(self, tree: Path, service: Service, *, limit: int = 200) -> tuple[Recorded, ...]:
        """Nothing was recorded."""
        return ()


class NoSandbox(Sandbox):
    """Must not be used."""

    name = "none"

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
        """Refuse."""
        raise AssertionError(f"a pure test ran {command}")

    def isolation(self) -> str:
        """Nothing runs here."""
        return "nothing runs"


def on_paper(source: str, line: int, root: Path, *, exception: str = "KeyError", **more: object) -> Stage:
    """A stage for rules that only read: one file, a crash at a line, nothing ever runs."""
    root.mkdir(parents=True, exist_ok=True)
    files = {"app.py": source}
    write(root, files)
    scene = Scene(files=files, trigger=get("/"))
    location = CodeLocation(path="app.py", line=line, function="")
    seen = {"exception": exception, "message": "", "location": location, "trace": (location,)}
    crash = CrashSpec.model_validate({**seen, **more})
    reproduction = Reproduction(stimulus=scene.trigger, attempts=3, failures=3)
    diagnosis = Diagnosis(incident_id="0123456789ab", crash=crash, hypotheses=(), reproduction=reproduction)
    replayer = ScriptedReplayer(lambda overlay, stimulus: Observation(variant="", stimulus=0, status=200))
    return Stage(scene, Service(name="scene", repository=root), replayer, diagnosis)


Told = tuple[int, dict[str, str] | None]


class ScriptedSandbox(Sandbox):
    """Runs nothing: `answer` gets the command and the folder, and says exit status and endings of tests.

    Endings are written as the report that the command asks for; None writes no report.
    """

    name = "scripted"

    def __init__(self, answer: Callable[[tuple[str, ...], Path], Told]) -> None:
        self._answer = answer
        self.commands: list[tuple[str, ...]] = []

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
        """The scripted answer; status 124 stands for a command that did not end in time."""
        self.commands.append(command)
        status, tests = self._answer(command, folder)
        report = next((word.partition("=")[2] for word in command if word.startswith("--junitxml=")), "")
        if report and tests is not None:
            Path(report).write_text(_junit(tests))
        late = status == 124
        return SandboxRun(command=command, exit_status=status, seconds=0.1, stdout=b"", stderr=b"", timed_out=late)

    def isolation(self) -> str:
        """Nothing runs here."""
        return "nothing runs"


def _junit(tests: dict[str, str]) -> str:
    tags = {"failed": "failure", "error": "error", "skipped": "skipped"}
    lines = []
    for key, told in tests.items():
        module, _, name = key.partition("::")
        ending, _, text = told.partition(": ")
        inner = f'<{tags[ending]} message="{text}">{text}</{tags[ending]}>' if ending in tags else ""
        lines.append(f'<testcase classname="{module}" name="{name}">{inner}</testcase>')
    return f"<testsuites><testsuite>{''.join(lines)}</testsuite></testsuites>"
