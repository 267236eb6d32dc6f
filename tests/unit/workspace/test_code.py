from __future__ import annotations

import os
import time

import pytest

from arbase.domain.errors import PathRefused, WorkspaceError
from arbase.domain.event import Frame
from arbase.domain.triage import CodeLocation
from arbase.workspace.code import CodeReader

PRICES = """\
import math


class Prices:
    def area(self, house):
        return house["area"]

    def total(self, house):
        size = self.area(house)
        return math.floor(size) * 2


def total(houses):
    if not houses:
        raise ValueError(
            "no houses"
        )
    return sum(house["total"] for house in houses)


LIMIT = total([{"total": 1}])
"""

HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "a/../../b",
    "~/.ssh/id_rsa",
    "C:\\windows\\win.ini",
    "..\\..\\secret",
    "src\0.py",
    ".git/config",
    "src/.GIT/config",
    "",
    ".",
    "x" * 1_000_000,
    "a\n",
]


@pytest.fixture
def reader(tmp_path):
    root = tmp_path / "tree"
    (root / "src" / "shop" / "api").mkdir(parents=True)
    (root / "src" / "shop" / "prices.py").write_text(PRICES)
    (root / "src" / "shop" / "api" / "utils.py").write_text("def parse(text):\n    return int(text)\n")
    (root / "src" / "shop" / "utils.py").write_text("def clean(text):\n    return text.strip()\n")
    (root / "main.py").write_text("from shop import prices\nprices.total([])\n")
    (root / "web.js").write_text("function f() {\n  return x.y;\n}\n")
    (root / "binary").write_bytes(b"\0\1")
    (tmp_path / "secret.py").write_text("SECRET = 1\n")
    (root / "link.py").symlink_to(tmp_path / "secret.py")
    (root / "linked").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.py")
    return CodeReader(root)


def test_files_are_listed_without_links_and_pipes(reader):
    expected = ("binary", "main.py", "web.js", "src/shop/prices.py", "src/shop/utils.py", "src/shop/api/utils.py")
    assert reader.files == expected
    assert reader.list("*/utils.py") == ("src/shop/utils.py", "src/shop/api/utils.py")


def test_lines_are_numbered_and_bounded(reader):
    assert reader.lines("src/shop/prices.py", 4, 6) == (
        (4, "class Prices:"),
        (5, "    def area(self, house):"),
        (6, '        return house["area"]'),
    )
    assert reader.lines("main.py", -5, 10**12)[0] == (1, "from shop import prices")
    assert reader.lines("main.py", 50) == ()


@pytest.mark.parametrize("path", [*HOSTILE, "link.py", "linked/secret.py"])
def test_paths_that_leave_the_tree_are_refused(reader, path):
    with pytest.raises(PathRefused):
        reader.text(path)
    with pytest.raises(PathRefused):
        reader.outline(path)


@pytest.mark.parametrize("path", ["missing.py", "src", "binary", "pipe.py"])
def test_what_is_not_a_text_file_is_a_workspace_error(reader, path):
    with pytest.raises(WorkspaceError, match="not a readable text file"):
        reader.text(path)


def test_search_is_literal_by_default(reader):
    assert [(m.path, m.line) for m in reader.search('house["')] == [
        ("src/shop/prices.py", 6),
        ("src/shop/prices.py", 18),
    ]
    assert reader.search("house[") != ()
    assert [m.line for m in reader.search(r"def \w+\(self", regex=True)] == [5, 8]
    assert reader.search("return", pattern="*.js")[0].path == "web.js"
    assert len(reader.search("e", limit=3)) == 3


def test_pattern_that_explodes_is_stopped(reader):
    (reader.root / "long.txt").write_text("a" * 40 + "b\n")
    started = time.monotonic()
    assert reader.search("(a+)+$", regex=True, pattern="long.txt", seconds=0.5) == ()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("pattern", ["(", "x{99999999999}", "a" * 1000])
def test_malformed_pattern_is_a_workspace_error(reader, pattern):
    with pytest.raises(WorkspaceError):
        reader.search(pattern, regex=True)


