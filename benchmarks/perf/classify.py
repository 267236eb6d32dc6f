"""Events classified a second on two cores, features included: event -> incident -> features -> verdict.

    python benchmarks/perf/classify.py [FILE OF LABELLED EVENTS OR INCIDENTS]

Triage of the code is measured apart: it is done once an incident, not once an event.
"""

import concurrent.futures
import multiprocessing
import random
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from arbase.classify.example import Example
from arbase.classify.features import features, wording
from arbase.classify.learnt import LearntClassifier
from arbase.classify.settings import GuaranteeSettings, HeadSettings
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.judge import Trees
from arbase.evaluation.alerts.rows import read_rows
from arbase.evaluation.champion import learn
from arbase.triage.static import StaticTriage

DEFAULT = Path("datasets/alerts")
EVENTS = 2000
LIMIT = 500


def prepared(file):
    """Incidents with their reports, and a classifier of the real size."""
    service = Service(name="s", repository=Path(__file__).parent)
    with Trees() as trees:
        triage = StaticTriage(trees.code_of, history=False)
        found = []
        started = time.perf_counter()
        for labelled in gathered(read_rows(file))[:200]:
            report = triage.triage(labelled.incident, service, (), unobserved)
            if isinstance(report, Done):
                found.append((labelled, report.value))
        triaged = len(found) / (time.perf_counter() - started)
    source = random.Random(1)
    examples = []
    for number in range(600):
        labelled, report = found[number % len(found)]
        values = {name: value + source.gauss(0, 0.05) for name, value in features(labelled.incident, report).items()}
        label = bool(labelled.actionable) if labelled.actionable is not None else number % 3 == 0
        examples.append(
            Example(
                id=str(number),
                service=f"s{number % 4}",
                actionable=label,
                values=values,
                cause=str(number),
                wording=wording(labelled.incident),
            )
        )
    champion = learn(examples, HeadSettings(), GuaranteeSettings(), "perf")
    return found, LearntClassifier(champion), triaged


def rate(found, classifier):
    """Events a second of one core."""
    started = time.perf_counter()
    for number in range(EVENTS):
        labelled, report = found[number % len(found)]
        classifier.classify(labelled.incident, report, unobserved)
    return EVENTS / (time.perf_counter() - started)


def main() -> int:
    """Print the rates; 1 below the limit."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    found, classifier, triaged = prepared(file)
    print(f"triage without history: {triaged:.0f} incidents a second and core")
    # Incidents are independent, so two processes do twice as much; forked, so that both have the same classifier.
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        rates = list(pool.map(partial(rate, found), [classifier] * 2))
    print(f"classification, features included: {sum(rates):.0f} events a second on 2 cores (limit {LIMIT})")
    return int(sum(rates) < LIMIT)


if __name__ == "__main__":
    sys.exit(main())
