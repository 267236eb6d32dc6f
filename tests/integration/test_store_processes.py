"""The store under kill -9, several processes, full disks and broken databases."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from arbase.domain.errors import StoreError, UserError
from arbase.review.audit import verify_chain
from arbase.store import migrations
from arbase.store.sql import SqlStore
from arbase.store.tables import metadata
from tests.databases import an_empty_database

PRELUDE = """
import sys
from datetime import UTC, datetime
from arbase.domain.errors import ArbaseError
from arbase.domain.event import Event
from arbase.domain.incident import Fingerprint
from arbase.store.interface import IncidentDraft
from arbase.store.sql import SqlStore
NOW = datetime(2026, 3, 1, tzinfo=UTC)
def event(n, size=0):
    return Event(id=f"{n:032x}", service="s", received_at=NOW, occurred_at=NOW, user=f"u{n}", extra={"x": "ab" * size})
DRAFT = IncidentDraft(fingerprint=Fingerprint(version="v1", rule="r", digest="d", parts=()), title="t", culprit="c")
"""


def start(code: str, *words: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-c", PRELUDE + textwrap.dedent(code), *(str(word) for word in words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


# -- kill -9

WRITER = """
store = SqlStore.open(sys.argv[1])
for n in range(int(sys.argv[2]), 100_000):
    store.accept([event(n)])
    print(n, flush=True)
    if n % 2:
        for waiting in store.inbox(10):
            store.digest(waiting, DRAFT)
"""


def test_killed_writer_loses_no_accepted_event_and_counts_none_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    last = -1
    for attempt in range(5):
        # The next writer first sends again what the killed one may or may not have got in.
        writer = start(WRITER, f"sqlite:///{file}", max(last - 3, 0))
        assert writer.stdout is not None
        for _ in range(5 + 7 * attempt):
            last = max(last, int(writer.stdout.readline()))
        time.sleep(0.013 * attempt)
        writer.send_signal(signal.SIGKILL)
        last = max([last, *(int(line) for line in writer.stdout)])
        writer.communicate(timeout=10)
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
    with contextlib.closing(SqlStore.open(f"sqlite:///{file}")) as store:
        waiting = store.inbox_size()
        (incident,) = store.incidents()
        # One event may have been accepted in the moment between the commit and the report of it.
        assert incident.count + waiting in (last + 1, last + 2)
        assert sum(store.hourly(incident.id).values()) == incident.count
        found = store.incident(incident.id)
        assert found is not None
        assert len(found.samples) == min(incident.count, 25)


# -- several processes

DIGESTER = """
store = SqlStore.open(sys.argv[1])
while waiting := store.inbox(20):
    for one in waiting:
        store.digest(one, DRAFT)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_digest_one_inbox_and_every_event_counts_once(kind: str, tmp_path: Path) -> None:
    with an_empty_database(kind, tmp_path) as url:
        finish(start("SqlStore.open(sys.argv[1]).accept([event(n) for n in range(300)])", url))
        both = [start(DIGESTER, url) for _ in range(2)]
        for process in both:
            finish(process)
        with contextlib.closing(SqlStore.open(url)) as store:
            (incident,) = store.incidents()
            assert (incident.count, store.inbox_size()) == (300, 0)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_may_make_one_database_at_once(kind: str, tmp_path: Path) -> None:
    # Both wait for one moment, with everything loaded, so that they do meet.
    code = """
    import time
    import arbase.store.upgrade
    while time.time() < float(sys.argv[3]):
        pass
    print(SqlStore.open(sys.argv[1]).accept([event(int(sys.argv[2]))]))
    """
    with an_empty_database(kind, tmp_path) as url:
        moment = time.time() + 1.5
        both = [start(code, url, number, moment) for number in range(2)]
        assert [finish(process).strip() for process in both] == ["1", "1"]
        with contextlib.closing(SqlStore.open(url)) as store:
            assert store.inbox_size() == 2


