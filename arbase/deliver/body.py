"""The text of a proposal: what happened, why, what the fix is, and the proof that it holds."""

from __future__ import annotations

import base64
import binascii

from arbase.deliver.neutral import code, fenced, name, prose
from arbase.domain.diagnosis import Diagnosis, Hypothesis, HypothesisStatus, Stimulus
from arbase.domain.fix import CandidateFix, Patch, Proof, VerifiedFix
from arbase.domain.incident import Incident

MOST = 60_000
"""GitHub takes 65,536 characters."""

_DIFF_LIMITS = (15_000, 4_000, 400)
_HYPOTHESES = 5
_EXPERIMENTS = 3
_ROWS = 25
_STANDING = {
    HypothesisStatus.SUPPORTED: "supported by experiment",
    HypothesisStatus.REFUTED: "refuted by experiment",
    HypothesisStatus.OPEN: "not decided",
}


def headline(diagnosis: Diagnosis, incident: Incident) -> str:
    """The title: made of names only, since it goes into commit messages."""
    crash = diagnosis.crash
    if crash is None:
        return f"Fix {name(incident.title.partition(':')[0], 60)}"
    where = crash.location.function or crash.location.path
    return f"Fix {name(crash.exception.rpartition('.')[2], 40)} in {name(where, 60)}"


def body_of(fix: VerifiedFix, diagnosis: Diagnosis, incident: Incident, proposal_id: str) -> str:
    """The Markdown text, at most `MOST` characters; every string from outside in it is harmless."""
    text = ""
    for diff_limit in _DIFF_LIMITS:
        sections = [
            _summary(fix, diagnosis, incident),
            _happened(diagnosis, incident),
            _cause(diagnosis),
            _fix(fix.candidate, diff_limit),
            _tests(fix.candidate.tests, diff_limit),
            _proof(fix.proof),
            _gates(fix.proof),
            _decide(proposal_id),
            f"Arbase-Incident: {name(incident.id)}\nArbase-Proposal: {proposal_id}",
        ]
        text = "\n\n".join(sections) + "\n"
        if len(text) <= MOST:
            break
    return text


def _summary(fix: VerifiedFix, diagnosis: Diagnosis, incident: Incident) -> str:
    """Goes into the commit message, so it holds names and numbers only."""
    crash = diagnosis.crash
    what = (
        f"`{name(crash.exception)}` at `{name(str(crash.location.path), 150)}:{crash.location.line}`"
        + (f" in `{name(crash.location.function)}`" if crash.location.function else "")
        if crash
        else "an error"
    )
    times = "once" if incident.count == 1 else f"{incident.count} times"
    told = f"`{name(incident.service)}` failed with {what}: seen {times} since {incident.first_seen:%Y-%m-%d %H:%M}."
    tested = " The test that comes with this fix fails before it and passes after it."
    return told + (tested if fix.candidate.tests.edits else "")


def _happened(diagnosis: Diagnosis, incident: Incident) -> str:
    lines = ["## What happened", "", f"- Error: {code(incident.title)}"]
    crash = diagnosis.crash
    if crash is not None:
        lines.append(f"- Message: {code(crash.message, 400)}")
        lines += [f"- Through: {code(str(place))}" for place in crash.trace[-6:]]
    lines.append(f"- Affected users: {incident.users}; last seen {incident.last_seen:%Y-%m-%d %H:%M} UTC")
    if incident.first_release or incident.last_release:
        first, last = incident.first_release or "unknown", incident.last_release or "unknown"
        lines.append(f"- Releases: {code(first, 80)} to {code(last, 80)}")
    if incident.environments:
        lines.append("- Environments: " + ", ".join(code(one, 60) for one in incident.environments[:5]))
    for suspect in diagnosis.suspects[:3]:
        lines.append(f"- Suspect commit: {code(suspect.sha[:12])} {code(suspect.subject)}: {prose(suspect.why)}")
    if diagnosis.reproduction is not None:
        lines += ["", *_reproduction(diagnosis.reproduction.stimulus)]
    return "\n".join(lines)


