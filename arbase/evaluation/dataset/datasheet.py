"""The datasheets: what is in the data, how it was made, how it is labelled, what it cannot say.

They follow the questions of Gebru et al., "Datasheets for Datasets" (2021), and carry the header that
`datasets.load_dataset` reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

from arbase.evaluation.dataset.settings import CANARY
from arbase.evaluation.statistics import rate

Row = dict[str, Any]


def alerts_card(rows: Sequence[Row], facts: dict[str, Any]) -> str:
    """README.md of datasets/alerts."""
    actionable = sum(row["label"] == "actionable" for row in rows)
    events = sum(row["count"] for row in rows)
    causes = Counter(row["origin"] for row in {row["cause"]: row for row in rows}.values())
    twins = len({row["cause"] for row in rows if row["twin_of"]})
    looks = len({row["cause"] for row in rows if row["looks_like_noise"]})
    return _filled(
        "alerts",
        header=_header(rows),
        events=f"{events:,}",
        incidents=f"{len(rows):,}",
        count=len(facts["services"]),
        services=", ".join(facts["services"]),
        share=rate(actionable, len(rows)),
        causes=_counted(causes),
        twins=twins,
        looks=looks,
        weeks=facts["weeks"],
        seed=facts["seed"],
        rejected=len(facts["rejected"]),
    )


def _filled(name: str, **values: object) -> str:
    text = (Path(__file__).with_name("cards") / f"{name}.md").read_text(encoding="utf-8")
    return Template(text).substitute(canary=CANARY, **values)


def _header(rows: Sequence[Row]) -> str:
    """The YAML header that tells `datasets.load_dataset` which files are which split."""
    lines = ["---", "license: apache-2.0", "configs:", "- config_name: default", "  data_files:"]
    for split in sorted({row["split"] for row in rows}):
        lines += [f"  - split: {split}", f"    path: data/{split}-*.parquet"]
    return "\n".join([*lines, "---"])


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counter.items())) or "none"


def fixes_card(rows: Sequence[Row], missing: Sequence[str]) -> str:
    """README.md of datasets/fixes."""
    return _filled(
        "fixes",
        header=_header(rows),
        cases=len(rows),
        origins=_counted(Counter(row["origin"] for row in rows)),
        difficulties=_counted(Counter(row["difficulty"] for row in rows)),
        missing=len(missing),
    )
