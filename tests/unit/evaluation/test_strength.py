"""What the verifier is measured with: the author's fix, parts of it, the same with other statuses, and haste."""

from __future__ import annotations

from pathlib import Path

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.evaluation.hasty import HASTY
from arbase.evaluation.seeded.history import run_git
from arbase.evaluation.strength import MOST_PARTS, PART, REFERENCE, STATUS, differences, variants
from arbase.repair.static.search import prepared
from arbase.repair.static.templates.interface import Context
from tests.unit.repair.snippets import Snippet

OLD = "def a(x):\n    return x\n\n\ndef b(x):\n    return x\n\n\ndef c(x):\n    return x\n"
NEW = OLD.replace("return x\n\n\ndef b", "return x or 1\n\n\ndef b").replace("x\n\n\ndef c", "x or 2\n\n\ndef c")


def made(old: str | None, new: str | None) -> list[tuple[str, str | None]]:
    return [(kind, texts["a.py"][1]) for kind, texts in variants({"a.py": (old, new)})]


def test_the_reference_comes_first_and_then_each_of_its_parts() -> None:
    found = made(OLD, NEW)
    assert found[0] == (REFERENCE, NEW)
    assert [kind for kind, _ in found[1:]] == [PART, PART]
    assert all(("or 1" in (text or "")) != ("or 2" in (text or "")) for _, text in found[1:])


def test_all_parts_but_one_are_tried_where_there_are_more_than_two() -> None:
    new = NEW.replace("def c(x):\n    return x", "def c(x):\n    return x or 3")
    texts = [text or "" for kind, text in made(OLD, new) if kind == PART]
    assert sorted(text.count(" or ") for text in texts) == [1, 1, 1, 2, 2, 2]
    assert len(texts) == MOST_PARTS


def test_parts_of_a_second_file_are_parts_too() -> None:
    pair = {"a.py": ("x = 1\n", "x = 2\n"), "b.py": ("y = 1\n", "y = 2\n")}
    assert [sorted(texts) for kind, texts in variants(pair) if kind == PART] == [["a.py"], ["b.py"]]


def test_a_part_that_is_no_code_is_left_out() -> None:
    old = "x = 1\ny = 2\nz = 3\n"
    new = "if x:\n    x = 1\ny = 2\nz = 3\n"
    assert [kind for kind, _ in made(old, new.replace("z = 3\n", "z = 4\n"))] == [REFERENCE, PART, PART]
    torn = "try:\n    x = 1\ny = 2\nz = 3\n".replace("y = 2\n", "except KeyError:\n    y = 2\n")
    assert all(compile(text or "", "a.py", "exec") for kind, text in made(old, torn) if kind == PART)


def test_a_status_that_the_fix_brings_is_exchanged_and_one_that_was_there_stays() -> None:
    old = "def a(x):\n    if not x:\n        abort(404)\n    return x\n"
    new = old.replace("    return x", "    if x < 0:\n        abort(409)\n    return x")
    found = dict(made(old, new))
    assert found[STATUS] == new.replace("409", "404")
    assert STATUS not in dict(made(OLD, NEW))


def test_tests_are_no_part_of_the_reference(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for root in (before, after):
        (root / "tests").mkdir(parents=True)
        (root / "app.py").write_text(f"x = '{root.name}'\n")
        (root / "same.py").write_text("y = 1\n")
        (root / "tests" / "test_app.py").write_text(f"x = '{root.name}'\n")
    (after / "new.py").write_text("z = 1\n")
    run_git(before, "init", "--quiet")
    run_git(before, "add", ".")
    assert differences(before, after) == {
        "app.py": ("x = 'before'\n", "x = 'after'\n"),
        "new.py": (None, "z = 1\n"),
    }


STOCK = """
from fastapi import FastAPI, HTTPException

app = FastAPI()
STOCK = {"a": {"price": 2}}


@app.get("/stock/{name}")
def shown(name: str):
    if name not in STOCK:
        raise HTTPException(status_code=404, detail="no such thing")
    return STOCK[name]


@app.get("/sum")
def total(names: str):
    found = 0
    for name in names.split(","):
        price = STOCK[name]["price"]
        found += price
    return found
"""


def hasty_texts(folder: Path) -> list[str]:
    """The program with each hasty edit."""
    snippet = Snippet(folder, {"app.py": STOCK}, "total('a,b')")
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=())
    context = Context(snippet.codebase, snippet.crash(), diagnosis, Service(name="shop", repository=folder))
    drafts = [draft for template in HASTY for draft in template.drafts(context)]
    return [text or "" for trial in prepared(snippet.codebase, drafts, set()) for text in trial.overlay.values()]


def test_haste_refuses_skips_and_makes_up(tmp_path: Path) -> None:
    texts = hasty_texts(tmp_path)
    for wanted in (
        "except KeyError as error:\n            raise HTTPException(status_code=404",
        "except KeyError:\n            continue",
        "except KeyError:\n            price = 0",
        "except KeyError:\n            return None",
        'price = STOCK.get(name, 0)["price"]',
    ):
        assert any(wanted in text for text in texts), wanted
    assert all(compile(text, "app.py", "exec") for text in texts)
