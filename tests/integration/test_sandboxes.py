"""The sandboxes as an attacker meets them: every test really runs the attack, in bubblewrap and in Docker."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from arbase.domain.errors import SandboxError
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.docker import DockerSandbox
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from tests.integration.engines import docker_problem

BUBBLEWRAP_PROBLEM = BubblewrapSandbox.problem()
Python = Callable[..., SandboxRun]


@pytest.fixture(scope="module", params=["bubblewrap", pytest.param("docker", marks=pytest.mark.slow)])
def sandbox(request) -> Iterator[Sandbox]:
    if request.param == "bubblewrap":
        if BUBBLEWRAP_PROBLEM is not None:
            pytest.skip(f"bubblewrap does not work here: {BUBBLEWRAP_PROBLEM}")
        yield BubblewrapSandbox()
        return
    with docker_problem() as problem:
        if problem is not None:
            pytest.skip(f"Docker does not work here: {problem}")
        with contextlib.closing(DockerSandbox()) as found:
            yield found


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="sandboxed-") as name:
        yield Path(name)


@pytest.fixture
def python(sandbox) -> Python:
    def run(
        folder: Path, source: str, *, readable: tuple[Path, ...] = (), stdin: bytes = b"", **limits: float
    ) -> SandboxRun:
        bounds = Limits.model_validate({"seconds": 20, **limits})
        command = (sys.executable, "-c", source)
        return sandbox.run(command, folder=folder, readable=readable, stdin=stdin, limits=bounds)

    return run


def test_command_reads_stdin_and_writes_both_outputs(python, folder):
    run = python(folder, "import sys; print(sys.stdin.read()[::-1]); print('x', file=sys.stderr)", stdin=b"a" * 300_000)
    assert (run.exit_status, run.stderr) == (0, b"x\n")
    assert run.stdout == b"a" * 300_000 + b"\n"


def test_exit_status_and_signal_are_told_apart(python, folder):
    assert python(folder, "raise SystemExit(7)").exit_status == 7
    assert python(folder, "import os; os.kill(os.getpid(), 9)").exit_status == -9
    assert python(folder, "import os; os.abort()").exit_status == -6


def test_unknown_program_is_a_sandbox_error(sandbox, folder):
    with pytest.raises(SandboxError, match="no-such-program"):
        sandbox.run(("no-such-program",), folder=folder)


@pytest.mark.parametrize("place", ["/", "/usr", "/tmp", str(Path.home())])
def test_broad_folders_are_refused(sandbox, place):
    with pytest.raises(SandboxError, match="too broad"):
        sandbox.run(("true",), folder=Path(place))


def test_there_is_no_network(python, folder):
    source = """
import socket
for address in (('1.1.1.1', 53), ('127.0.0.1', {port})):
    try:
        socket.create_connection(address, timeout=3)
        print('connected', address)
    except OSError as error:
        print('refused')
print([name for _, name in socket.if_nameindex()])
"""
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import socket;s=socket.create_server(('127.0.0.1',0));print(s.getsockname()[1]);input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        run = python(folder, source.replace("{port}", server.stdout.readline().strip()))
        server.communicate("\n")
    assert run.stdout.decode().split("\n")[:3] == ["refused", "refused", "['lo']"]


def test_other_files_of_the_machine_are_out_of_reach(python, folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    secret.chmod(0o644)
    mine = Path(__file__).parents[2] / "pyproject.toml"
    private = [str(Path("/", "root", name)) for name in (".ssh", ".bashrc")]
    paths = ["/etc/shadow", "/etc/ssh", *private, "/home", "/var", "/sys", str(secret), str(mine), "/proc/1/environ",
             str(Path("/proc/1/root", "etc/shadow")), "/proc/kcore", str(Path.home() / ".gitconfig")]  # fmt: skip
    source = f"""
import os
for path in {paths!r}:
    try:
        found = os.listdir(path) if os.path.isdir(path) else open(path, 'rb').read()
        if found and path != '/proc/1/environ':
            print('LEAK', path, found)
        if path == '/proc/1/environ' and b'ARBASE_SECRET' in found:
            print('LEAK', path)
    except OSError:
        pass
