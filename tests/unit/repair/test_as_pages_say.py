"""Where a page lacks the record of which it shows a part, it says what other pages say for that."""

from __future__ import annotations

import pytest

from tests.unit.repair.snippets import Snippet

SHOP = """
class Person:
    def __init__(self, name):
        self.name = name


class Box:
    def __init__(self, owner):
        self.owner = owner


BOXES = [Box(Person("Ines")), Box(None)]


def render(page, **given):
    return given["rows"]


def rows():
    return [{"owner": box.owner.name} for box in BOXES]


def listed():
    return render("list.html", rows=rows())
"""
FIX = (
    '-    return [{"owner": box.owner.name} for box in BOXES]',
    '+    return [{"owner": box.owner.name if box.owner else "gone"} for box in BOXES]',
)
SAYS = "<p>{% if b.owner %}{{ b.owner.name }}{% else %}gone{% endif %}</p>"
OTHER = SAYS.replace("gone", "nobody")
AS_JSON = "\n\ndef as_json():\n    return {'rows': rows()}\n"


def fixes(folder, app: str = SHOP, **pages: str):
    files = {f"templates/{name}.html": text for name, text in pages.items()}
    snippet = Snippet(folder, {"app.py": app, **files}, "listed()")
    return [fix for fix in snippet.fixes(4) if fix.draft.template == "as-pages-say"]


@pytest.mark.parametrize(
    "page",
    [
        SAYS,
        "{% if not box.owner %} gone {% else %}{{ box.owner.name }}{% endif %}",
        "{{ box.owner.name|default:'gone' }}",
        '{{ b.owner.name | default("gone") }}',
        '{{ b.owner.name if b.owner else "gone" }}',
        "{% if owner is not None %}{{ owner.name|upper }}{% else %}gone{% endif %}",
    ],
)
def test_the_word_of_other_pages_is_shown(tmp_path, page):
    (fix,) = fixes(tmp_path, box=page)
    assert (fix.changes, fix.result) == (FIX, [{"owner": "Ines"}, {"owner": "gone"}])


@pytest.mark.parametrize(
    ("app", "pages"),
    [
        (SHOP, {"box": SAYS, "other": OTHER}),
        (SHOP, {"box": SAYS.replace("name", "phone")}),
        (SHOP, {"box": "<p>{% if b.owner %}{{ b.owner.name }}{% endif %}</p>"}),
        (SHOP + AS_JSON, {"box": SAYS}),
        (SHOP.replace("render(", "packed("), {"box": SAYS}),
    ],
)
def test_where_pages_do_not_agree_or_programs_read_it_nothing_is_said(tmp_path, app, pages):
    assert fixes(tmp_path, app, **pages) == []
