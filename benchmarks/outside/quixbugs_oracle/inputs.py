"""Inputs within the contracts of the programs, by program; and what counts as the same answer."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

Draw = random.Random


def ints(draw: Draw, low: int = -9, high: int = 9, most: int = 8) -> list[int]:
    return [draw.randint(low, high) for _ in range(draw.randint(0, most))]


def distinct(draw: Draw, most: int = 8, least: int = 0) -> list[int]:
    return draw.sample(range(-20, 40), draw.randint(least, most))


def word(draw: Draw, letters: str = "abc", most: int = 6) -> str:
    return "".join(draw.choice(letters) for _ in range(draw.randint(0, most)))


def nested(draw: Draw, depth: int = 3) -> list[Any]:
    return [
        nested(draw, depth - 1) if depth and draw.random() < 0.4 else draw.randint(0, 9)
        for _ in range(draw.randint(0, 4))
    ]


def almost_sorted(draw: Draw) -> tuple[list[int], int]:
    values = sorted(distinct(draw))
    k = draw.randint(0, 3)
    for start in range(0, len(values), k + 1):
        part = values[start : start + k + 1]
        draw.shuffle(part)
        values[start : start + k + 1] = part
    return values, k


def palindrome(draw: Draw) -> list[int]:
    if draw.random() < 0.2:
        return [9] * draw.randint(1, 5)
    half = [draw.randint(1, 9), *(draw.randint(0, 9) for _ in range(draw.randint(0, 3)))]
    return half + half[::-1] if draw.random() < 0.5 else half + half[-2::-1]


def ascending_not_last(draw: Draw) -> list[int]:
    while True:
        values = distinct(draw, 6, 2)
        if values != sorted(values, reverse=True):
            return values


def postfix(draw: Draw) -> list[Any]:
    tokens: list[Any] = []
    waiting = 0
    for _ in range(draw.randint(1, 6)):
        tokens.append(float(draw.randint(1, 9)))
        waiting += 1
        while waiting > 1 and draw.random() < 0.5:
            tokens.append(draw.choice("+-*/"))
            waiting -= 1
    return tokens + [draw.choice("+-*/") for _ in range(waiting - 1)]


def infix(draw: Draw) -> list[Any]:
    tokens: list[Any] = []
    for _ in range(draw.randint(0, 6)):
        tokens += [draw.randint(1, 20), draw.choice("+-*/")]
    return tokens[:-1]


def text(draw: Draw) -> str:
    return " ".join(word(draw, "abcdef", 9) for _ in range(draw.randint(0, 9)))


def digraph(draw: Draw, node: Any) -> list[Any]:
    nodes = [node(str(number)) for number in range(draw.randint(1, 6))]
    for one in nodes:
        one.successors = [other for other in nodes if draw.random() < 0.25]
    return nodes


def search_ends(draw: Draw, node: Any) -> tuple[Any, Any]:
    nodes = digraph(draw, node)
    return draw.choice(nodes), draw.choice(nodes)


def chain(draw: Draw, node: Any, least: int = 0) -> list[Any]:
    nodes = [node(number) for number in range(draw.randint(least, 7))]
    for one, other in itertools.pairwise(nodes):
        one.successor = other
    return nodes


def perhaps_cyclic(draw: Draw, node: Any) -> tuple[Any]:
    nodes = chain(draw, node, 1)
    if draw.random() < 0.5:
        nodes[-1].successor = draw.choice(nodes)
    return (nodes[0],)


def connected(draw: Draw, node: Any) -> tuple[dict[tuple[int, int], int]]:
    count = draw.randint(2, 7)
    pairs = {(draw.randrange(one), one) for one in range(1, count)}
    pairs |= {(one, other) for one in range(count) for other in range(one + 1, count) if draw.random() < 0.3}
    # Distinct weights: the tree is the only one.
    weights = draw.sample(range(1, 100), len(pairs))
    order = sorted(pairs)
    draw.shuffle(order)
    return (dict(zip(order, weights, strict=True)),)


def weighted_digraph(draw: Draw, node: Any) -> tuple[Any, Any, Any]:
    nodes = digraph(draw, node)
    lengths = {(one, other): draw.randint(1, 9) for one in nodes for other in one.successors}
    return lengths, draw.choice(nodes), draw.choice(nodes)


def without_negative_cycle(draw: Draw) -> tuple[int, dict[tuple[int, int], int]]:
    count = draw.randint(1, 6)
    height = [draw.randint(-6, 6) for _ in range(count)]
    pairs = [(one, other) for one in range(count) for other in range(count) if one != other and draw.random() < 0.4]
    draw.shuffle(pairs)
    # A potential added to lengths that are not negative makes negative edges, but no negative cycle.
    return count, {(one, other): draw.randint(0, 6) + height[one] - height[other] for one, other in pairs}


def acyclic(draw: Draw, node: Any) -> tuple[list[Any]]:
    nodes = [node(number) for number in range(draw.randint(0, 7))]
    for one in nodes:
        one.incoming_nodes, one.outgoing_nodes = [], []
    for place, one in enumerate(nodes):
        for other in nodes[place + 1 :]:
            if draw.random() < 0.35:
                one.outgoing_nodes.append(other)
                other.incoming_nodes.append(one)
    draw.shuffle(nodes)
    return (nodes,)


def sorted_and_key(draw: Draw) -> tuple[list[int], int]:
    values = sorted(ints(draw))
    return values, draw.choice(values) if values and draw.random() < 0.7 else draw.randint(-10, 10)


def kth_place(draw: Draw) -> tuple[list[int], int]:
    values = ints(draw) or [3]
    return values, draw.randrange(len(values))


def items(draw: Draw) -> list[list[int]]:
    return [[draw.randint(1, 12), draw.randint(1, 20)] for _ in range(draw.randint(0, 6))]


INPUTS: dict[str, Callable[[Draw, Any], tuple[Any, ...]]] = {
    "bitcount": lambda draw, node: (draw.randint(0, 5000),),
    "breadth_first_search": search_ends,
    "bucketsort": lambda draw, node: (ints(draw, 0, 9), 10),
    "depth_first_search": search_ends,
    "detect_cycle": perhaps_cyclic,
    "find_first_in_sorted": lambda draw, node: sorted_and_key(draw),
    "find_in_sorted": lambda draw, node: sorted_and_key(draw),
    "flatten": lambda draw, node: (nested(draw),),
    "gcd": lambda draw, node: (draw.randint(0, 200), draw.randint(0, 200)),
    "get_factors": lambda draw, node: (draw.randint(1, 300),),
    "hanoi": lambda draw, node: (draw.randint(0, 5), *draw.sample((1, 2, 3), 2)),
    "is_valid_parenthesization": lambda draw, node: (word(draw, "()", 8),),
    "kheapsort": lambda draw, node: almost_sorted(draw),
    "knapsack": lambda draw, node: (draw.randint(0, 40), items(draw)),
    "kth": lambda draw, node: kth_place(draw),
    "lcs_length": lambda draw, node: (word(draw), word(draw)),
    "levenshtein": lambda draw, node: (word(draw, most=5), word(draw, most=5)),
    "lis": lambda draw, node: (distinct(draw),),
    "longest_common_subsequence": lambda draw, node: (word(draw, most=5), word(draw, most=5)),
    "max_sublist_sum": lambda draw, node: (ints(draw),),
    "mergesort": lambda draw, node: (ints(draw),),
    "minimum_spanning_tree": connected,
    "next_palindrome": lambda draw, node: (palindrome(draw),),
    "next_permutation": lambda draw, node: (ascending_not_last(draw),),
    "pascal": lambda draw, node: (draw.randint(1, 9),),
    "possible_change": lambda draw, node: (draw.sample(range(1, 30), draw.randint(0, 4)), draw.randint(-3, 30)),
    "powerset": lambda draw, node: (distinct(draw, 5),),
    "quicksort": lambda draw, node: (ints(draw),),
    "reverse_linked_list": lambda draw, node: ((chain(draw, node) or [None])[0],),
    "rpn_eval": lambda draw, node: (postfix(draw),),
    "shortest_path_length": weighted_digraph,
    "shortest_path_lengths": lambda draw, node: without_negative_cycle(draw),
    "shortest_paths": lambda draw, node: (0, without_negative_cycle(draw)[1]),
    "shunting_yard": lambda draw, node: (infix(draw),),
    "sieve": lambda draw, node: (draw.randint(1, 60),),
    "sqrt": lambda draw, node: (draw.randint(1, 400) * draw.choice((1, 0.5)) + 1, draw.choice((0.5, 0.05, 0.001))),
    "subsequences": lambda draw, node: (draw.randint(0, 3), draw.randint(0, 7), draw.randint(0, 4)),
    "to_base": lambda draw, node: (draw.randint(1, 5000), draw.randint(2, 36)),
    "topological_ordering": acyclic,
    "wrap": lambda draw, node: (text(draw), draw.randint(11, 20)),
}


def is_subsequence(small: str, large: str) -> bool:
    rest = iter(large)
    return all(letter in rest for letter in small)


def same(name: str, given: tuple[Any, ...], got: Any, wanted: Any) -> bool:
    """Whether an answer is as good as the reference's, by the program's contract."""
    if name == "find_in_sorted":
        return bool(got == wanted or (wanted != -1 and got in range(len(given[0])) and given[0][got] == given[1]))
    if name == "longest_common_subsequence":
        return len(got) == len(wanted) and all(is_subsequence(got, one) for one in given)
    if name == "sqrt":
        return abs(got**2 - given[0]) <= 2 * given[1] or abs(got - wanted) <= given[1]
    if name == "topological_ordering":
        place = {one: number for number, one in enumerate(got)}
        return len(got) == len(place) == len(given[0]) and all(
            place[one] < place[other] for one in given[0] for other in one.outgoing_nodes
        )
    return bool(got == wanted)
