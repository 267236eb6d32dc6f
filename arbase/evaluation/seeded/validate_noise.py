"""`python -m arbase.evaluation.seeded.validate_noise <service folder> [--noise SLUG]`: runs the noise for real.

Every family is run in the clean service with its faults really injected, and its expected event must be sent by the
real SDK, 3 of 3 times. All families of a service share warm processes, so hundreds take minutes.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from arbase.domain.errors import ArbaseError, ReplayError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.checkout import set_up
from arbase.evaluation.seeded.fill import Filler
from arbase.evaluation.seeded.frames import own_frames
from arbase.evaluation.seeded.history import write_clean
from arbase.evaluation.seeded.noise import Expectation, Noise, NoiseFamily, Workload, read_noise, read_workload
from arbase.evaluation.seeded.stage import Occurrence, Played, Segment, play
from arbase.sandbox.interface import Sandbox
from arbase.sandbox.process import ProcessSandbox

TIMES = 3
_START = 1_789_380_000.0  # 2026-09-14 10:00 UTC, a Monday


class NoiseReport(Noun):
    """What became of one family; valid where `fault` is empty."""

    noise: str
    kind: str
    twin_of: str
    fault: str = ""
    sent: str = ""


def check_noise(
    service: SeededService, families: tuple[NoiseFamily, ...], sandbox: Sandbox, jobs: int = 4
) -> tuple[NoiseReport, ...]:
    """Run every occurrence of each family, `TIMES` at least in all. Raises UserError, ReplayError."""
    workload = read_workload(service)
    with tempfile.TemporaryDirectory(prefix="arbase-noise-") as scratch:
        tree = Path(scratch) / "clean"
        write_clean(service, tree)
        ready = set_up(tree, sandbox)
        if ready is not None and ready.exit_status != 0:
            output = ready.stderr.decode("utf-8", "replace").strip()[-400:]
            raise UserError(f"{service.folder}: the set-up ended with {ready.exit_status}: {output}")
        segments = [segment_of(tree, family.noise, workload) for family in families]
        played = play(segments, sandbox, parallel=jobs)
    return tuple(_judged(service, family.noise, played[family.noise.id]) for family in families)


def segment_of(tree: Path, noise: Noise, workload: Workload) -> Segment:
    """A segment in which each occurrence of the family happens at least once."""
    rng = random.Random(noise.id)  # noqa: S311 - a simulation, not cryptography
    count = max(TIMES, len(noise.occurrences))
    occurrences = []
    for number in range(count):
        at = _START + 600 * number
        trigger = Filler(rng, at, (noise.values, workload.values)).trigger(
            noise.occurrences[number % len(noise.occurrences)]
        )
        occurrences.append(Occurrence(id=str(number), at=at, trigger=trigger, seed=number))
    faults = tuple(fault.model_dump() for fault in noise.faults)
    return Segment(id=noise.id, tree=tree, occurrences=tuple(occurrences), env=noise.env, faults=faults)


def matching(events: list[dict[str, Any]], expect: Expectation) -> dict[str, Any] | None:
    """The last event for which all that is expected holds."""
    return next((event for event in reversed(events) if _holds(event, expect)), None)


def told(event: dict[str, Any]) -> str:
    """One line for people: type or logger, text, and where."""
    raised = _raised(event)
    place = _innermost(event)
    where = f" in {place[0]}:{place[1]}" if place else ""
    if raised:
        return f"{raised.get('type')}: {raised.get('value')}{where} (logger {event.get('logger')})"[:300]
    return f"{event.get('level')} of logger {event.get('logger')}: {_text(event)}"[:300]


def _holds(event: dict[str, Any], expect: Expectation) -> bool:
    raised = _raised(event)
    return (
        (not expect.exception or raised.get("type") == expect.exception)
        and (not expect.logger or event.get("logger") == expect.logger)
        and (not expect.level or event.get("level") == expect.level)
        and expect.message in f"{raised.get('value') or ''}\n{_text(event)}"
    )


def _judged(service: SeededService, noise: Noise, played: list[Played]) -> NoiseReport:
    report = NoiseReport(noise=noise.id, kind=noise.kind, twin_of=noise.twin_of)
    sent = ""
    for number, one in enumerate(played, 1):
        if one.fault:
            return report.model_copy(update={"fault": f"run {number}: {one.fault[-600:]}"})
        try:
            events = one.events()
        except ReplayError as error:
            return report.model_copy(update={"fault": f"run {number}: {error}"})
        event = matching(events, noise.expect)
        if event is None:
            seen = "; ".join(told(event) for event in events) or "no event"
            answers = ", ".join(f"{step.status} {step.text[:160]}" for step in one.steps)
            return report.model_copy(update={"fault": f"run {number}: sent {seen}; answered {answers}"})
        sent = told(event)
        fault = _twin_fault(service, noise, event, Path(one.root))
        if fault:
            return report.model_copy(update={"fault": fault, "sent": sent})
    return report.model_copy(update={"sent": sent})


def _twin_fault(service: SeededService, noise: Noise, event: dict[str, Any], root: Path) -> str:
    """Why the family is no hard twin of its bug; empty if it is, or claims no such thing."""
    if not noise.twin_of:
        return ""
    crash = service.case(noise.twin_of).bug.crash
    kind = str(_raised(event).get("type"))
    if kind != crash.exception:
        return f"no twin of {noise.twin_of}: it raises {crash.exception}, this {kind}"
    values = (event.get("exception") or {}).get("values") or []
    own = [frames for raised in values if (frames := own_frames(raised, root, service.sources))]
    file = own[-1][-1][0] if own else "no own frame"
    return "" if file == crash.file else f"no twin of {noise.twin_of}: it crashes in {crash.file}, this in {file}"


def _raised(event: dict[str, Any]) -> dict[str, Any]:
    values = (event.get("exception") or {}).get("values") or [{}]
    raised: dict[str, Any] = values[-1]
    return raised


def _innermost(event: dict[str, Any]) -> tuple[str, str] | None:
    """File and function of the innermost frame of the service's own code."""
    for raised in reversed((event.get("exception") or {}).get("values") or []):
        frames = [one for one in (raised.get("stacktrace") or {}).get("frames") or [] if one.get("in_app")]
        if frames:
            return str(frames[-1].get("filename")), str(frames[-1].get("function"))
    return None


