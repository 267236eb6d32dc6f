"""Calls near those of the tests, by which candidates are told apart."""

from itertools import islice

from arbase.replay.inside.calls import changes, with_changed


class Node:
    def __init__(self, value, successor=None, successors=()):
        self.value = value
        self.successor = successor
        self.successors = list(successors)


def test_an_argument_is_also_made_equal_to_another_one():
    found = [values for _, values in with_changed([(print, {"a": [1, 2], "b": [3]})])]

    assert {"a": [3], "b": [3]} in found
    assert {"a": [1, 2], "b": [2, 1]} in found


def test_an_object_is_changed_by_its_attributes_and_what_it_refers_to_is_not_followed():
    ring = Node(1)
    ring.successor = ring
    ring.successors = [ring, Node(2)]

    found = list(islice(changes(ring), 20))

    assert {2, 0} <= {one.value for one in found}
    assert any(one.successor is None for one in found)
    assert any(len(one.successors) == 1 for one in found)
    assert (ring.value, len(ring.successors)) == (1, 2)


def test_functions_and_modules_are_left_as_they_are():
    assert list(changes(print)) == list(changes(Node)) == []
