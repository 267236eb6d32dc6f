"""The demo's terminal: what happens as it happens, and at the end what a reviewer needs."""

from __future__ import annotations

import base64
import time
from pathlib import PurePath

from rich.console import Console
from rich.panel import Panel
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import VerifiedFix
from arbase.domain.progress import Progress
from arbase.domain.proposal import Proposal

STAGE_STYLES = {
    "intake": "cyan",
    "triage": "blue",
    "classify": "magenta",
    "investigate": "yellow",
    "repair": "green",
    "verify": "bright_green",
    "deliver": "bright_white",
}
QUIET = frozenset({"started"})


class Screen:
    """Prints progress lines with the time since the start."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = time.monotonic()

    def title(self, text: str) -> None:
        """A heading between the acts."""
        self._console.print()
        self._console.rule(Text(text, style="bold"), align="left", style="dim")

    def note(self, text: str) -> None:
        """A line of the demo itself."""
        self._console.print(f"[dim]{self._clock()}[/dim]", Text(text))

    def visit(self, who: str, request: Stimulus, status: int, times: int) -> None:
        """A visitor and what it got."""
        style = "green" if status < 400 else "yellow" if status < 500 else "bold red"
        line = Text.assemble(
            (self._clock(), "dim"),
            " ",
            (f"{who:<18}", "bold"),
            f"{request.method} {request.target[:70]}",
            " -> ",
            (str(status), style),
        )
        if times > 1:
            line.append(f"  x{times}", "dim")
        self._console.print(line, soft_wrap=True)

    def observe(self, progress: Progress) -> None:
        """An `Observer`: one line for each thing that a stage tells."""
        if progress.kind in QUIET or (progress.kind == "done" and progress.text == "done"):
            return
        style = STAGE_STYLES.get(progress.stage, "white")
        line = Text.assemble(
            (self._clock(), "dim"),
            " ",
            (f"{progress.stage:<12}", style),
            (f"{progress.incident_id[:6]:<7}", "dim"),
            progress.text[:400],
        )
        self._console.print(line, soft_wrap=True)

    def verified(self, fix: VerifiedFix) -> None:
        """Diff, tests, proof and gates."""
        candidate = fix.candidate
        self._console.print(
            Panel(Syntax(candidate.patch.diff, "diff", word_wrap=True), title="the fix", title_align="left")
        )
        for edit in candidate.tests.edits:
            code = Syntax(edit.after or "", "python", word_wrap=True)
            self._console.print(Panel(code, title=f"its test: {edit.path}", title_align="left"))
        proof = Table(
            "proof", "command", "exit", "expected", "seconds", title="red to green, and back", title_justify="left"
        )
        for run in fix.proof.runs:
            style = "green" if run.as_expected else "red"
            proof.add_row(
                run.name,
                _short(run.command),
                Text(str(run.exit_status), style),
                run.expected,
                f"{run.seconds:.1f}",
            )
        self._console.print(proof)
        gates = Table("gate", "", "why", title="gates", title_justify="left")
        for gate in fix.proof.gates:
            gates.add_row(
                gate.gate,
                Text("passed" if gate.passed else "refused", "green" if gate.passed else "red"),
                Text(gate.reason),
            )
        self._console.print(gates)
        self._console.print(Text(f"sandbox: {fix.proof.sandbox}", "dim"))

    def waiting(self, proposal: Proposal, command: str) -> None:
        """How a human decides."""
        self._console.print()
        self._console.rule(Text("review", style="bold green"), align="left", style="green")
        # No frame around these: a command that is broken over lines cannot be copied.
        for what, words in (
            ("approve", f"review approve {proposal.id}"),
            ("reject", f'review reject {proposal.id} --why "..."'),
            ("look", f"incident show {proposal.incident_id}"),
        ):
            self._console.print(Text.assemble((f"{what:<9}", "dim"), (f"{command} {words}", "bold")), soft_wrap=True)
        self._console.print(Text(f"The fix waits on branch {proposal.branch} for a human.", "dim"), soft_wrap=True)

    def _clock(self) -> str:
        return f"{time.monotonic() - self._start:5.1f}s"


def body_of(request: Stimulus) -> bytes:
    """The request's body as bytes."""
    return base64.b64decode(request.body)


def _short(command: tuple[str, ...]) -> str:
    """The command without the interpreter's folder and pytest's bookkeeping."""
    kept = [PurePath(command[0]).name, *command[1:]] if command else []
    hidden = {"-o", "-p"}
    words = [
        word
        for before, word in zip(["", *kept], kept, strict=False)
        if word not in hidden and before not in hidden and not word.startswith("--junitxml")
    ]
    return " ".join(words)[:80]
