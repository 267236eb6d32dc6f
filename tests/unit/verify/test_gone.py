"""A removal may be passed over where the docstring says so, and only that."""

from __future__ import annotations

import pytest

from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.gone import copied_instead
from tests.unit.verify.doubles import on_paper

SOURCE = '''\
FANS = {"ada": ["bo"]}


def unfollow(name, who):
    """Unfollowing twice changes nothing."""
    FANS[name].remove(who)
    return len(FANS[name])
'''
LINE = "    FANS[name].remove(who)\n"


@pytest.mark.parametrize(
    ("body", "passed"),
    [
        ("    if who in FANS[name]:\n        FANS[name].remove(who)\n", True),
        ("    if name in FANS:\n        FANS[name].remove(who)\n", False),
        ("    if who in FANS:\n        FANS[name].remove(who)\n", False),
        ("    if who:\n        FANS[name].remove(who)\n", False),
    ],
)
def test_only_what_is_not_there_is_not_taken_out(tmp_path, body, passed):
    stage = on_paper(SOURCE, 6, tmp_path, exception="ValueError")
    result = SwallowGate().check(stage.case(stage.candidate((LINE, body))))
    assert result.passed is passed, result.reason


def test_without_a_word_of_it_a_removal_is_not_passed_over(tmp_path):
    source = SOURCE.replace("Unfollowing twice changes nothing.", "One follower less.")
    stage = on_paper(source, 6, tmp_path, exception="ValueError")
    body = "    if who in FANS[name]:\n        FANS[name].remove(who)\n"
    assert not SwallowGate().check(stage.case(stage.candidate((LINE, body)))).passed


FLOW = '''\
FLOW = ["a", "b"]


def following(step):
    """The step behind this one{told}."""
    return FLOW[FLOW.index(step) + 1]
'''


@pytest.mark.parametrize(("told", "passed"), [(", None after the last", True), ("", False)])
def test_none_behind_the_last_where_it_is_promised(tmp_path, told, passed):
    source = FLOW.format(told=told)
    stage = on_paper(source, 6, tmp_path, exception="IndexError")
    line = "    return FLOW[FLOW.index(step) + 1]\n"
    body = "    position = FLOW.index(step) + 1\n    if position == len(FLOW):\n        return None\n"
    result = SwallowGate().check(stage.case(stage.candidate((line, body + "    return FLOW[position]\n"))))
    assert result.passed is passed, result.reason


SHARED = """\
FIELDS = [{"name": "a", "score": 1}]
SCORE = "score"


def shown(items):
    for item in items:
        del item["score"]
    return items
"""
DELETES = '    for item in items:\n        del item["score"]\n    return items\n'


@pytest.mark.parametrize(
    ("body", "passed"),
    [
        ('    return [{key: one for key, one in item.items() if key != "score"} for item in items]\n', True),
        ('    return [{key: one for key, one in item.items() if key != "name"} for item in items]\n', False),
        ('    return [item for item in items if item["score"]]\n', False),
    ],
)
def test_a_copy_leaves_out_what_was_taken_out_of_what_is_shared(tmp_path, body, passed):
    stage = on_paper(SHARED, 7, tmp_path, exception="KeyError")
    case = stage.case(stage.candidate((DELETES, body)))
    result = SwallowGate().check(case)
    assert result.passed is passed, result.reason
    assert bool(copied_instead(case.files[0], 7)) is passed


QUERY = """\
def refresh(reading, after):
    Reading.objects.filter(number=reading.number).update(used=1)
    after.save()
"""


@pytest.mark.parametrize(
    ("call", "passed"),
    [
        ("Reading.objects.filter(pk=after.pk)", True),
        ("Reading.objects.filter(pk=1)", False),
        ("Reading.objects.filter(used__gt=after.used)", False),
        ("Reading.objects.filter(pk=after.pk, used__gt=after.used)", False),
    ],
)
def test_a_query_for_one_record_by_its_key_filters_nothing_out(tmp_path, call, passed):
    stage = on_paper(QUERY, 3, tmp_path, exception="RecursionError")
    case = stage.case(stage.candidate(("    after.save()\n", f"    {call}.update(used=2)\n")))
    result = SwallowGate().check(case)
    assert result.passed is passed, result.reason
