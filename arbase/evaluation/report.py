"""The report of a run: one HTML file with its plots inside, readable without a network."""

from __future__ import annotations

import html
import importlib
import importlib.util
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arbase.domain.errors import UserError
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.benchmark import BenchRecord, calibration, localized, repairs
from arbase.evaluation.confidence import Stated, confidence_table
from arbase.evaluation.suites.folds import judged_in

STEPS = 100
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f23}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .8rem;border-bottom:1px solid #ddd;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin-top:2.2rem}.no{color:#b00020}.yes{color:#0a7d32}
"""


def recall_against_reduction(cases: list[Judged]) -> list[dict[str, float]]:
    """Recall and reduction at each threshold, over all held-out incidents."""
    labelled = [case for case in cases if case.actionable is not None]
    bugs = [case for case in labelled if case.actionable]
    found = []
    for step in range(STEPS + 1):
        threshold = step / STEPS
        raised = sum(case.probability >= threshold for case in labelled)
        hits = sum(case.probability >= threshold for case in bugs)
        found.append(
            {
                "threshold": threshold,
                "reduction": 1 - raised / len(labelled) if labelled else 0.0,
                "recall": hits / len(bugs) if bugs else 0.0,
            }
        )
    return found


def by_family(cases: list[Judged]) -> list[dict[str, Any]]:
    """Incidents of each family by what became of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        kind = "bug" if case.actionable else "noise"
        counts[f"{kind}: {case.family or '?'}", "raised" if case.raised else case.queue.value] += 1
    return [{"family": family, "became": became, "incidents": count} for (family, became), count in counts.items()]


def funnel(record: BenchRecord) -> list[dict[str, Any]]:
    """How many bugs came how far."""
    results = repairs(record)
    stages = {
        "seeded bugs": len(results),
        "raised": sum(not result.put_aside for result in results),
        "located": sum(result.top3_function for result in results),
        "reproduced": sum(result.reproduced for result in results),
        "verified": sum(result.outcome.value.startswith("verified") for result in results),
        "right": sum(result.outcome.value == "verified and right" for result in results),
    }
    return [{"stage": f"{number}. {name}", "bugs": count} for number, (name, count) in enumerate(stages.items(), 1)]


