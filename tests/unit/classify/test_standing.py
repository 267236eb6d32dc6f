import pytest

from arbase.classify.standing import Standing, raised
from arbase.domain.verdict import Queue, Verdict


def verdict(queue):
    return Verdict(incident_id="a", probability=0.1, priority=0.1, queue=queue, reasons=(), classifier="x")


@pytest.mark.parametrize(
    ("standing", "straight", "queues"),
    [
        (Standing(), False, ("discarded", "backlog", "focus")),
        (Standing(returned="release 2 has it too"), False, ("backlog", "focus", "focus")),
        (Standing(returned="release 2 has it too"), True, ("focus", "focus", "focus")),
        (Standing(restored="ana restored it: money"), False, ("focus", "focus", "focus")),
    ],
)
def test_people_and_the_quarantine_raise_and_say_why(standing, straight, queues):
    for queue, expected in zip((Queue.DISCARDED, Queue.BACKLOG, Queue.FOCUS), queues, strict=True):
        found = raised(verdict(queue), standing, straight=straight)
        assert found.queue == expected
        assert found.probability == 0.1
        told = standing.restored or standing.returned
        assert not told or told in found.reasons[0].text