def test_definitions_have_qualified_names_and_spans(reader):
    found = {(path, item.name, item.first_line, item.last_line) for path, item in reader.definitions("total")}
    assert found == {("src/shop/prices.py", "Prices.total", 8, 10), ("src/shop/prices.py", "total", 13, 18)}
    assert [item.name for _, item in reader.definitions("Prices.total")] == ["Prices.total"]


def test_raise_statements_are_known_by_any_of_their_lines(reader):
    path = "src/shop/prices.py"
    assert [reader.is_raise(CodeLocation(path=path, line=line)) for line in (14, 15, 16, 17, 18)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_file_that_does_not_parse_has_no_outline(reader):
    (reader.root / "broken.py").write_text("def f(:\n")
    (reader.root / "deep.py").write_text("(" * 5000 + ")" * 5000)
    assert reader.outline("broken.py").definitions == ()
    assert reader.outline("deep.py").definitions == ()


def frame(**fields):
    return Frame.model_validate({"function": "total", "line": 9, "source_line": "size = self.area(house)", **fields})


@pytest.mark.parametrize(
    ("path", "absolute"),
    [
        ("shop/prices.py", "/app/src/shop/prices.py"),
        ("src/shop/prices.py", None),
        (None, "/srv/releases/42/src/shop/prices.py"),
        ("prices.py", "/usr/app/prices.py"),
        ("/app/shop/prices.py", None),
        ("shop\\prices.py", "C:\\app\\shop\\prices.py"),
        ("/app/bin/../shop/prices.py", None),
    ],
)
def test_frames_are_found_under_other_prefixes(reader, path, absolute):
    location = reader.locate(frame(path=path, absolute_path=absolute))
    assert location == CodeLocation(path="src/shop/prices.py", line=9, function="Prices.total")


def test_module_is_enough_to_find_a_file(reader):
    found = reader.locate(frame(module="shop.prices"))
    assert found == CodeLocation(path="src/shop/prices.py", line=9, function="Prices.total")


def test_line_that_moved_since_the_release_is_found(reader):
    found = reader.locate(frame(path="shop/prices.py", line=3))
    assert found is not None
    assert found.line == 9


def test_line_that_was_edited_since_the_release_is_found(reader):
    found = reader.locate(frame(path="shop/prices.py", line=7, source_line="size = self.area(house, 0)"))
    assert found is not None
    assert found.line == 9


def test_line_that_is_gone_falls_back_to_its_function(reader):
    found = reader.locate(frame(path="shop/prices.py", function="area", line=300, source_line="gone = 1"))
    assert found == CodeLocation(path="src/shop/prices.py", line=5, function="Prices.area")
    assert reader.locate(frame(path="shop/prices.py", function="nowhere", line=300, source_line="gone = 1")) is None


def test_repeated_line_is_chosen_by_function_and_neighbours(tmp_path):
    text = "def a(x):\n    y = 1\n    return x\n\n\ndef b(x):\n    y = 2\n    return x\n\n\ndef c():\n    pass\n"
    (tmp_path / "m.py").write_text(text)
    reader = CodeReader(tmp_path)
    by_function = reader.locate(frame(path="m.py", function="b", line=3, source_line="    return x"))
    by_neighbours = reader.locate(
        frame(path="m.py", function=None, line=3, source_line="return x", before=("    y = 2",))
    )
    assert by_function is not None
    assert by_neighbours is not None
    assert (by_function.line, by_neighbours.line) == (8, 8)


def test_same_file_name_alone_is_not_enough(reader):
    unknown = frame(path="/other/utils.py", function="other", line=1, source_line="something = else_()")
    assert reader.locate(unknown) is None
    known = frame(path="/other/utils.py", function="parse", line=2, source_line="return int(text)")
    found = reader.locate(known)
    assert found is not None
    assert found.path == "src/shop/api/utils.py"


@pytest.mark.parametrize(
    "path",
    [
        "/usr/lib/python3.11/site-packages/shop/prices.py",
        "/opt/pythons/3.11.7/lib/python3.11/shop/prices.py",
        "<string>",
        "<frozen importlib._bootstrap>",
    ],
)
def test_foreign_code_is_not_mistaken_for_the_repository(reader, path):
    assert reader.locate(frame(path="shop/prices.py", absolute_path=path)) is None


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_frames_find_nothing(reader, path):
    for fields in ({"path": path}, {"absolute_path": path}, {"module": path}):
        assert reader.locate(frame(**fields)) is None


@pytest.mark.parametrize("line", [None, 0, -5, 10**30])
def test_absurd_lines_do_no_harm(reader, line):
    found = reader.locate(frame(path="shop/prices.py", line=line))
    assert found is not None
    assert found.line == 9
    reader.locate(frame(path="shop/prices.py", line=line, source_line=None, function=None))


def test_other_languages_are_found_with_the_reported_function(reader):
    found = reader.locate(frame(path="/app/web.js", function="f", line=2, source_line="  return x.y;"))
    assert found == CodeLocation(path="web.js", line=2, function="f")


def test_surroundings_of_a_location(reader):
    context = reader.around(CodeLocation(path="main.py", line=2), margin=1)
    assert context is not None
    assert (context.first_line, context.lines) == (1, ("from shop import prices", "prices.total([])", ""))
    assert reader.around(CodeLocation(path="nowhere.py", line=2)) is None


def test_definitions_that_a_place_calls_are_found_without_guessing(tmp_path):
    files = {
        "app.py": "import store\nfrom schemas import House\n\n\ndef show(rows, key):\n"
        "    row = store.find(key)\n"
        "    rows.get(key)\n    other.thing()\n    return House(row, clean(key))\n\n\n"
        "def clean(key):\n    return key\n",
        "store.py": "def find(key):\n    return None\n\n\ndef get(key):\n    return key\n",
        "other_store.py": "def find(key):\n    return 1\n",
        "schemas.py": "class House:\n    pass\n",
        "tests/test_app.py": "def clean(key):\n    pass\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = CodeReader(tmp_path).callees(CodeLocation(path="app.py", line=9))
    assert {(place.path, place.function) for place in found} == {
        ("app.py", "clean"),
        ("schemas.py", "House"),
        ("store.py", "find"),
    }
    assert CodeReader(tmp_path).callees(CodeLocation(path="gone.py", line=9)) == ()


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("House.model_validate(row)", {("schemas.py", "House")}),
        ("schemas.House.model_validate(row)", {("schemas.py", "House")}),
        ("House.own(row)", {("schemas.py", "House.own")}),
        ("Flat.model_validate(row)", set()),
        ("store.model_validate(row)", set()),
        ("Twice.model_validate(row)", set()),
    ],
)
def test_a_call_of_what_a_class_inherits_is_one_of_the_class(tmp_path, call, found):
    (tmp_path / "app.py").write_text(f"def show(row):\n    return {call}\n")
    twice = "class Twice(Model):\n    pass\n"
    (tmp_path / "schemas.py").write_text(f"class House(Model):\n    def own(row):\n        pass\n\n\n{twice}")
    (tmp_path / "others.py").write_text(twice)
    (tmp_path / "store.py").write_text("")
    places = CodeReader(tmp_path).callees(CodeLocation(path="app.py", line=2))
    assert {(place.path, place.function) for place in places} == found


def test_classes_that_a_message_names_are_found_with_their_bases(tmp_path):
    (tmp_path / "shown.py").write_text(
        "from given import Contact\n\n\n@frozen\nclass StaffOut(Contact):\n    name: str\n"
    )
    (tmp_path / "given.py").write_text("class Contact(Base):\n    phone: str\n\n\ndef StaffIn():\n    return 1\n")
    reader = CodeReader(tmp_path)
    found = reader.classes_told("1 validation error for StaffOut\nphone\n  Value error, StaffIn, Nowhere")
    assert [(one.path, one.function) for one in found] == [("shown.py", "StaffOut"), ("given.py", "Contact")]
    assert reader.classes_told("no such name") == ()


def test_classes_that_are_bases_of_each_other_end(tmp_path):
    (tmp_path / "a.py").write_text("class One(Two):\n    pass\n\n\nclass Two(One):\n    pass\n")
    assert {one.function for one in CodeReader(tmp_path).classes_told("One")} == {"One", "Two"}