"""
    os.environ["ARBASE_SECRET"] = "s3cret"
    try:
        run = python(folder, source + "\nprint(sorted(os.environ))")
    finally:
        del os.environ["ARBASE_SECRET"]
    assert run.stderr == b""
    assert b"LEAK" not in run.stdout
    assert b"SECRET" not in run.stdout


def test_nothing_outside_of_the_folder_can_be_written(python, folder):
    places = ["/", "/usr", "/etc", "/dev", "/root", "/work", str(Path(sys.prefix)), str(Path(sys.base_prefix))]
    source = f"""
import os
for place in {places!r}:
    try:
        open(os.path.join(place, 'written'), 'w').close()
        print('WROTE', place)
    except OSError:
        pass
open('result', 'w').write('mine')
"""
    run = python(folder, source)
    assert (run.exit_status, run.stdout, run.stderr) == (0, b"", b"")
    assert (folder / "result").read_text() == "mine"
    assert (folder / "result").stat().st_uid == os.geteuid()


def test_readable_paths_are_visible_and_read_only(python, folder, tmp_path):
    shown = tmp_path / "shown"
    shown.mkdir()
    (shown / "data").write_text("public")
    run = python(
        folder,
        f"p = {str(shown / 'data')!r}\nprint(open(p).read())\ntry:\n    open(p, 'w')\nexcept OSError: print('no')",
        readable=(shown,),
    )
    assert run.stdout == b"public\nno\n"
    assert (shown / "data").read_text() == "public"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has files that it can read and the sandbox's user cannot")
def test_readable_path_that_is_closed_to_others_is_named(python, folder, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(SandboxError, match="closed to other users"):
        python(folder, "", readable=(closed,))


def test_command_has_no_rights_and_no_way_to_get_them(python, folder):
    run = python(
        folder,
        "import os\nstatus = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "print([status[key].strip() for key in ('CapEff', 'CapBnd', 'NoNewPrivs')])\n"
        "print(os.getuid() != 0, os.geteuid() != 0, 0 in os.getgroups())",
    )
    assert run.stdout.decode() == "['0000000000000000', '0000000000000000', '1']\nTrue True False\n"


def test_link_in_the_folder_gives_no_way_out(python, folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    secret.chmod(0o666)
    (folder / "link").symlink_to(secret)
    owner = secret.stat().st_uid
    run = python(folder, "open('link').read()")
    assert b"FileNotFoundError" in run.stderr
    assert secret.stat().st_uid == owner
    run = python(folder, f"import os; os.symlink({str(secret)!r}, 'mine'); os.symlink('/etc/shadow', 'shadow')")
    assert run.exit_status == 0
    assert secret.stat().st_uid == owner
    assert Path("/etc/shadow").stat().st_uid == 0


def test_hard_link_in_the_folder_does_not_hand_over_the_other_name(python, folder, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("original")
    outside.chmod(0o644)
    try:
        os.link(outside, folder / "inside")
    except OSError:
        pytest.skip("the two folders lie on different file systems")
    python(folder, "open('inside', 'w').write('changed')")
    if os.geteuid() == 0:
        assert outside.read_text() == "original"
        assert outside.stat().st_uid == 0


def test_fork_bomb_is_contained(python, folder):
    source = """
import os, time
started = 0
for _ in range(300):
    try:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        started += 1
    except OSError:
        break
print(started)
"""
    run = python(folder, source, processes=20, seconds=10)
    assert 5 <= int(run.stdout) < 20


def test_forking_for_ever_ends_with_the_time(python, folder):
    started = time.monotonic()
    run = python(
        folder, "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", processes=30, seconds=1.5
    )
    assert run.timed_out
    assert time.monotonic() - started < 8


def test_memory_bomb_is_refused(python, folder):
    run = python(folder, "b = []\nwhile True: b.append(bytearray(10_000_000))", memory_mb=300)
    assert (run.exit_status == 1 and b"MemoryError" in run.stderr) or run.exit_status == -9
    assert not run.timed_out


def test_memory_of_all_processes_together_is_limited(python, folder):
    source = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        block = bytearray(b'x') * 150_000_000
        time.sleep(60)
time.sleep(60)
"""
    started = time.monotonic()
    run = python(folder, source, memory_mb=400, seconds=30)
    assert run.exit_status == -9
    assert not run.timed_out
    assert time.monotonic() - started < 10


