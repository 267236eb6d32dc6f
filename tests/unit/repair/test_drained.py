"""Queues with fewer entries than a loop takes, and the timeouts that clients of HTTP have of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

DECK = """
from collections import deque


class Deck:
    def __init__(self, cards):
        self.cards = deque(cards)

    def hand(self, size):
        '''At most so many cards.'''
        hand = []
        for _ in range(size):
            card = self.cards.popleft()
            hand.append(card)
        return hand

    def next(self):
        return self.cards.popleft()

    def all(self):
        seen = []
        while True:
            seen.append(self.cards.pop())


def dealt(cards, size):
    return Deck(cards).hand(size)
"""
WEATHER = """
import requests


class Session:
    def get(self, url, timeout):
        if "slow" in url:
            raise requests.exceptions.ReadTimeout("slow")
        raise requests.exceptions.ConnectionError("refused")


session = Session()


def degrees(url):
    try:
        return session.get(url, timeout=2)
    except TimeoutError:
        return None


def wind(url):
    try:
        return session.get(url, timeout=2)
    except KeyError:
        return None
"""
CASES = [
    Case(
        "a hand of fewer cards",
        DECK,
        "dealt([1, 2], 3)",
        ("+            if not self.cards:", "+                break"),
        [1, 2],
    ),
    Case(
        "a timeout of its own",
        WEATHER,
        "degrees('slow')",
        ("-    except TimeoutError:", "+    except (TimeoutError, requests.Timeout):"),
        None,
    ),
]
SILENT = [
    Silent("nobody says that fewer will do", DECK.replace("At most so", "So"), "dealt([1, 2], 3)", "drained"),
    Silent(
        "a hand has to be whole",
        DECK.replace("so many cards.", "so many cards; nobody gets a short hand."),
        "dealt([1, 2], 3)",
        "drained",
    ),
    Silent("one that has to be there", DECK, "Deck([]).next()", "drained"),
    Silent("a loop without an end of its own", DECK, "Deck([]).all()", "drained"),
    Silent("no timeout at all", WEATHER, "degrees('x')", "own-timeout"),
    Silent("a handler for something else", WEATHER, "wind('slow')", "own-timeout"),
]


@named(CASES)
def test_the_loop_ends_with_the_queue(case, tmp_path: Path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_queues_and_handlers_are_left_alone(case, tmp_path: Path):
    check_silent(case, tmp_path)
