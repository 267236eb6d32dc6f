import os
import subprocess
import sys
from contextlib import nullcontext

import pytest

from arbase.checkpoint import StoreCheckpoint
from arbase.commands.console import plain
from arbase.domain.incident import IncidentState
from arbase.domain.service import Service
from arbase.store.sql import SqlStore
from arbase.worker import Worker
from tests.fakes import an_event, scripted_pipeline


def arbase(home, *words):
    return subprocess.run(
        [sys.executable, "-m", "arbase", "--set", f"home={home}", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "240"},
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A store with one incident that went to a proposal, and one whose text attacks the terminal."""
    home = tmp_path_factory.mktemp("home")
    store = SqlStore.open(f"sqlite:///{home / 'arbase.db'}")
    store.add_service(Service(name="shop", repository=home))
    hostile = {"type": "Evil\x1b[2J[red]", "message": "\x1b]0;owned\x07 [bold]x[/bold] \u202egnp.exe"}
    store.accept([an_event(1), an_event(2, exceptions=(hostile,))])
    worker = Worker(
        store, lambda service: nullcontext(scripted_pipeline(checkpoint=StoreCheckpoint(store))), lambda progress: None
    )
    while worker.step():
        pass
    assert {found.state for found in store.incidents()} == {IncidentState.AWAITING_REVIEW}
    store.close()
    return home


def test_help_loads_nothing_heavy():
    code = (
        "import sys, arbase.cli\n"
        "heavy = {'fastapi', 'sqlalchemy', 'pydantic', 'sklearn', 'pandas', 'libcst', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    done = subprocess.run([sys.executable, "-m", "arbase", "--help"], capture_output=True, text=True, check=True)
    for command in ("demo", "serve", "service", "incident", "review", "bench", "doctor"):
        assert command in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--set", "serv.port=1", "incident", "list"), "did you mean 'serve'?"),
        (("--config", "/nope.yaml", "incident", "list"), "/nope.yaml: cannot be read"),
        (("incident", "show", "ffffffff"), "there is no incident 'ffffffff'"),
        (("incident", "why", "ffffffff"), "there is no incident 'ffffffff'"),
        (("review", "approve", "ffffffff"), "there is no proposal 'ffffffff'"),
        (("review", "reject", "ffffffff", "--why", "no"), "there is no proposal 'ffffffff'"),
        (("service", "add", "/nope"), "no such folder"),
        (("service", "context", "nobody"), "'nobody' is not connected; connected are: shop"),
        (("--set", "store.url=nonsense", "incident", "list"), "not a database URL"),
        (("bench", "repair", "/tmp", "--bug", "x"), "not a seeded service"),
    ],
)
def test_what_the_user_can_fix_is_one_sentence_and_exit_2(home, words, sentence):
    done = arbase(home, *words)
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert done.stderr.startswith("arbase: ")
    assert "Traceback" not in done.stderr


def test_an_unknown_command_or_option_is_exit_2(home):
    assert arbase(home, "nope").returncode == 2
    assert arbase(home, "incident", "list", "--nope").returncode == 2
    assert arbase(home, "incident", "list", "--state", "nope").returncode == 2


def test_incidents_are_listed_shown_and_explained(home):
    listed = arbase(home, "incident", "list")
    assert "KeyError" in listed.stdout
    assert "awaiting review" in listed.stdout
    store = SqlStore.open(f"sqlite:///{home / 'arbase.db'}")
    found = next(one for one in store.incidents() if "KeyError" in one.title)
    store.close()
    shown = arbase(home, "incident", "show", found.id[:6])
    assert "triage" in shown.stdout
    assert "verify" in shown.stdout
    why = arbase(home, "incident", "why", found.id)
    assert "fingerprint v2" in why.stdout
    assert "KeyError" in why.stdout


def test_event_text_cannot_play_with_the_terminal(home):
    for words in (("incident", "list"), ("review", "list")):
        done = arbase(home, *words)
        assert done.returncode == 0, done.stderr
        assert "\x1b]" not in done.stdout
        assert "\x1b[2J" not in done.stdout
        assert "\u202e" not in done.stdout


def test_markup_in_event_text_is_shown_not_obeyed():
    assert plain("[red]x[/red]\x1b[2J") == "\\[red]x\\[/red] \\[2J" or "\x1b" not in plain("[red]x[/red]\x1b[2J")


def test_services_are_listed_with_their_dsn(home):
    done = arbase(home, "service", "list")
    assert "shop" in done.stdout
    assert "http://" in done.stdout


def test_the_context_of_a_service_is_kept_in_its_record(home, tmp_path):
    page = tmp_path / "shop.md"
    page.write_text("# Orders\n\nFrozen in [December].\n")
    assert arbase(home, "service", "context", "shop", "--file", str(page)).returncode == 0
    assert "Frozen in [December]." in arbase(home, "service", "context", "shop").stdout
    assert arbase(home, "service", "context", "shop", "--clear").returncode == 0
    assert "holds no context" in arbase(home, "service", "context", "shop").stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read"), (b"\xff\xfe", "is not UTF-8"), (b" \n", "is empty"), (b"x" * 200_001, "longer than")],
)
def test_a_context_that_cannot_be_kept_is_one_sentence(home, tmp_path, content, sentence):
    page = tmp_path / "shop.md"
    if content is not None:
        page.write_bytes(content)
    done = arbase(home, "service", "context", "shop", "--file", str(page))
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_the_doctor_says_what_is_there(home):
    done = arbase(home, "doctor")
    assert done.returncode in {0, 1}
    assert "git version" in done.stdout
    assert "bubblewrap" in done.stdout
