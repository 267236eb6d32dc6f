"""Which functions a patch changes."""

from arbase.verify.change import ChangedFile
from arbase.verify.places import places_of

BEFORE = '''"""Prices."""
import json

LIMIT = 3


class Entry:
    detail = json.dumps

    def total(self):
        return sum(self.lines)


def price(entry):
    return entry.total() / LIMIT
'''


def places(after: str, path: str = "shop/prices.py") -> list[tuple[str, str, int]]:
    return [(one.path, one.function, one.line) for one in places_of([ChangedFile(path, BEFORE, after)])]


def test_a_changed_line_is_in_its_method():
    assert places(BEFORE.replace("sum(self.lines)", "sum(self.lines or [])")) == [("shop/prices.py", "Entry.total", 11)]


def test_an_inserted_line_is_in_the_function_that_it_extends():
    after = BEFORE.replace("def price(entry):\n", "def price(entry):\n    if entry is None:\n        return 0\n")
    assert [name for _, name, _ in places(after)] == ["price"]


def test_an_import_says_nothing_of_the_place():
    after = BEFORE.replace("import json\n", "import json\nimport math\n").replace(
        "detail = json.dumps", "detail = math.floor"
    )
    assert [name for _, name, _ in places(after)] == ["Entry"]


def test_a_function_that_is_new_is_no_place_of_the_fault():
    after = BEFORE.replace("/ LIMIT", "/ limit()") + "\n\ndef limit():\n    return LIMIT\n"
    assert [name for _, name, _ in places(after)] == ["price"]


def test_the_module_is_named_where_nothing_else_changes():
    assert [name for _, name, _ in places(BEFORE.replace("LIMIT = 3", "LIMIT = 4"))] == ["<module>"]


def test_a_removed_line_is_where_it_was():
    assert [name for _, name, _ in places(BEFORE.replace("    detail = json.dumps\n\n", ""))] == ["Entry"]


def test_what_is_no_python_has_no_place():
    assert places_of([ChangedFile("notes.md", "a b c\n", "a b\n")]) == ()
