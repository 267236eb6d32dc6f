"""Every hunk of a patch is needed, or mends the same mistake elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.minimality import MinimalityGate

BEFORE = "def a(x):\n    return f(x.path)\n\n\ndef b(x):\n    return f(x.path)\n\n\ndef c(x):\n    return x\n"
SERVED = Observation(variant="after", stimulus=0, status=200, body="1")
CRASH = SimpleNamespace(location=CodeLocation(path="other.py", line=1, function=""))
CRASHED = Observation(variant="after", stimulus=0, status=500)


@dataclass
class Replayed:
    """A laboratory in which the trigger runs `a` only."""

    mended: str
    trigger: Stimulus = field(default_factory=Stimulus)
    start: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(before=CRASHED, again=CRASHED))

    def after(self, overlay):
        return (SERVED,)

    def try_out(self, overlays, stimuli):
        return [(SERVED if self.mended in overlay["app.py"] else CRASHED,) for overlay in overlays]


def judged(after):
    case = SimpleNamespace(
        files=(ChangedFile("app.py", BEFORE, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("def a(x):\n    return f(x)\n"),
    )
    return MinimalityGate().check(case)


def test_the_same_change_in_another_place_may_come_along():
    assert judged(BEFORE.replace("f(x.path)", "f(x)")).passed


def test_another_change_that_the_failure_does_not_need_is_refused():
    result = judged(BEFORE.replace("f(x.path)", "f(x)", 1).replace("return x\n", "return x.path\n"))
    assert not result.passed
    assert "line 10 is not needed" in result.reason


@pytest.mark.parametrize(("used", "passes"), [("", True), ("\n\ncached = cache(a)\n", False)])
def test_an_import_goes_with_its_only_use(used, passes):
    before = "from functools import cache\n\n\n@cache\ndef a(x):\n    return f(x)\n" + used
    after = before.replace("from functools import cache\n", "").replace("@cache\n", "")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("\n\n\ndef a(x)"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(
    ("names", "passes"),
    [("wraps", True), ("wraps, lru_cache", False), ("partial", False)],
    ids=["one of several", "another one comes", "one that is used goes"],
)
def test_one_name_of_several_goes_out_of_an_import_with_its_only_use(names, passes):
    before = "from functools import cache, wraps\n\n\n@cache\ndef a(x):\n    return f(x)\n\n\nb = wraps(a)\n"
    after = before.replace("cache, wraps", names).replace("@cache\n", "")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("\n\n\ndef a(x)"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(
    ("declared", "passes"),
    [
        ("def c(x) -> int | None:\n    return x", True),
        ('def c(x) -> int | None:\n    """None for none."""\n    return x', True),
        ("def c(x=1):\n    return x", False),
        ('def c(x=1):\n    """One by default."""\n    return x', False),
    ],
)
def test_what_a_function_is_declared_to_return_goes_with_what_it_returns(declared, passes):
    after = BEFORE.replace("f(x.path)", "f(x)", 1).replace("def c(x):\n    return x", declared)
    assert judged(after).passed is passes


@pytest.mark.parametrize(("gone", "passes"), [("    xs.sort()\n", True), ("    xs.clear()\n", False)])
def test_what_moves_is_taken_out_with_what_is_put_in(gone, passes):
    before = f"def a(xs, more):\n{gone}    xs += more\n    return f(xs)\n"
    after = before.replace(gone, "").replace("    return", "    xs.sort()\n    return")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("    xs.sort()\n    return"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(("used", "passes"), [("    x = f(deepcopy(x))\n", True), ("    x = f(x)\n", False)])
def test_an_import_comes_with_what_needs_it(used, passes):
    before = "import json\n\n\ndef a(x):\n    x = f(dict(x))\n    return x\n"
    after = before.replace("import json\n", "import json\nfrom copy import deepcopy\n")
    after = after.replace("    x = f(dict(x))\n", used)
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed(used),
    )
    assert MinimalityGate().check(case).passed is passes


KEPT = (
    "class A:\n    kept: dict[str, Old] = {}\n\n    def __init__(self):\n        self.kept: dict[str, Old] = {}\n\n\n"
)


@pytest.mark.parametrize(("place", "passes"), [("self.kept: dict[str, ", True), ("    kept: dict[str, ", False)])
def test_what_a_function_declares_of_a_value_goes_with_it(place, passes):
    before = f"{KEPT}def a(x):\n    return f(x.path)\n"
    after = before.replace("f(x.path)", "f(x)").replace(f"{place}Old]", f"{place}New]")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("f(x)\n"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(
    ("head", "passes"),
    [("KEPT: dict[str, {}] = {{}}\n\n\n", True), ("class A:\n    kept: dict[str, {}] = {{}}\n\n\n", False)],
)
def test_what_a_module_declares_of_its_own_value_goes_with_it(head, passes):
    before = f"{head.format('Old')}def a(x):\n    return f(x.path)\n"
    after = before.replace("f(x.path)", "f(x)").replace("Old", "New")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("f(x)\n"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(("owner", "passes"), [("Shelf", True), ("Shelf(Model)", False)])
def test_what_a_method_of_a_plain_class_takes_is_declared_with_what_it_is_given(owner, passes):
    shelf = f"class {owner}:\n    def put(self, row: Old):\n        self.row = row\n\n\n"
    before = f"{shelf}def a(x):\n    return f(x.path)\n"
    after = before.replace("f(x.path)", "f(x)").replace("row: Old", "row: New")
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("f(x)\n"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(
    ("made", "used", "passes"),
    [
        ("Q(path=x) | Q(path=None)", "f(kept)", True),
        ("look_up(x)", "f(kept)", False),
        ("Q(path=x)", "f(x.path)", False),
    ],
)
def test_a_value_with_a_name_goes_with_its_only_use(made, used, passes):
    before = f"def a(x):\n    kept = {made}\n    y = 1\n    return {used}\n"
    after = "def a(x):\n    y = 1\n    return f(x)\n"
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("return f(x)\n"),
    )
    assert MinimalityGate().check(case).passed is passes


@pytest.mark.parametrize(
    ("closes", "held", "passes"),
    [
        ("    c.close()\n", "    with make() as c:\n        return use(c)", True),
        ("", "    with make() as c:\n        return use(c)", False),
        ("    c.close()\n", "    with make() as c:\n        return use(c, 1)", False),
    ],
)
def test_who_makes_something_holds_it_where_nobody_else_closes_it_any_more(closes, held, passes):
    before = f"def use(c):\n    f(c)\n{closes}    return c\n\n\ndef b():\n    return use(make())\n"
    after = before.replace("f(c)\n" + closes, "g(c)\n").replace("    return use(make())", held)
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed("    g(c)\n"),
    )
    assert MinimalityGate().check(case).passed is passes


LEAP = (
    "def year(start, day):\n    begins = start.replace(year=day.year)\n    if begins > day:\n"
    "        begins = start.replace(year=day.year - 1)\n    return begins, begins.replace(year=begins.year + 1)\n"
)
FIRST = ("start.replace(year=day.year)", "start.replace(year=day.year, day=last(start, day.year))")
TWINS = (
    (
        "start.replace(year=day.year - 1)",
        "start.replace(\n            year=day.year - 1, day=last(start, day.year - 1)\n        )",
    ),
    ("begins.replace(year=begins.year + 1)", "begins.replace(year=begins.year + 1, day=last(begins, begins.year + 1))"),
)


def leap(*edits):
    after = LEAP
    for old, new in edits:
        after = after.replace(old, new)
    case = SimpleNamespace(
        files=(ChangedFile("app.py", LEAP, after),),
        overlay={"app.py": after},
        restored="",
        crash=CRASH,
        lab=Replayed(FIRST[1]),
    )
    return MinimalityGate().check(case)


def test_what_makes_the_same_mistake_with_something_else_may_be_mended_too():
    assert leap(FIRST, *TWINS).passed


@pytest.mark.parametrize(
    "edit",
    [
        ("start.replace(year=day.year - 1)", "start.replace(year=day.year - 1, day=1)"),
        ("begins.replace(year=begins.year + 1)", "begins.replace(year=begins.year + 1, day=last(start, begins.year))"),
        ("return begins, begins", "return start, begins"),
    ],
)
def test_what_is_mended_in_another_way_may_not(edit):
    assert not leap(FIRST, edit).passed
