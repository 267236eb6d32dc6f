"""The repository of a case from outside: a copy with the history up to its commit, and nothing that came later."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from arbase.domain.errors import UserError, WorkspaceError
from arbase.domain.service import Commands, Service
from arbase.evaluation.cases.case import OutsideCase
from arbase.git.command import ENVIRONMENT
from arbase.settings import load_service
from arbase.workspace.checkout import head, is_repository, resolve

FETCH_SECONDS = 900
_URL = re.compile(r"(?:https?|ssh|git|file)://|[\w.-]+@[\w.-]+:")
SERVE_ANY = "git -c uploadpack.allowAnySHA1InWant=true upload-pack"


def service_of(case: OutsideCase, scratch: Path) -> Service:
    """The service record of a case; its `.arbase/service.yaml` counts where there is one, the case's keys win.

    Raises UserError, WorkspaceError, which say what is wrong and where.
    """
    repository = _repository(case, scratch)
    python = interpreter(case)
    env = dict(case.env)
    given: dict[str, object] = {"python": python} if python else {}
    if (repository / ".arbase" / "service.yaml").is_file():
        service = load_service(repository, **given)
        commands = service.commands.model_copy(update={"test": case.suite} if case.suite else {})
        return service.model_copy(update={"env": {**service.env, **env}, "commands": commands})
    tests = next((name for name in ("tests", "test") if (repository / name).is_dir()), ".")
    roots = (".", *(name for name in ("src", "lib") if any((repository / name).glob("**/*.py"))))
    return Service(
        name=re.sub(r"[^a-z0-9]+", "-", case.id.lower()).strip("-") or "case",
        repository=repository.resolve(),
        python=python or None,
        env=env,
        commands=Commands(test=case.suite),
        source_roots=roots,
        tests=tests,
    )


def interpreter(case: OutsideCase) -> str:
    """The full path of the case's interpreter; empty for arbase's own. Raises UserError where there is none."""
    named = case.python
    if not named:
        return ""
    found = shutil.which(named) if "/" not in named else str((case.folder / named).absolute())
    if found is None or not Path(found).is_file() or not os.access(found, os.X_OK):
        raise UserError(f"case {case.id}: there is no interpreter {named!r}; correct `python` or install it")
    return found


def resolved_words(words: tuple[str, ...], service: Service) -> tuple[str, ...]:
    """The command with the service's interpreter where it says `python` or `pytest`."""
    if not words:
        return words
    python = service.python or sys.executable
    if words[0] in {"python", "python3"}:
        return (python, *words[1:])
    return (python, "-m", "pytest", *words[1:]) if words[0] in {"pytest", "py.test"} else words


def _repository(case: OutsideCase, scratch: Path) -> Path:
    if _URL.match(case.repository):
        return _fetched(case, case.repository, case.commit or "HEAD", scratch / "repository")
    folder = (case.folder / case.repository).resolve()
    if not folder.is_dir():
        raise UserError(f"case {case.id}: repository {folder} is not a folder; correct `repository`")
    if not is_repository(folder):
        if case.commit:
            raise UserError(f"case {case.id}: {folder} is no git repository, so it has no commit; remove `commit`")
        return folder
    commit = resolve(folder, case.commit) if case.commit else head(folder)
    if commit is None:
        raise UserError(f"case {case.id}: {folder} has no commit {case.commit[:60]!r}; correct `commit`")
    # A copy also where HEAD would do: what came after the commit may hold the fix, and the checkout is the user's.
    return _fetched(case, str(folder), commit, scratch / "repository")


def _fetched(case: OutsideCase, source: str, commit: str, target: Path) -> Path:
    """A checkout of `commit` with its ancestors only. Raises WorkspaceError with git's own words."""
    target.mkdir(parents=True)
    _git(case, target, "init", "--quiet", "--initial-branch=main", ".")
    remote = source.startswith(("http", "ssh", "git@")) or _URL.match(source) is not None
    # A source that is a shallow clone gives what it has; without this git takes nothing from it and says no word.
    options = ("--update-shallow",) if remote else ("--update-shallow", f"--upload-pack={SERVE_ANY}")
    _git(case, target, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *options, "--", source, commit)
    _git(case, target, "reset", "--quiet", "--hard", "FETCH_HEAD")
    (target / ".git" / "FETCH_HEAD").unlink(missing_ok=True)
    return target


def _git(case: OutsideCase, folder: Path, *words: str) -> None:
    """git with a configuration of ours alone; hooks and filters of the source are not copied by a fetch."""
    safe = ("-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=true", "-c", "protocol.ext.allow=never")
    env = {
        **ENVIRONMENT,
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    }
    # The source may belong to another user; a fetch only reads its objects.
    env |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
    try:
        run = subprocess.run(
            ["git", *safe, *words], cwd=folder, env=env, capture_output=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WorkspaceError(f"case {case.id}: git {words[0]} did not end within {FETCH_SECONDS} s") from error
    if run.returncode != 0:
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        said = lines[-1][:300] if lines else f"exit status {run.returncode}"
        raise WorkspaceError(f"case {case.id}: git {words[0]} of {case.repository}: {said}")