def write_report(file: Path, record: BenchRecord) -> None:
    """Write the report; without altair the tables only. Raises UserError where the disk refuses."""
    plots = _plots(record) if importlib.util.find_spec("altair") and importlib.util.find_spec("vl_convert") else ""
    cases = judged_in(record.suites.get("alerts", []))
    body = "".join(
        [
            f"<h1>arbase bench: {html.escape(record.name)}</h1>",
            f"<p>{html.escape(record.started)}, {record.seconds:.0f} s, commit {html.escape(record.commit[:19])}</p>",
            _totals(record),
            plots or "<p>Plots need <code>pip install 'arbase[eval]'</code>.</p>",
            _misses("Missed bugs", [case for case in cases if case.actionable and not case.raised]),
            _misses("False alarms", [case for case in cases if not case.actionable and case.raised]),
            _versions(record),
        ]
    )
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>arbase bench</title><style>{_STYLE}</style>'
    )
    try:
        file.write_text(f"{page}</head><body>{body}</body></html>", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{file}: cannot be written ({error.strerror})") from error


def _totals(record: BenchRecord) -> str:
    rows = []
    for name, found in record.totals.items():
        if found.n == 0:
            rows.append(f'<tr><td>{name.replace("_", " ")}</td><td class="n">not measured</td><td></td><td></td></tr>')
            continue
        interval = "" if found.low is None or found.high is None else f"[{found.low:.3f}, {found.high:.3f}]"
        rows.append(
            f'<tr><td>{name.replace("_", " ")}</td><td class="n">{found.value:.3f}</td><td class="n">{interval}</td>'
            f'<td class="n">{found.n}</td></tr>'
        )
    bars = "".join(
        f'<li class="{"yes" if bar.met else "no"}">{html.escape(bar.text)}: {"met" if bar.met else "not met"}</li>'
        for bar in record.bars
    )
    head = "<tr><th>what</th><th>value</th><th>95% interval</th><th>n</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>" + (f"<h2>Bars</h2><ul>{bars}</ul>" if bars else "")


def _misses(title: str, cases: list[Judged]) -> str:
    if not cases:
        return ""
    ordered = sorted(cases, key=lambda case: case.probability, reverse=not cases[0].actionable)[:40]
    rows = "".join(
        f"<tr><td>{html.escape(case.service)}</td><td>{html.escape(case.family)}</td><td>{html.escape(case.title[:140])}</td>"
        f'<td class="n">{case.probability:.2f}</td></tr>'
        for case in ordered
    )
    head = "<tr><th>service</th><th>family</th><th>incident</th><th>p</th></tr>"
    return f"<h2>{title} ({len(cases)})</h2><table>{head}{rows}</table>"


def _versions(record: BenchRecord) -> str:
    parts = [f"{name} {version}" for name, version in record.versions.items()]
    parts += [f"{name} sha256 {digest[:16]}" for name, digest in record.data.items()]
    return f"<h2>Made with</h2><p>{html.escape(', '.join(parts))}</p>"


def _plots(record: BenchRecord) -> str:
    """The charts as one inline HTML fragment each."""
    alt: Any = importlib.import_module("altair")
    charts = {name: chart for name, chart in charts_of(record, alt).items() if chart is not None}
    parts = []
    for number, (name, chart) in enumerate(charts.items()):
        # A row for each bar, so that no name lies over the next one; curves have a height of their own.
        mark = getattr(chart, "mark", "")
        bars = str(getattr(mark, "type", mark)) in ("bar", "tick")
        height: Any = alt.Step(18) if bars else 300
        spec = chart.properties(width=560, height=height).to_json(indent=None)
        safe = spec.replace("</", "<\\/")
        parts.append(
            f"<h2>{html.escape(name)}</h2><div id='plot{number}'></div>"
            f"<script>vegaEmbed('#plot{number}', {safe}, {{actions:false}});</script>"
        )
    if not parts:
        return ""
    convert: Any = importlib.import_module("vl_convert")
    return f"<script>{convert.javascript_bundle()}</script>" + "".join(parts)


def charts_of(record: BenchRecord, alt: Any) -> dict[str, Any]:
    """The plots of a run; None where its suite was not measured. `alt` is altair."""
    cases = judged_in(record.suites.get("alerts", []))
    found: dict[str, Any] = {}
    if cases:
        line = alt.Chart(alt.Data(values=recall_against_reduction(cases)))
        curve = line.mark_line().encode(
            x=alt.X("reduction:Q", title="alert reduction"),
            y=alt.Y("recall:Q", scale=alt.Scale(domain=[0.8, 1], clamp=True)),
        )
        totals = record.totals
        here = [{"reduction": totals["alert_reduction"].value, "recall": totals["recall"].value}]
        point = alt.Chart(alt.Data(values=here)).mark_point(size=120, color="#b00020", filled=True)
        found["Recall against reduction, with the operating point"] = curve + point.encode(
            x="reduction:Q", y="recall:Q"
        )
        bins = [{"said": said, "was": was, "incidents": count} for said, was, count in calibration(record)]
        dots = (
            alt.Chart(alt.Data(values=bins)).mark_line(point=True).encode(x="said:Q", y="was:Q", tooltip="incidents:Q")
        )
        ideal = alt.Chart(alt.Data(values=[{"said": 0, "was": 0}, {"said": 1, "was": 1}]))
        found["Calibration"] = dots + ideal.mark_line(strokeDash=[4, 4], color="#999").encode(x="said:Q", y="was:Q")
        bars = alt.Chart(alt.Data(values=by_family(cases))).mark_bar()
        found["What became of each family"] = bars.encode(x="incidents:Q", y=alt.Y("family:N"), color="became:N")
    results = repairs(record)
    rows = confidence_table([*results, *localized(record)])
    if rows:
        found["Confidence of diagnoses"] = _confidence(rows, alt)
    if results:
        stages = alt.Chart(alt.Data(values=funnel(record))).mark_bar()
        found["From a seeded bug to a right fix"] = stages.encode(x="bugs:Q", y=alt.Y("stage:N", sort=None))
        times = [{"seconds": result.seconds, "outcome": result.outcome.value} for result in results]
        ticks = alt.Chart(alt.Data(values=times)).mark_tick(thickness=2)
        found["Seconds a case"] = ticks.encode(x="seconds:Q", y="outcome:N")
    return found


def _confidence(rows: Sequence[Stated], alt: Any) -> Any:
    """Stated confidence against how often the fault was there, by producer, with the intervals."""
    fifths = [
        {"by": one.by, "stated": one.said, "was there": one.right.value, "hypotheses": one.right.total}
        | {"low": one.right.low, "high": one.right.high}
        for one in rows
    ]
    drawn = alt.Chart(alt.Data(values=fifths))
    x = alt.X("stated:Q", scale=alt.Scale(domain=[0, 1]))
    points = drawn.mark_line(point=True).encode(x=x, y="was there:Q", color="by:N", tooltip="hypotheses:Q")
    bounds = drawn.mark_rule(opacity=0.4).encode(
        x=x, y=alt.Y("low:Q", title="the fault was there"), y2="high:Q", color="by:N"
    )
    ideal = alt.Chart(alt.Data(values=[{"stated": 0, "was": 0}, {"stated": 1, "was": 1}]))
    return points + bounds + ideal.mark_line(strokeDash=[4, 4], color="#999").encode(x="stated:Q", y="was:Q")
