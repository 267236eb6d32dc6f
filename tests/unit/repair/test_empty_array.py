"""NumPy's largest of nothing."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = "import numpy as np\n\n\n"

CASES = [
    Case(
        "shares of the best one of nothing are nothing",
        HEAD + "def relevance(scores):\n    return np.round(scores / scores.max(), 3)\n",
        "relevance(np.zeros(0)).tolist()",
        ("+    if not scores.size:", "+        return scores"),
        [],
    ),
    Case(
        "from the least to the most, as a list",
        HEAD + "def scaled(xs):\n    return ((xs - xs.min()) / (xs.max() - xs.min())).tolist()\n",
        "scaled(np.zeros(0))",
        ("+    if not xs.size:", "+        return []"),
        [],
    ),
    Case(
        "an array that is kept, by the function of the module",
        HEAD + "def shares(xs):\n    best = xs / np.max(xs)\n    return [round(x, 1) for x in best]\n",
        "shares(np.zeros(0))",
        ("-    best = xs / np.max(xs)", "+    best = xs / np.max(xs) if xs.size else xs"),
        [],
    ),
    Case(
        "a figure is what the function says of nothing",
        HEAD + 'def best(xs):\n    """The best; None where there is nothing."""\n    return float(xs.max())\n',
        "best(np.zeros(0))",
        ("+    if not xs.size:", "+        return None"),
        None,
    ),
]
SILENT = [
    Silent(
        "a sum over what is scaled is no array",
        HEAD + "def total(xs):\n    return np.sum(xs / xs.max())\n",
        "total(np.zeros(0))",
        "empty-array",
    ),
    Silent(
        "another array, of its own size, is scaled",
        HEAD + "def scaled(xs, ys):\n    return ys / xs.max()\n",
        "scaled(np.zeros(0), np.ones(2))",
        "empty-array",
    ),
    Silent(
        "what is read out of the scaled one",
        HEAD + "def first(xs):\n    return (xs / xs.max())[0]\n",
        "first(np.zeros(0))",
        "empty-array",
    ),
]


@named(CASES)
def test_drafts(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
