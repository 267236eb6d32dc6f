"""Steps of runbooks as experiments: commands that only read, run in the sandbox on a copy of the service."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pydantic import Field

from arbase.agents.provenance import data
from arbase.agents.reading import Code
from arbase.agents.runs import Runs, shown
from arbase.domain.diagnosis import Stimulus
from arbase.model.tools import Arguments, Tool

PAGES = 100
STEPS = 60
READERS = frozenset("ls cat head tail grep egrep fgrep rg wc stat file diff sort cut nl du tree jq date".split())
OUTSIDE = frozenset(
    "psql mysql redis-cli mongo kubectl docker ssh scp systemctl journalctl aws gcloud az terraform helm".split()
)
LOOKS = frozenset("--dry-run --dryrun --check --list --status --help --version --show --print -h -n --what-if".split())
SELECT = re.compile(
    r"^\s*(?:select|explain|with|pragma\s+table_info|\.tables|\.schema)\b|^\s*\.(?:tables|schema)", re.I
)
WRITES = re.compile(r"\b(?:insert|update|delete|drop|alter|create|replace|attach|vacuum|reindex)\b", re.I)
FIND_ACTS = frozenset("-exec -execdir -ok -okdir -delete -fprint -fprint0 -fprintf -fls".split())
SHELL = re.compile(r"[|;&<>`]|\$\(|\$\{?[A-Za-z_]")
FENCE = re.compile(r"^\s*(?:```|~~~)\s*(\w*)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
INLINE = re.compile(r"`((?:python3?|curl|sqlite3|git|grep|cat|head|tail|ls)\s[^`\n]{2,300})`")
LANGUAGES = frozenset(("", "sh", "bash", "shell", "console", "text"))


@dataclass(frozen=True)
class Step:
    """One command of a runbook; `fault` says why it is not run, empty: it may be."""

    place: str
    text: str
    stimulus: Stimulus | None
    fault: str = ""


class RunStep(Arguments):
    """Arguments of `runbook_step`."""

    number: int = Field(default=0, ge=0, description="Which step to run; 0 lists them.")


class RunbookSteps:
    """The commands in `.arbase/runbooks/*.md`, and what may be run of them."""

    def __init__(self, code: Code, runs: Runs) -> None:
        self._steps = list(steps(code))[:STEPS]
        self._runs = runs

    def tools(self) -> tuple[Tool, ...]:
        """The tool; none where no runbook holds a command."""
        if not self._steps:
            return ()
        text = "Commands of the team's runbooks: lists them, runs one that only reads, in the sandbox, without network."
        return (Tool("runbook_step", text, RunStep, self._run),)

    def _run(self, given: RunStep) -> str:
        if not 1 <= given.number <= len(self._steps):
            numbered = enumerate(self._steps, 1)
            lines = [
                f"{n}. {one.text} ({one.place}){f': not run, {one.fault}' * bool(one.fault)}" for n, one in numbered
            ]
            return data("commands in the runbooks of the repository", "\n".join(lines))
        step = self._steps[given.number - 1]
        if step.stimulus is None:
            return f"not run: {step.fault}"
        said = shown(self._runs.observe(step.stimulus), command=step.stimulus.kind == "command")
        return f"ran {step.text[:200]} in the sandbox, on a copy of the service:\n{said}"


def steps(code: Code) -> Iterator[Step]:
    """Every command of every runbook, in order."""
    for path in code.reader.list(".arbase/runbooks/*.md", PAGES):
        for title, text in _commands(code.text(path)):
            stimulus, fault = read_only(text)
            yield Step(f"{path}, {title}", text, stimulus, fault)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Commands with the heading that they stand under."""
    title, language, held = "top", None, ""
    for line in text.split("\n"):
        fence = FENCE.match(line)
        if fence:
            language, held = (fence[1].lower() if language is None else None), ""
        elif language is None:
            heading = HEADING.match(line[:300])
            title = heading[1][:120] if heading else title
            for found in INLINE.finditer(line[:2000]):
                yield title, found[1].strip()
        elif language in LANGUAGES:
            held += line.strip().removeprefix("$ ").removeprefix("> ")
            if held.endswith("\\"):
                held = held[:-1].rstrip() + " "
            elif held and not held.startswith("#"):
                yield title, held
                held = ""
            else:
                held = ""


def read_only(text: str) -> tuple[Stimulus | None, str]:
    """The command as a stimulus if it only reads; else None and why it is not run."""
    try:
        words = shlex.split(text)
    except ValueError:
        return None, "it cannot be read as a command"
    if not words:
        return None, "it is empty"
    bare = re.sub(r"'[^']*'|\"[^\"$`]*\"", "", text)
    if SHELL.search(bare):
        return None, "it needs a shell"
    program = PurePosixPath(words[0]).name
    if program in OUTSIDE:
        return None, f"{program} reaches a system outside of the sandbox"
    if program == "git":
        return None, "the sandbox has no history; use the tools log, show, blame and diff"
    if program == "curl":
        return _fetched(words[1:])
    if not _reads(program, words[1:]):
        return None, "it is not known to read only"
    return Stimulus(kind="command", command=tuple(words)), ""


def _reads(program: str, words: list[str]) -> bool:
    if program in READERS:
        return not any(word.startswith(("-o", "--output")) for word in words) or program in {"grep", "ls"}
    if program == "find":
        return not FIND_ACTS & set(words)
    if program == "sqlite3":
        queries = [word for word in words if not word.startswith("-")][1:]
        return bool(queries) and all(SELECT.search(one) and not WRITES.search(one) for one in queries)
    if program in {"python", "python3"}:
        module = words[:2] == ["-m", "json.tool"] and "--in-place" not in words
        return module or (words[:1] not in (["-c"], ["-"]) and bool(LOOKS & set(words)))
    return False


def _fetched(words: list[str]) -> tuple[Stimulus | None, str]:
    """A GET of the service by curl, as a request that is replayed."""
    headers, targets = [], []
    rest = iter(words)
    for word in rest:
        if word in {"-H", "--header"}:
            name, _, value = next(rest, "").partition(":")
            headers.append((name.strip().lower(), value.strip()))
        elif word in {"-X", "--request"}:
            if next(rest, "").upper() not in {"GET", "HEAD"}:
                return None, "it sends something else than GET"
        elif word in {"-s", "-S", "-sS", "-i", "-I", "-v", "-f", "-fsS", "-L", "--silent", "--fail", "-k"}:
            continue
        elif word.startswith("-"):
            return None, f"curl {word[:20]} is not known to read only"
        else:
            targets.append(word)
    if len(targets) != 1:
        return None, "it names no single address"
    address = urlsplit(targets[0] if "//" in targets[0] else f"//{targets[0]}")
    host = address.hostname or ""
    if "." in host and not host.startswith("127.") and host != "0.0.0.0":  # noqa: S104 - compared, not bound
        return None, f"{host} is a system outside of the sandbox"
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    return Stimulus(target=target, headers=tuple(headers)), ""
