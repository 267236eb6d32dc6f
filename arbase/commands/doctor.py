"""`arbase doctor`: what is present, what is missing, how to get it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

import typer
from rich.table import Table

from arbase.bootstrap.home import open_store
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import ArbaseError
from arbase.domain.noun import Noun
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.docker import DockerSandbox
from arbase.settings import Settings

app = typer.Typer()
EXTRAS = {
    "agent": "dspy",
    "eval": "mlflow",
    "notebook": "jupyterlab",
    "notify": "apprise",
    "otlp": "opentelemetry.proto",
}
MIN_FREE_GB = 1.0


class Finding(Noun):
    """One thing looked at; `ok` None means optional and absent."""

    what: str
    ok: bool | None
    text: str
    remedy: str = ""


@app.command(help="Say what is present, what is missing and how to get it.")
def doctor(context: typer.Context) -> None:
    """Exit 1 if something is missing that arbase cannot work without."""
    settings = settings_of(context)
    findings = [_python(), _git(), _bubblewrap(), _docker(), _store(settings), _disk(settings), _key(), *_extras()]
    table = Table("", "what", "found", "how to get it")
    for finding in findings:
        mark = {True: "[green]ok[/green]", False: "[red]missing[/red]", None: "[dim]optional[/dim]"}[finding.ok]
        table.add_row(mark, finding.what, plain(finding.text), plain(finding.remedy))
    console.print(table)
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(1)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    good = (3, 11) <= sys.version_info < (3, 14)
    return Finding(what="Python", ok=good, text=version, remedy="" if good else "use Python 3.11, 3.12 or 3.13")


def _git() -> Finding:
    path = shutil.which("git")
    if path is None:
        return Finding(what="git", ok=False, text="not on PATH", remedy="install git, e.g. apt-get install git")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return Finding(what="git", ok=True, text=said)


def _bubblewrap() -> Finding:
    problem = BubblewrapSandbox.problem()
    if problem is None:
        return Finding(what="sandbox: bubblewrap", ok=True, text="works; code of monitored services runs in it")
    remedy = "apt-get install bubblewrap util-linux; without it only the bundled demo runs, with less isolation"
    return Finding(what="sandbox: bubblewrap", ok=False, text=problem, remedy=remedy)


def _docker() -> Finding:
    problem = DockerSandbox.problem()
    if problem is None:
        return Finding(what="sandbox: docker", ok=True, text="works; used by services that say `sandbox: docker`")
    remedy = "apt-get install docker.io and start dockerd; only needed for `sandbox: docker`"
    return Finding(what="sandbox: docker", ok=None, text=problem, remedy=remedy)


def _store(settings: Settings) -> Finding:
    try:
        with open_store(settings) as store:
            count = len(store.services())
    except ArbaseError as error:
        return Finding(what="store", ok=False, text=str(error), remedy="see the message")
    return Finding(what="store", ok=True, text=f"{settings.store_url.split('://')[0]}, {count} services connected")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free / 1e9
    remedy = "" if free >= MIN_FREE_GB else f"free at least {MIN_FREE_GB:g} GB where {settings.home} is"
    return Finding(what="disk", ok=free >= MIN_FREE_GB, text=f"{free:.1f} GB free", remedy=remedy)


def _key() -> Finding:
    present = bool(os.environ.get("ANTHROPIC_API_KEY"))
    text = "ANTHROPIC_API_KEY is set" if present else "no key; the static engine needs none"
    return Finding(what="language model", ok=True if present else None, text=text)


def _extras() -> list[Finding]:
    findings = []
    for extra, module in EXTRAS.items():
        present = importlib.util.find_spec(module.split(".", maxsplit=1)[0]) is not None
        findings.append(
            Finding(
                what=f"extra: {extra}",
                ok=True if present else None,
                text="installed" if present else "not installed",
                remedy="" if present else f"pip install 'arbase[{extra}]'",
            )
        )
    return findings
