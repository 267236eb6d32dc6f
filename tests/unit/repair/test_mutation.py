"""Every kind of small fault has its small fix among the mutations, and nothing else of the text changes."""

import ast
import textwrap

import pytest

from arbase.repair.static.edit import apply
from arbase.repair.static.mutation.interface import Scope
from arbase.repair.static.mutation.search import KINDS
from arbase.repair.static.source import SourceFile

FAULTS = {
    "comparison": ("def f(a, b):\n    return a < b\n", "def f(a, b):\n    return a <= b\n"),
    "comparison and bound": ("def f(a):\n    return len(a) == 0\n", "def f(a):\n    return len(a) <= 1\n"),
    "arithmetic": ("def f(a, b):\n    return a + b  # sum\n", "def f(a, b):\n    return a - b  # sum\n"),
    "augmented": ("def f(n):\n    n ^= n - 1\n    return n\n", "def f(n):\n    n &= n - 1\n    return n\n"),
    "and/or": ("def f(a, b):\n    return a and b\n", "def f(a, b):\n    return a or b\n"),
    "dropped operand": ("def f(a):\n    return 1 + g(a)\n", "def f(a):\n    return g(a)\n"),
    "dropped condition": ("def f(a, b):\n    return a and b\n", "def f(a, b):\n    return a\n"),
    "negation": ("def f(a):\n    if a:\n        return 1\n", "def f(a):\n    if not a:\n        return 1\n"),
    "off by one": ("def f(a):\n    return range(0, a)\n", "def f(a):\n    return range(0, a + 1)\n"),
    "off by one in an operand": ("def f(a):\n    return [1] * len(a)\n", "def f(a):\n    return [1] * (len(a) - 1)\n"),
    "constant": ("def f(a):\n    return a[0]\n", "def f(a):\n    return a[1]\n"),
    "returned value": ("def f(depth):\n    return True\n", "def f(depth):\n    return depth == 0\n"),
    "wrong name": ("def f(a, b):\n    return a.x\n", "def f(a, b):\n    return b.x\n"),
    "swapped arguments": ("def f(a, b):\n    return g(a % b, b)\n", "def f(a, b):\n    return g(b, a % b)\n"),
    "swapped operands": ("def f(a, b):\n    return a + b\n", "def f(a, b):\n    return b + a\n"),
    "swapped subscripts": ("def f(d, i, j):\n    return d[j, i]\n", "def f(d, i, j):\n    return d[i, j]\n"),
    "other target": (
        "def f(d, e, k):\n    d[k, 1] = e[k] + 1\n    return e\n",
        "def f(d, e, k):\n    e[k] = e[k] + 1\n    return e\n",
    ),
    "other variable for a result": (
        "def f(a):\n    n = 0\n    m = 0\n    m = a\n    return n, m\n",
        "def f(a):\n    n = 0\n    m = 0\n    n = a\n    return n, m\n",
    ),
    "name for a call": (
        "def f(heap, d, n):\n    x = g(heap, n) + 1\n    return x\n",
        "def f(heap, d, n):\n    x = d + 1\n    return x\n",
    ),
    "needless call": ("def f(x):\n    yield f(x)\n", "def f(x):\n    yield x\n"),
    "missing call": ("def f(x):\n    return x\n", "def f(x):\n    return sorted(x)\n"),
    "missing bound": (
        "def f(a, x):\n    a = a + x\n    return a\n",
        "def f(a, x):\n    a = max(0, a + x)\n    return a\n",
    ),
    "other function": ("def f(x):\n    return any(x)\n", "def f(x):\n    return all(x)\n"),
    "other method": ("def f(x):\n    return x.lstrip()\n", "def f(x):\n    return x.rstrip()\n"),
    "other attribute": (
        "def f(n):\n    return n.outgoing, n.incoming\n",
        "def f(n):\n    return n.incoming, n.incoming\n",
    ),
    "missing slice": ("def f(a, b):\n    return g(a[1:], b)\n", "def f(a, b):\n    return g(a[1:], b[1:])\n"),
    "further condition": (
        "def f(h):\n    if h.next is None:\n        return 1\n",
        "def f(h):\n    if h is None or h.next is None:\n        return 1\n",
    ),
    "condition for a constant": (
        "def f(queue):\n    while True:\n        queue.pop()\n",
        "def f(queue):\n    while queue:\n        queue.pop()\n",
    ),
    "empty list": ("def f(n):\n    return []\n", "def f(n):\n    return [n]\n"),
    "missing statement": (
        "def f(a):\n    lines = []\n    for x in a:\n        print(x)\n    return lines\n",
        "def f(a):\n    lines = []\n    for x in a:\n        print(x)\n        lines.append(x)\n    return lines\n",
    ),
    "missing assignment": (
        "def f(n, prev):\n    while n:\n        n.next = prev\n        n = n.next\n",
        "def f(n, prev):\n    while n:\n        n.next = prev\n        prev = n\n        n = n.next\n",
    ),
    "needless statement": (
        "def f(a):\n    a = 1\n    a += 1\n    return a\n",
        "def f(a):\n    a = 1\n    return a\n",
    ),
    "wrong level": (
        "def f(a):\n    for x in a:\n        g(x)\n        return a\n",
        "def f(a):\n    for x in a:\n        g(x)\n    return a\n",
    ),
    "missing base case": (
        "def f(n):\n    return n * f(n - 1)\n",
        "def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\n",
    ),
    "missing return": ("def f(a):\n    a.sort()\n", "def f(a):\n    a.sort()\n    return a\n"),
    "default value": ("def f(a, n=0):\n    return a[n]\n", "def f(a, n=1):\n    return a[n]\n"),
    "order": ("def f(a):\n    return sorted(a)\n", "def f(a):\n    return sorted(a, reverse=True)\n"),
    "precedence": ("def f(a, b, c):\n    return a + b * c\n", "def f(a, b, c):\n    return (a + b) * c\n"),
    "length for a value": (
        "def f(a, mean):\n    a = list(a)\n    return sum(a) / mean\n",
        "def f(a, mean):\n    a = list(a)\n    return sum(a) / len(a)\n",
    ),
    "element for a value": (
        "def f(a, best):\n    for i in range(len(a)):\n        if best != a[-i]:\n            g(i)\n",
        "def f(a, best):\n    for i in range(len(a)):\n        if a[i] != a[-i]:\n            g(i)\n",
    ),
    "expression from elsewhere": (
        "def f(a, c):\n    return ord(c) - ord(a) + ord(c)\n",
        "def f(a, c):\n    return ord(c) - ord(a) + ord(a)\n",
    ),
    "wrong variable": (
        "def f(a):\n    depth = best = 0\n    best -= 1\n    return depth, best\n",
        "def f(a):\n    depth = best = 0\n    depth -= 1\n    return depth, best\n",
    ),
    "missing condition": (
        "def f(a, b):\n    found = set()\n    for x in a:\n        for y in b:\n            found.add(x)\n"
        "    return found\n",
        "def f(a, b):\n    found = set()\n    for x in a:\n        for y in b:\n            if x == y:\n"
        "                found.add(x)\n    return found\n",
    ),
    "two values for a container": (
        "def f(a):\n    best = 0\n    for x in a:\n        best = max(a)\n    return best\n",
        "def f(a):\n    best = 0\n    for x in a:\n        best = max(best, x)\n    return best\n",
    ),
    "call of an own function": (
        "def f(s):\n    return g(s)\n\n\ndef g(s):\n    return s\n",
        "def f(s):\n    return g(g(s))\n\n\ndef g(s):\n    return s\n",
    ),
    "every and": ("def f(a, b, c):\n    return a and b and c\n", "def f(a, b, c):\n    return a or b or c\n"),
    "swapped branches": (
        "def f(a):\n    if a:\n        return 1\n    else:\n        return 2\n",
        "def f(a):\n    if a:\n        return 2\n    else:\n        return 1\n",
    ),
    "missing branch": (
        "def f(a):\n    even = odd = 0\n    for x in a:\n        if x % 2 == 0:\n            even += 1\n"
        "    return even, odd\n",
        "def f(a):\n    even = odd = 0\n    for x in a:\n        if x % 2 == 0:\n            even += 1\n        else:\n"
        "            odd += 1\n    return even, odd\n",
    ),
    "missing filter": (
        "def f(a):\n    return [x * x for x in a if x > 0]\n",
        "def f(a):\n    return [x * x for x in a if x > 0 and x % 2 != 0]\n",
    ),
    "one of three operands": ("def f(a, b, c):\n    return a ** b * c\n", "def f(a, b, c):\n    return a ** c\n"),
    "two of three operands": ("def f(a, b, c):\n    return a * b * c\n", "def f(a, b, c):\n    return a\n"),
    "typo in a text": (
        'def f(a):\n    """Whether it is Jupiter."""\n    return a == \'Jupyter\'\n',
        'def f(a):\n    """Whether it is Jupiter."""\n    return a == \'Jupiter\'\n',
    ),
    "text constant everywhere": (
        "def f(a):\n    if a:\n        return ' '\n    return ' '\n",
        "def f(a):\n    if a:\n        return ''\n    return ''\n",
    ),
    "name for its text": ("def f(text):\n    return g('text')\n", "def f(text):\n    return g(text)\n"),
    "swapped targets": (
        "def f(s):\n    a, b = s.split()\n    return a - b\n",
        "def f(s):\n    b, a = s.split()\n    return a - b\n",
    ),
    "both cases": ("def f(a):\n    return a in 'xy'\n", "def f(a):\n    return a in 'xyXY'\n"),
    "loop control": (
        "def f(a):\n    for x in a:\n        break\n",
        "def f(a):\n    for x in a:\n        continue\n",
    ),
}


