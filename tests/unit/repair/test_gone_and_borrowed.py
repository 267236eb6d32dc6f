"""Removed twice, listed still, borrowed defaults that a call changes, heaps that are popped by their last part."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a label that is taken off twice",
        '''
class Parcel:
    def __init__(self):
        self.labels = ["fragile"]

    def unlabel(self, label):
        """Take a label off; does nothing where there is none."""
        self.labels.remove(label)
        return self


def labels(label):
    return Parcel().unlabel(label).labels
''',
        'labels("heavy")',
        (
            "-        self.labels.remove(label)",
            "+        if label in self.labels:",
            "+            self.labels.remove(label)",
        ),
        ["fragile"],
    ),
    Case(
        "a session that is ended twice",
        '''
SESSIONS = {"a": 1}


def logout(token):
    """Idempotent."""
    del SESSIONS[token]
    return True


def twice():
    return logout("a"), logout("a")
''',
        "twice()",
        ("-    del SESSIONS[token]", "+    if token in SESSIONS:", "+        del SESSIONS[token]"),
        (True, True),
    ),
    Case(
        "a song that was deleted, as another reader passes over it",
        """
SONGS = {"a": 3, "b": 4}
LISTS = {"run": ["a", "gone", "b"]}


def titles(name):
    found = []
    for song in LISTS[name]:
        if song not in SONGS:
            continue
        found.append(song)
    return found


def seconds(name):
    return sum(SONGS[song] for song in LISTS[name])
""",
        'seconds("run")',
        (
            "-    return sum(SONGS[song] for song in LISTS[name])",
            "+    return sum(SONGS[song] for song in LISTS[name] if song in SONGS)",
        ),
        7,
    ),
    Case(
        "defaults that are emptied",
        """
STEPS = ["wash", "dry"]


def run(steps=None):
    left = STEPS if steps is None else steps
    done = []
    done.append(left.pop(0))
    done.append(left.pop(0))
    return done


def twice():
    return run(), run()
""",
        "twice()",
        (
            "-    left = STEPS if steps is None else steps",
            "+    left = list(STEPS if steps is None else steps)",
        ),
        (["wash", "dry"], ["wash", "dry"]),
    ),
    Case(
        "a heap whose length is asked and whose last part is taken",
        '''
import heapq


class Alarm:
    def __init__(self, text):
        self.text = text


class Alarms:
    """Alarms of one level are told in the order in which they came."""

    def __init__(self):
        self.waiting = []

    def add(self, level, alarm):
        heapq.heappush(self.waiting, (-level, alarm))

    def told(self):
        return [heapq.heappop(self.waiting)[-1].text for _ in range(len(self.waiting))]


def told(*texts):
    alarms = Alarms()
    for text in texts:
        alarms.add(1, Alarm(text))
    return alarms.told()
''',
        'told("b", "a", "c")',
        (
            "+import itertools",
            "+        self.order = itertools.count()",
            "-        heapq.heappush(self.waiting, (-level, alarm))",
            "+        heapq.heappush(self.waiting, (-level, next(self.order), alarm))",
        ),
        ["b", "a", "c"],
    ),
]

SILENT = [
    Silent(
        "nobody says that it may be gone",
        """
CARDS = ["a"]


def drop(card):
    CARDS.remove(card)
""",
        'drop("b")',
        "gone-already",
    ),
    Silent(
        "nobody passes over what is gone",
        """
SONGS = {"a": 3}


def seconds(names):
    return [SONGS[name] for name in names]
""",
        'seconds(["a", "b"])',
        "still-listed",
    ),
    Silent(
        "what stands in is made anew each time",
        """
def steps():
    return ["a"]


def run(given=None):
    left = given or steps()
    left.pop()
    left.pop()
    return left
""",
        "run()",
        "shared",
    ),
]


@named(CASES)
def test_nothing_is_taken_twice(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_it_is_left_as_it_is(case, tmp_path):
    check_silent(case, tmp_path)