def _text(event: dict[str, Any]) -> str:
    entry = event.get("logentry") or {}
    return str(entry.get("formatted") or entry.get("message") or event.get("message") or "")


def draw(reports: tuple[NoiseReport, ...], console: Console, show: bool) -> None:
    """One line for each invalid family (for all with `show`), and the counts."""
    table = Table("kind", "families", "valid", "hard twins")
    for kind in sorted({report.kind for report in reports}):
        mine = [report for report in reports if report.kind == kind]
        good = [report for report in mine if not report.fault]
        table.add_row(kind, str(len(mine)), str(len(good)), str(sum(bool(report.twin_of) for report in good)))
    console.print(table)
    for report in reports:
        if report.fault:
            console.print(f"{report.noise}: {report.fault}", style="red", markup=False, soft_wrap=True)
        elif show:
            console.print(f"{report.noise}: {report.sent}", markup=False, soft_wrap=True)
    valid = sum(not report.fault for report in reports)
    console.print(f"{valid} of {len(reports)} families valid")


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of benchmarks/services.")],
    noise: Annotated[list[str] | None, typer.Option(help="Only this family; may be given several times.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes at one time.")] = 4,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the results to this file.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the event of every family.")] = False,
) -> None:
    """Run the noise families of a service; exit status 1 if one is invalid."""
    console = Console()
    started = time.monotonic()
    try:
        service = read_service(folder)
        families = read_noise(service)
        wanted = set(noise or ())
        unknown = wanted - {name for family in families for name in (family.noise.id, family.file.stem)}
        if unknown:
            raise UserError(
                f"There is no noise '{sorted(unknown)[0]}' in {folder}/noise; the files there are the names."
            )
        chosen = tuple(one for one in families if not wanted or wanted & {one.noise.id, one.file.stem})
        with console.status(f"running {len(chosen)} families"):
            reports = check_noise(service, chosen, ProcessSandbox(), jobs)
    except ArbaseError as error:
        Console(stderr=True).print(str(error), style="red", markup=False)
        raise typer.Exit(2) from error
    draw(reports, console, show)
    console.print(f"{time.monotonic() - started:.0f} s")
    if json_file is not None:
        json_file.write_text(json.dumps([report.model_dump() for report in reports], indent=2) + "\n", encoding="utf-8")
    if any(report.fault for report in reports):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
