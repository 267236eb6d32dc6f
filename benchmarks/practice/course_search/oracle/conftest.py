"""What all hidden tests of this service have at hand. The service is imported where it is used."""

import csv
import importlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path.cwd()


def part(name):
    """A module of the service."""
    return importlib.import_module(f"course_search.{name}")


@pytest.fixture
def own(tmp_path):
    """Settings over a fresh demonstration programme."""
    module = part("settings")
    settings = replace(module.Settings.from_environment(), folder=tmp_path / "data")
    part("seed").fill(settings)
    return settings


@pytest.fixture
def serve(own):
    """Starts the application over the fresh programme as it is at the call; a crash is an answer with 500."""

    def start():
        return TestClient(part("app").make_app(own), raise_server_exceptions=False)

    return start


@pytest.fixture
def client(serve):
    return serve()


@pytest.fixture
def add_courses(own):
    """Writes a partner's file straight into the programme: `add_courses("linz", {"code": "LINZ-1", ...}, ...)`."""

    def write(partner, *courses):
        columns = list(part("catalogue").COLUMNS)
        path = own.folder / "partners" / f"{partner}.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns, restval="")
            writer.writeheader()
            for course in courses:
                writer.writerow({"category": "nature", "title": course["code"], "provider": partner, **course})

    return write


@pytest.fixture
def run(own):
    """Runs a module of the service as a command over the fresh programme."""

    def start(module, *words):
        env = {**os.environ, "COURSES_DATA": str(own.folder), "PYTHONPATH": str(ROOT)}
        env.pop("SENTRY_DSN", None)
        argv = [sys.executable, "-m", module, *map(str, words)]
        return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)

    return start


@pytest.fixture
def service():
    """Gives modules of the service by name."""
    return part
