"""Small programs with a crash: runs them in this process, and runs them again with a draft laid over them."""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import json
import linecache
import os
import sys
import textwrap
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Stimulus
from arbase.domain.fix import FileEdit
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import Crash, crash_of
from arbase.repair.static.search import overlaid, prepared
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.catalogue import TEMPLATES
from arbase.repair.static.templates.interface import Context, Draft
from arbase.replay.inside.describe import Describer
from arbase.replay.inside.operands import operands
from arbase.replay.interface import Raised

# How many modules there were when their objects were last put aside from collections.
_LOADED = [0]


class Fix(NamedTuple):
    """A draft that ends the crash: the changed lines as in a diff, and what the trigger gives now."""

    changes: tuple[str, ...]
    result: Any
    draft: Draft


class Snippet:
    """Files in a folder, and a trigger: an expression over `app.py`, or a request like `POST /orders {"a": 1}`."""

    def __init__(self, folder: Path, files: dict[str, str], trigger: str) -> None:
        self.root = folder
        self.trigger = trigger
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        self.codebase = Codebase(folder)

    def crash(self) -> Crash:
        """The crash of the trigger."""
        raised = self.raised()
        assert raised is not None, "the snippet does not crash"
        crash = crash_of(self.codebase, None, raised)
        assert crash is not None
        return crash

    def raised(self) -> Raised | None:
        """What the trigger raises, as the replay describes it."""
        try:
            self._run()
        except Exception as error:  # noqa: BLE001 -- whatever the snippet raises is the finding
            return self._described(error)
        return None

    def drafts(self) -> list[Draft]:
        """All drafts, best first."""
        diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=())
        service = Service(name="shop", repository=self.root)
        context = Context(self.codebase, self.crash(), diagnosis, service)
        found = [draft for template in TEMPLATES for draft in template.drafts(context)]
        return [trial.draft for trial in prepared(self.codebase, found, set())]

    def fixes(self, most: int = 3) -> list[Fix]:
        """The first drafts with which the trigger no longer crashes."""
        found: list[Fix] = []
        for draft in self.drafts():
            overlay = overlaid(self.codebase, draft)
            assert overlay is not None
            before = {path: self.codebase.read(path) for path in overlay}
            self._write(overlay)
            with contextlib.suppress(Exception):
                found.append(Fix(_changes(before, overlay), self._run(), draft))
            self._write(before)
            if len(found) == most:
                break
        return found

    def _write(self, overlay: dict[str, str | None]) -> None:
        for path, text in overlay.items():
            (self.root / path).write_text(text or "", encoding="utf-8")

    def _run(self) -> Any:
        with _imported(self.root) as module, _quiet():
            verb, _, rest = self.trigger.partition(" ")
            if verb not in ("GET", "POST", "PUT", "DELETE", "PATCH"):
                return eval(self.trigger, vars(module))
            target, _, body = rest.partition(" ")
            return _request(module.app, verb, target, body)

    def _described(self, error: BaseException) -> Raised:
        frames = []
        traceback = error.__traceback__
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename.startswith(str(self.root)):
                frames.append(traceback)
            traceback = traceback.tb_next
        last = frames[-1]
        positions = list(last.tb_frame.f_code.co_positions())[last.tb_lasti // 2]
        describer = Describer(str(self.root))
        filename = last.tb_frame.f_code.co_filename
        values = dict(operands(last.tb_frame, Path(filename).read_text(encoding="utf-8"), last.tb_lineno))
        values = {**dict(last.tb_frame.f_locals), **values}
        described = {name: describer.describe(value) for name, value in values.items()}
        if isinstance(error, AttributeError):
            described["<object>"] = describer.describe(error.obj)
        return Raised(
            exception=type(error).__name__,
            message=str(error),
            module=type(error).__module__ if type(error).__module__ != "builtins" else "",
            trace=tuple(
                CodeLocation(
                    path=os.path.relpath(item.tb_frame.f_code.co_filename, self.root),
                    line=item.tb_lineno,
                    function=item.tb_frame.f_code.co_qualname,
                )
                for item in frames
            ),
            column=positions[2],
            end_line=positions[1],
            end_column=positions[3],
            variables=described,
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """A coroutine that is never awaited is what some snippets are about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            yield
        finally:
            gc.collect()
            if len(sys.modules) > _LOADED[0]:
                # Else each collection goes through every library that is loaded: most of the time of these tests.
                gc.freeze()
                _LOADED[0] = len(sys.modules)


@contextlib.contextmanager
def _imported(root: Path) -> Iterator[Any]:
    """`app` imported from `root`; the modules of the snippet are forgotten at the end."""
    before = set(sys.modules)
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode, kept = True, sys.dont_write_bytecode
    importlib.invalidate_caches()
    linecache.clearcache()
    try:
        yield importlib.import_module("app")
    finally:
        sys.path.remove(str(root))
        sys.dont_write_bytecode = kept
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(root)):
                del sys.modules[name]


def _request(app: Any, verb: str, target: str, body: str) -> int:
    """The status of a request to a FastAPI, Starlette or Flask application; a crash comes through."""
    headers = dict(json.loads(body).pop("headers", {})) if '"headers"' in body else {}
    content = json.loads(body) if body else None
    if isinstance(content, dict):
        content.pop("headers", None)
    if hasattr(app, "test_client"):
        app.config["PROPAGATE_EXCEPTIONS"] = True
        options = {} if content is None else {"json": content}
        return app.test_client().open(target, method=verb, headers=headers, **options).status_code
    with TestClient(app, raise_server_exceptions=True) as client:
        return client.request(verb, target, json=content, headers=headers).status_code


def _changes(before: dict[str, str | None], after: dict[str, str | None]) -> tuple[str, ...]:
    lines = []
    for path, text in after.items():
        diff = FileEdit(path=path, before=before[path], after=text).diff.splitlines()
        lines += [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return tuple(lines)


def spec_of(raised: Raised) -> CrashSpec:
    """A crash spec as an investigation would write it."""
    return CrashSpec(
        exception=raised.exception,
        message=raised.message,
        location=raised.trace[-1],
        trace=raised.trace,
        column=raised.column,
        end_line=raised.end_line,
        end_column=raised.end_column,
        variables=raised.variables,
    )


def is_python(text: str) -> bool:
    """The text parses."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


__all__ = ["Fix", "Snippet", "Stimulus", "is_python", "spec_of", "urlsplit"]