def _reproduction(stimulus: Stimulus) -> list[str]:
    if stimulus.kind == "command":
        return ["It is set off by this command:", "", fenced(" ".join(stimulus.command), 1_000)]
    lines = [f"It is set off by the request {code(f'{stimulus.method} {stimulus.target}', 400)}"]
    try:
        content = base64.b64decode(stimulus.body, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content:
        return [lines[0] + "."]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [lines[0] + f" with a body of {len(content)} bytes that are no text."]
    return [lines[0] + " with this body:", "", fenced(text, 2_000)]


def _cause(diagnosis: Diagnosis) -> str:
    best = next((one for one in diagnosis.hypotheses if one.status is HypothesisStatus.SUPPORTED), None)
    if best is None:
        lines = ["## Root cause", "", "No hypothesis was supported by an experiment; only the reproduction speaks."]
    else:
        lines = ["## Root cause", "", prose(best.statement), *_experiments(best)]
    others = [one for one in diagnosis.hypotheses if one is not best][: _HYPOTHESES - 1]
    if others:
        lines += ["", "Also considered:", ""]
        lines += [f"- {prose(one.statement)} ({_STANDING[one.status]})" for one in others]
    return "\n".join(lines)


def _experiments(hypothesis: Hypothesis) -> list[str]:
    shown = hypothesis.experiments[:_EXPERIMENTS]
    if not shown:
        return []
    return [
        "",
        *(
            f"- {prose(one.what, 200)}; predicted: {prose(one.predicted, 200)}; observed: {prose(one.observed, 200)}"
            for one in shown
        ),
    ]


def _fix(candidate: CandidateFix, diff_limit: int) -> str:
    kind = f"{name(candidate.stream)}/{name(candidate.template)}" if candidate.template else name(candidate.stream)
    made = f"Made by the {name(candidate.engine)} engine (`{kind}`)."
    if candidate.precedent:
        made += f" It follows {code(candidate.precedent)}."
    told = [prose(candidate.rationale), ""] if candidate.rationale.strip() else []
    return "\n".join(["## The fix", "", *told, made, "", _diff(candidate.patch, diff_limit)])


def _tests(tests: Patch, diff_limit: int) -> str:
    if not tests.edits:
        return "## Tests\n\nNo test was added."
    paths = "\n".join(f"- {code(path)}" for path in tests.paths[:_ROWS])
    return f"## Tests\n\n{paths}\n\n{_diff(tests, diff_limit)}"


def _diff(patch: Patch, limit: int) -> str:
    return fenced(patch.diff, limit, "diff")


def _proof(proof: Proof) -> str:
    lines = ["## Proof", "", "| run | command | expected | exit status | seconds | |", "|---|---|---|---|---|---|"]
    for run in proof.runs[:_ROWS]:
        mark = "as expected" if run.as_expected else "not as expected"
        command = code(" ".join(run.command), 120)
        lines.append(
            f"| {prose(run.name, 60)} | {command} | {prose(run.expected, 60)} | {run.exit_status} "
            f"| {run.seconds:.1f} | {mark} |"
        )
    lines += ["", f"- The tests execute {proof.covered_lines} of {proof.changed_lines} changed lines."]
    if proof.sandbox:
        lines.append(f"- Isolation: {prose(proof.sandbox, 300)}")
    lines += [f"- Note: {prose(note, 300)}" for note in proof.notes[:5]]
    return "\n".join(lines)


def _gates(proof: Proof) -> str:
    lines = ["## Gates", "", "| gate | | why |", "|---|---|---|"]
    for gate in proof.gates[:_ROWS]:
        lines.append(
            f"| {prose(gate.gate, 60)} | {'passed' if gate.passed else 'refused'} | {prose(gate.reason, 300)} |"
        )
    return "\n".join(lines)


def _decide(proposal_id: str) -> str:
    commands = f'arbase review approve {proposal_id}\narbase review reject {proposal_id} --why "..."'
    return f"## Your decision\n\nNothing is merged before somebody approves.\n\n```\n{commands}\n```"
