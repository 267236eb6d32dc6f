"""Repair is measured on faults: nothing is put aside, and it is told that the classifier would have."""

from __future__ import annotations

import pytest

from arbase.classify.interface import Classifier
from arbase.classify.standing import KNOWN_FAULT, KnownFault
from arbase.domain.outcome import Declined, Done
from arbase.domain.progress import unobserved
from arbase.domain.verdict import Queue, Verdict


class Fixed(Classifier):
    """Gives one answer."""

    def __init__(self, outcome):
        self._outcome = outcome

    def classify(self, incident, report, observe):
        return self._outcome


def verdict(queue):
    return Verdict(incident_id="0" * 12, probability=0.3, priority=0.1, queue=queue, reasons=(), classifier="fixed")


@pytest.mark.parametrize(("queue", "told"), [(Queue.BACKLOG, True), (Queue.DISCARDED, True), (Queue.FOCUS, False)])
def test_a_fault_is_raised_whatever_the_classifier_says(queue, told):
    outcome = KnownFault(Fixed(Done(value=verdict(queue)))).classify(None, None, unobserved)
    assert outcome.value.queue is Queue.FOCUS
    assert outcome.value.probability == 0.3
    assert [reason.rule for reason in outcome.value.reasons] == ([KNOWN_FAULT] if told else [])


def test_what_could_not_be_classified_stays_so():
    declined = Declined(reason="budget")
    assert KnownFault(Fixed(declined)).classify(None, None, unobserved) is declined
