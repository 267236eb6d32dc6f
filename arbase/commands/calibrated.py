"""What a measurement tells of confidence: kept for the agent that stated it, and shown for every producer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from arbase.bootstrap.pipeline import outcomes_of
from arbase.commands.console import console
from arbase.evaluation.confidence import confidence_error, confidence_table
from arbase.evaluation.repair import CaseResult
from arbase.investigate.calibration import told
from arbase.settings import Settings


def keep_confidence(results: Sequence[CaseResult], settings: Settings) -> None:
    """Keep what is now known of the agent's confidence, and tell how well it is calibrated."""
    claims = [claim.model_copy(update={"case": result.case}) for result in results for claim in result.claims]
    if claims:
        outcomes = outcomes_of(settings)
        outcomes.add(claims)
        console.print(told(outcomes.claims()), soft_wrap=True)


def show_confidence(results: Sequence[CaseResult]) -> None:
    """Stated confidence in fifths, and in how many of each the fault was where it was said to be."""
    rows = confidence_table(results)
    if not rows:
        return
    table = Table("confidence of", "stated", "on average", "the fault was there")
    for row in rows:
        table.add_row(row.by, f"{row.low:.1f} to {row.high:.1f}", f"{row.said:.2f}", str(row.right).replace("[", "\\["))
    console.print(table)
    console.print(f"calibration error of the confidence  {confidence_error(results)}", markup=False)
