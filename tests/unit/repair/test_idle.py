"""What nobody reads any more goes with the change that it was there for."""

from __future__ import annotations

import pytest

from arbase.repair.static.edit import Edit, apply
from arbase.repair.static.idle import left_idle
from arbase.repair.static.source import SourceFile

TEXT = """from x import load

_KEYS = ["a", "b"]


def read(path):
    kinds = {made}
    return load(path, kinds)
"""


def tidied(text: str, elsewhere: tuple[str, ...] = ()) -> str | None:
    file = SourceFile.parse("a.py", text)
    assert file is not None
    start = text.index("load(path, kinds") + len("load(path, ")
    edit = Edit(start, start + len("kinds"), "str")
    return apply(text, [edit, *left_idle(file, [edit], elsewhere)])


def test_a_local_goes_and_the_constant_that_it_was_made_of():
    text = TEXT.format(made='dict.fromkeys(_KEYS, "str")')
    assert tidied(text) == "from x import load\n\ndef read(path):\n    return load(path, str)\n"


@pytest.mark.parametrize("made", ["taken(_KEYS)", "path.pop()", "_KEYS[path]"])
def test_what_may_do_something_stays(made):
    assert "kinds = " in (tidied(TEXT.format(made=made)) or "")


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        (TEXT.replace("_KEYS", "KEYS").format(made="list(KEYS)"), ()),
        (TEXT.format(made="list(_KEYS)"), ("from a import _KEYS",)),
        (TEXT.format(made="list(_KEYS)") + "\n\nprint(_KEYS)\n", ()),
    ],
    ids=["a public name", "another file reads it", "something else reads it"],
)
def test_a_constant_that_somebody_may_read_stays(text, elsewhere):
    result = tidied(text, elsewhere) or ""
    assert "KEYS = " in result
    assert "kinds" not in result


def test_a_name_that_a_second_place_gives_a_value_stays():
    text = TEXT.format(made="list(_KEYS)").replace("    return", "    if path:\n        kinds = []\n    return")
    assert (tidied(text) or "").count("kinds = ") == 2
