"""What has the state already need not be saved again where saving goes round; nothing else is passed over for that."""

from __future__ import annotations

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

SPOILED = """\
def spoil(sender, instance, **kwargs):
    if instance.state != "gone":
        return
    for other in instance.batch.bags():
        other.state = "gone"
        other.reason = instance.reason
        other.save()
"""
TOTAL = """\
def add_up(sender, instance, **kwargs):
    order = instance.order
    order.total = instance.sum
    order.save()
"""
FOR = "bags():\n"
SET = '        other.state = "gone"\n'


def skip(test: str) -> tuple[str, str]:
    return FOR, f"{FOR}        if {test}:\n            continue\n"


@pytest.mark.parametrize(
    ("source", "change", "exception", "passed"),
    [
        (SPOILED, skip('other.state == "gone"'), "RecursionError", True),
        (SPOILED, skip('other.state == "gone"'), "AttributeError", False),
        (SPOILED, skip('other.state == "sent"'), "RecursionError", False),
        (SPOILED, skip("other.reason == instance.reason"), "RecursionError", False),
        (SPOILED, skip('other.state != "gone"'), "RecursionError", False),
        (SPOILED, skip('instance.state == "gone"'), "RecursionError", False),
        (SPOILED, (SET, SET + '        if other.state == "gone":\n            continue\n'), "RecursionError", False),
        (
            SPOILED.replace('    if instance.state != "gone":\n        return\n', ""),
            skip('other.state == "gone"'),
            "RecursionError",
            False,
        ),
        (
            TOTAL,
            (
                "    order.total = instance.sum\n    order.save()\n",
                "    if order.total != instance.sum:\n        order.total = instance.sum\n        order.save()\n",
            ),
            "RecursionError",
            True,
        ),
        (TOTAL, ("    order.save()\n", "    if order.total:\n        order.save()\n"), "RecursionError", False),
    ],
)
def test_only_what_has_all_already_is_not_saved_again(tmp_path, source, change, exception, passed):
    line = source[: source.index(".save()")].count("\n") + 1
    stage = on_paper(source, line, tmp_path, exception=exception)
    result = SwallowGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason
