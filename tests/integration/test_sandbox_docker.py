"""What only the Docker sandbox does: warm containers, images, leftovers. The attacks on it are in test_sandboxes.py."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from arbase.domain.errors import SandboxError
from arbase.domain.service import Service
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Variant
from arbase.sandbox.container import LABEL
from arbase.sandbox.docker import DockerSandbox
from arbase.sandbox.interface import Limits
from tests.integration.engines import docker_problem
from tests.small_services import PLAIN_ASGI, a_request, described, write

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
IMAGE = "arbase-test-debian:1"


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    with docker_problem() as problem:
        if problem is not None:
            pytest.skip(f"Docker does not work here: {problem}")
        yield


@pytest.fixture
def sandbox() -> Iterator[DockerSandbox]:
    with contextlib.closing(DockerSandbox()) as made:
        yield made


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sandboxed-") as name:
        yield Path(name)


def containers() -> list[str]:
    with contextlib.closing(docker.from_env()) as client:
        return [found.id for found in client.containers.list(filters={"label": LABEL})]


@pytest.fixture(scope="module")
def image() -> str:
    if shutil.which("debootstrap") is None or os.geteuid() != 0:
        pytest.skip("a base image is made with debootstrap as root; apt-get install debootstrap")
    with tempfile.TemporaryDirectory(prefix="arbase-debian-") as root:
        words = ["debootstrap", "--variant=minbase", "--include=python3", "bookworm", root]
        made = subprocess.run(words, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            pytest.skip(f"debootstrap could not make a base image: {made.stdout.strip()[-200:]}")
        with subprocess.Popen(["tar", "-C", root, "-c", "."], stdout=subprocess.PIPE) as archive:
            subprocess.run(["docker", "import", "-", IMAGE], stdin=archive.stdout, capture_output=True, check=True)
    return IMAGE


def test_container_stays_warm_for_the_same_folder(sandbox, folder):
    sandbox.run((sys.executable, "-c", ""), folder=folder)
    first = containers()
    sandbox.run((sys.executable, "-c", ""), folder=folder)
    assert containers() == first
    assert len(first) == 1


def test_container_goes_with_what_was_left_running_in_it(sandbox, folder):
    source = "import os, time\nif os.fork() == 0:\n    os.setsid(); os.close(1); os.close(2); time.sleep(60)"
    sandbox.run((sys.executable, "-c", source), folder=folder)
    assert containers() == []


def test_container_goes_with_the_time(sandbox, folder):
    assert sandbox.run((sys.executable, "-c", "while 1: 0"), folder=folder, limits=Limits(seconds=1)).timed_out
    assert containers() == []


def test_containers_end_with_the_sandbox_or_are_removed_by_the_next(folder):
    left = """
import os, sys
from pathlib import Path
from arbase.sandbox.docker import DockerSandbox
sandbox = DockerSandbox()
sandbox.run((sys.executable, "-c", ""), folder=Path(sys.argv[1]))
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", left, str(folder)], check=False)
    assert len(containers()) == 1
    with contextlib.closing(DockerSandbox()) as another:
        another.run((sys.executable, "-c", ""), folder=folder)
        assert len(containers()) == 1
    assert containers() == []


def test_image_that_does_not_exist_is_named(folder):
    with contextlib.closing(DockerSandbox("no-such-image:9")) as missing, pytest.raises(SandboxError, match="no-such"):
        missing.run(("python3", "-c", ""), folder=folder)


def replayed(service: Service, sandbox: DockerSandbox) -> list[int | None]:
    with contextlib.closing(SandboxReplayer(sandbox)) as replayer:
        stimuli = (a_request("/quote/a", {"count": 2}), a_request("/quote/b"))
        fixed = (service.repository / "shop" / "pricing.py").read_text().replace("{}}", '{"price": 3}}')
        variants = (Variant(name="head"), Variant(name="fixed", overlay={"shop/pricing.py": fixed}))
        return [seen.status for seen in replayer.observe(service.repository, service, variants, stimuli)]


def test_variants_are_replayed_with_this_machines_interpreter(sandbox, folder):
    assert replayed(described(write(folder, PLAIN_ASGI)), sandbox) == [200, None, 200, 200]


def test_variants_are_replayed_with_the_interpreter_of_an_image(image, folder):
    service = described(write(folder, PLAIN_ASGI))
    inside = Service.model_validate({**service.model_dump(), "sandbox": "docker", "image": image})
    assert inside.python == "python3"
    with contextlib.closing(DockerSandbox(image)) as sandbox:
        run = sandbox.run(("python3", "-c", "import sys; print(sys.executable)"), folder=folder)
        assert run.stdout == b"/usr/bin/python3\n"
        with pytest.raises(SandboxError, match="no-such-program"):
            sandbox.run(("no-such-program",), folder=folder)
        assert replayed(inside, sandbox) == [200, None, 200, 200]
