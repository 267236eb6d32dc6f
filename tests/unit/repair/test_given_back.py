"""What was lent is given back changed: whoever reads it next misses something."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

RULES = """
class Rules:
    def __init__(self, weights):
        self.weights = weights

    def without(self, name):
        weights = self.weights
        weights.pop(name, None)
        return weights


RULES = Rules({"plan": 2, "team": 1})
PARTS = {"all": ["plan", "team"]}

"""
TAKEN = """
def weights_for(rules, scores):
    weights = rules.weights
    for name, points in scores.items():
        if points is None:
            weights.pop(name, None)
    return weights


def score(rules, scores):
    weights = weights_for(rules, scores)
    return sum(points * weights[name] for name, points in scores.items() if points is not None)


def twice(rules):
    return score(rules, {"plan": None, "team": 3}), score(rules, {"plan": 2, "team": 3})
"""
ADDED = """
def parts_of(kind):
    parts = PARTS[kind]
    parts.append("budget")
    return parts


def points(kind, given):
    return [given[name] for name in parts_of(kind)]


def twice(given):
    points("all", {**given, "budget": 1})
    return dict(zip([name for name in PARTS["all"]], [given[name] for name in PARTS["all"]], strict=True)), points(
        "all", {**given, "budget": 2}
    )
"""
CASES = [
    Case(
        "entries taken out of what an object holds",
        RULES + TAKEN,
        "twice(RULES)",
        ("-    weights = rules.weights", "+    weights = rules.weights.copy()"),
        (3, 7),
    ),
    Case(
        "entries put into a list of a table",
        RULES + ADDED,
        "twice({'plan': 1, 'team': 2})",
        ("-    parts = PARTS[kind]", "+    parts = PARTS[kind].copy()"),
        among=3,
    ),
]


@named(CASES)
def test_a_copy_is_given_back(case: Case, tmp_path) -> None:
    check(case, tmp_path)


SILENT = [
    Silent(
        "an object changes what is its own",
        RULES + "def run():\n    RULES.without('plan')\n    return RULES.without('x')['plan']\n",
        "run()",
        "given-back",
    ),
    Silent(
        "it is a copy already",
        RULES + TAKEN.replace("rules.weights\n", "dict(rules.weights)\n").replace('None, "team"', '1, "crew"'),
        "twice(RULES)",
        "given-back",
    ),
    Silent(
        "nothing is given back",
        RULES + "def run(rules):\n    weights = rules.weights\n    weights.pop('plan')\n    return weights['plan']\n",
        "run(RULES)",
        "given-back",
    ),
]


@named(SILENT)
def test_else_nothing_is_copied(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