def test_endless_loop_is_killed(python, folder):
    run = python(folder, "while True: pass", seconds=0.5)
    assert run.timed_out
    assert run.exit_status == -9
    assert 0.4 < run.seconds < 3


def test_signals_cannot_be_ignored(python, folder):
    source = "import signal, time\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)"
    assert python(folder, source, seconds=0.7).timed_out


def test_large_output_is_cut_and_does_not_block(python, folder):
    source = "import os\nblock = b'x' * 1_000_000\nfor _ in range(500): os.write(1, block)\nos.write(2, b'done')"
    run = python(folder, source, output_bytes=1000)
    assert run.truncated
    assert len(run.stdout) == 1000
    assert (run.exit_status, run.stderr) == (0, b"done")


@pytest.mark.slow
def test_ten_gigabytes_of_output_are_cut(python, folder):
    run = python(
        folder,
        "import os\nb = b'x' * 1_000_000\nfor _ in range(10_000): os.write(1, b)",
        output_bytes=1000,
        seconds=300,
    )
    assert (run.exit_status, run.truncated, len(run.stdout)) == (0, True, 1000)


def test_file_larger_than_the_limit_is_refused(python, folder):
    run = python(folder, "open('big', 'wb').write(b'x' * 3_000_000)", file_mb=1)
    assert run.exit_status != 0
    assert (folder / "big").stat().st_size <= 1 << 20


def test_disk_is_not_filled_with_small_files(python, folder):
    source = "import time\nfor n in range(400):\n    open(f'file-{n}', 'wb').write(b'x' * 1_000_000)\ntime.sleep(20)"
    run = python(folder, source, file_mb=2, disk_mb=100, seconds=30)
    assert run.exit_status == -9
    assert not run.timed_out


def test_background_processes_are_gone_when_the_command_ends(python, folder):
    source = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for i in range(600):
            open('alive', 'w').write(str(i))
            time.sleep(0.02)
    os._exit(0)
time.sleep(0.3)
print('parent done', flush=True)
"""
    run = python(folder, source)
    assert run.seconds < 5
    before = (folder / "alive").read_text()
    time.sleep(0.2)
    assert (folder / "alive").read_text() == before


def test_folder_is_usable_afterwards_whatever_was_left_in_it(python, folder):
    source = """
import os, socket
os.mkdir('closed'); open('closed/file', 'w').write('x'); os.chmod('closed/file', 0); os.chmod('closed', 0)
os.mkfifo('pipe')
socket.socket(socket.AF_UNIX).bind('socket')
open('setuid', 'w').write('x'); os.chmod('setuid', 0o6755)
for _ in range(150):
    os.mkdir('deep'); os.chdir('deep')
"""
    run = python(folder, source)
    assert (run.exit_status, run.stderr) == (0, b"")
    assert (folder / "closed" / "file").read_text() == "x"
    assert not (folder / "pipe").exists()
    assert not (folder / "socket").exists()
    assert (folder / "setuid").stat().st_mode & 0o6000 == 0
    assert {path.stat().st_uid for path in folder.iterdir()} == {os.geteuid()}
    assert len(list(folder.rglob("deep"))) <= 101


def test_one_run_cannot_see_the_processes_of_another(python, folder):
    run = python(folder, "import os; print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))")
    assert len(eval(run.stdout)) <= 3


@pytest.mark.slow
def test_number_crunching_and_pytest_work_inside(sandbox, folder):
    pytest.importorskip("sklearn")
    (folder / "test_inside.py").write_text(
        "import numpy\nfrom sklearn.linear_model import LinearRegression\n\n"
        "def test_fit(tmp_path):\n    x = numpy.random.rand(500, 20)\n"
        "    assert LinearRegression().fit(x, x @ numpy.arange(20)).coef_[3] > 2.9\n"
        "    (x @ x.T).sum()\n    (tmp_path / 'a').write_text('x')\n"
    )
    run = sandbox.run(("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"), folder=folder)
    assert run.exit_status == 0, run.stdout + run.stderr
    assert b"1 passed" in run.stdout
