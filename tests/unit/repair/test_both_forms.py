"""Lists whose older entries have another form, which one function of the repository reads."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STORE = '''
class Parcel:
    def __init__(self, content):
        self.content = content


def items(parcel):
    """What is in a parcel. Once only names were noted, so the grams are not known."""
    found = []
    for item in parcel.content:
        if isinstance(item, str):
            item = {"name": item, "grams": None}
        found.append(item)
    return found
'''
REPORT = '''
from store import Parcel


def weight(parcel):
    """How many grams were in a parcel."""
    total = 0
    for item in parcel.content:
        total += int(item["grams"])
    return total


def run():
    return weight(Parcel([{"name": "a", "grams": "2"}, "b"]))
'''
README = "# Parcels\n\n- Older parcels do not know their weights: these are `null` and count for nothing in sums.\n"
ORDERS = """
class Order:
    def __init__(self, lines):
        self.lines = lines

    def entries(self):
        return [{"code": line, "count": 1} if isinstance(line, int) else line for line in self.lines]


def counts(order):
    return sum(line.get("count", 0) for line in order.lines)


def run():
    return counts(Order([{"code": 7, "count": 2}, 8]))
"""
KNOWN = '''
from store import Parcel


def weight(parcel):
    """How many grams were in a parcel; what is not known of the weight is left out."""
    return sum(int(item["grams"]) for item in parcel.content)


def run():
    return weight(Parcel([{"name": "a", "grams": "2"}, "b"]))
'''

CASES = [
    Case(
        "what is not known is passed over, as the pages say",
        REPORT,
        "run()",
        (
            "-from store import Parcel",
            "+from store import Parcel, items",
            "-    for item in parcel.content:",
            "+    for item in items(parcel):",
            '+        if item["grams"] is None:',
            "+            continue",
        ),
        2,
        files={"store.py": STORE, "README.md": README},
    ),
    Case(
        "a sum whose docstring leaves them out",
        KNOWN,
        "run()",
        (
            "-from store import Parcel",
            "+from store import Parcel, items",
            '-    return sum(int(item["grams"]) for item in parcel.content)',
            '+    return sum(int(item["grams"]) for item in items(parcel) if item["grams"] is not None)',
        ),
        2,
        files={"store.py": STORE},
    ),
    Case(
        "a method that reads both, which knows all of it",
        ORDERS,
        "run()",
        (
            '-    return sum(line.get("count", 0) for line in order.lines)',
            '+    return sum(line.get("count", 0) for line in order.entries())',
        ),
        3,
    ),
]


@named(CASES)
def test_what_reads_both_is_gone_over(case, tmp_path):
    check(case, tmp_path)


def silent(name: str, text: str, old: str, new: str) -> Silent:
    assert old in text
    return Silent(name, text.replace(old, new), "run()", "both-forms")


ALONE = STORE + REPORT.replace("from store import Parcel\n", "")
SILENT = [
    Silent("nobody says that what is not known does not count", ALONE, "run()", "both-forms"),
    silent("the earlier form lacks what is asked for", ORDERS, '"code": line, "count": 1', '"code": line'),
    silent("nothing reads another form", ORDERS, " if isinstance(line, int) else line", " if line else line"),
    silent("another kind of entry is read", ORDERS, "isinstance(line, int)", "isinstance(line, str)"),
    silent("entries of another field are read", ORDERS, "for line in self.lines", "for line in self.lines_of_old"),
]


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