AUDITOR = """
store = SqlStore.open(sys.argv[1])
for n in range(50):
    store.audit(actor="a", action="b", subject=str(n))
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_write_one_unbroken_audit_chain(kind: str, tmp_path: Path) -> None:
    with an_empty_database(kind, tmp_path) as url:
        both = [start(AUDITOR, url) for _ in range(2)]
        for process in both:
            finish(process)
        with contextlib.closing(SqlStore.open(url)) as store:
            trail = store.audit_trail()
            assert len(trail) == 100
            assert verify_chain(trail) is None


# -- opening

OPENER = """
import time
began = time.perf_counter()
store = SqlStore.open(sys.argv[1])
print(time.perf_counter() - began, "alembic" in sys.modules)
"""


def test_up_to_date_database_opens_fast_and_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    SqlStore.open(url).close()
    # The best of three: the machine may be busy with something else.
    runs = [finish(start(OPENER, url)).split() for _ in range(3)]
    assert {loaded for _, loaded in runs} == {"False"}
    assert min(float(seconds) for seconds, _ in runs) < 0.15


def test_migrations_make_exactly_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    SqlStore.open(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        options = {"version_table": migrations.VERSION_TABLE, "compare_type": False}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_newest_revision_is_the_one_written_down() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_database_of_a_newer_arbase_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    SqlStore.open(f"sqlite:///{file}").close()
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE arbase_revision SET version_num = '9999'")
    with pytest.raises(UserError, match=r"a\.db: written by a newer arbase \(revision '9999'"):
        SqlStore.open(f"sqlite:///{file}")
    assert rows(file, "SELECT version_num FROM arbase_revision") == [("9999",)]


def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"precious words " * 1000)
    with pytest.raises(UserError, match="not a usable SQLite database"):
        SqlStore.open(f"sqlite:///{file}")
    assert file.read_bytes() == b"precious words " * 1000


def test_database_with_tables_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE incidents (mine TEXT)")
    with pytest.raises(UserError, match="already exists"):
        SqlStore.open(f"sqlite:///{file}")
    assert rows(file, "SELECT name FROM sqlite_master") == [("incidents",)]


def test_damaged_page_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    fill = "s = SqlStore.open(sys.argv[1]); s.accept([event(n, 9999) for n in range(50)]); s.close()"
    finish(start(fill, f"sqlite:///{file}"))
    with file.open("r+b") as database:
        database.seek(4096)
        database.write(b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises((UserError, StoreError), match=r"a\.db: not a usable SQLite database"):
        SqlStore.open(f"sqlite:///{file}").inbox(100)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "not a database URL"),
        ("sqlite://", "memory forgets"),
        ("sqlite:///:memory:", "memory forgets"),
        ("sqlite:///file:x?mode=memory&uri=true", "memory forgets"),
        ("mysql://root@127.0.0.1/x", "mysql is not supported"),
        ("sqlite:////dev/null/x.db", "cannot be opened"),
        ("sqlite:////tmp", "cannot be opened"),
        ("sqlite:////tmp/a\0b.db", "cannot be opened"),
    ],
)
def test_url_that_cannot_be_used_is_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as refused:
        SqlStore.open(url)
    assert "\n" not in str(refused.value)


def test_server_that_does_not_answer_is_a_sentence_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(UserError, match=r"\*\*\*@127\.0\.0\.1:1/x: the database refused") as refused:
        SqlStore.open("postgresql://me:hush@127.0.0.1:1/x")
    assert "hush" not in str(refused.value)


def test_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.db"
    with contextlib.closing(SqlStore.open(f"sqlite:///{file}")) as store:
        store.audit(actor="a", action="b", subject="c")
        modes = {path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert modes == {0o600}


# -- a full disk

FILLER = """
try:
    store = SqlStore.open("sqlite:///" + sys.argv[1] + "/a.db")
except ArbaseError as error:
    print("open", type(error).__name__, error)
    sys.exit()
import os
filled = 0
try:
    for n in range(10_000):
        big = event(n).model_copy(update={"message": os.urandom(20_000).hex()})
        store.accept([event(10_000 + n), big])
        filled += 2
except ArbaseError as error:
    print("accept", type(error).__name__, error)
print(filled, store.inbox_size(), len(store.inbox(10_000)))
store.close()
import sqlite3
print(sqlite3.connect(sys.argv[1] + "/a.db").execute("PRAGMA integrity_check").fetchone()[0])
"""


def on_small_disk(folder: Path, size: str, code: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    unshare = shutil.which("unshare")
    words = (unshare or "unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
    mount = f'mount -t tmpfs -o size={size} tmpfs "$0" && exec "$@"'
    probe = [*words, 'mount -t tmpfs tmpfs "$0"', str(folder)]
    if unshare is None or subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        pytest.skip("no small file system can be mounted here (unshare --user --mount)")
    return finish(start(code, folder, before=(*words, mount, str(folder)))).splitlines()


def test_full_disk_refuses_events_in_a_sentence_and_keeps_none_in_part(tmp_path: Path) -> None:
    refused, counts, integrity = on_small_disk(tmp_path / "disk", "3m", FILLER)
    assert refused.startswith("accept StoreError")
    assert "the disk is full, nothing was stored; make room" in refused
    filled, waiting, readable = counts.split()
    assert int(filled) > 2
    assert filled == waiting == readable
    assert integrity == "ok"


def test_disk_that_is_too_small_for_the_tables_leaves_none_behind(tmp_path: Path) -> None:
    code = FILLER.replace(
        "    sys.exit()",
        """    import sqlite3
    found = sqlite3.connect(sys.argv[1] + "/a.db").execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    print(found)
    sys.exit()""",
    )
    refused, tables = on_small_disk(tmp_path / "disk", "100k", code)
    assert refused.startswith("open StoreError")
    assert "the disk is full" in refused
    assert tables == "0"


def test_limit_on_file_size_is_a_sentence_and_keeps_none_in_part(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
    refused, counts, integrity = finish(start(limit + FILLER, tmp_path)).splitlines()
    assert refused.startswith("accept StoreError")
    filled, waiting, _ = counts.split()
    assert filled == waiting
    assert integrity == "ok"