def mutated(text: str) -> list[str]:
    file = SourceFile.parse("shop.py", text)
    assert file is not None
    scope = Scope(file, file.functions[0])
    found = [one for kind in KINDS for one in kind(scope)]
    return [made for one in found if (made := apply(text, one.edits)) is not None]


@pytest.mark.parametrize("name", FAULTS)
def test_the_fix_of_a_typical_fault_is_among_the_mutations(name):
    before, after = FAULTS[name]

    wanted = ast.unparse(ast.parse(after))
    texts = [made for made in mutated(before) if ast.unparse(ast.parse(made)) == wanted]

    assert texts
    if "#" in before:
        assert texts[0] == after


def test_comments_layout_and_strings_survive():
    text = textwrap.dedent('''\
        def clamp( value,low , high ):
            """Keep it within."""
            # too large?
            if value  >  low:   # (sic)
                return  high
            return f"{value!r}"
        ''')

    assert text.replace("value  >  low:", "value  >  high:") in mutated(text)
    assert all("# too large?" in made and "# (sic)" in made for made in mutated(text) if "return  high" in made)


def test_methods_and_nested_functions_are_mutated_in_place():
    text = "class A:\n    def f(self, n):\n        def g(x):\n            return x < n\n        return g(self.a)\n"

    assert text.replace("x < n", "x <= n") in mutated(text)


@pytest.mark.parametrize(
    "text", ["def f(): ...\n", "def f():\n    '''Doc.'''\n", "async def f(a):\n    return await a\n"]
)
def test_functions_without_much_in_them_do_no_harm(text):
    assert isinstance(mutated(text), list)
