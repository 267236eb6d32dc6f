"""A condition that a commit took out of the template of a page comes back, where it was or in a snippet."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import crash_of
from arbase.repair.static.search import overlaid
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_condition import LostCondition
from arbase.replay.interface import Raised
from tests.unit.verify.doubles import commit, write

APP = {
    "app.py": """class Board:
    template_name = "desk/board.html"

    def get(self, request):
        return render(request, self.template_name)
"""
}
CELL = "{% if trip.ship %}<a href=\"{% url 'ship' trip.ship.pk %}\">{{ trip.ship }}</a>{% else %}none yet{% endif %}"
BOARD = "{% extends 'base.html' %}\n<tr>\n  <td>{{ trip.name }}</td><td>" + CELL + "</td>\n</tr>\n"
LIST = "<ul>\n  <li>" + CELL.replace("trip.ship", "one.ship") + "</li>\n</ul>\n"
LINK = "<a href=\"{% url 'ship' ship.pk %}\">{{ ship }}</a>\n"
WHOLE = "{% if ship %}" + LINK.strip() + "{% else %}none yet{% endif %}\n"


def included(page: str, name: str) -> str:
    cell = CELL.replace("trip.ship", name)
    return page.replace(cell, '{% include "desk/_ship.html" with ship=' + name + " only %}")


MOVED = {
    "web/templates/desk/board.html": included(BOARD, "trip.ship"),
    "web/templates/desk/list.html": included(LIST, "one.ship"),
    "web/templates/desk/_ship.html": LINK,
}

JINJA = """<dl>
{%- if ship is not none %}
  <dt>{{ ship.name }}</dt>
  <dd>{{ ship.lanes|length }}</dd>
{%- endif %}
</dl>
"""
BARE = """<dl>
  <dt>{{ ship.name }}</dt>
  <dd>{{ ship.lanes|length }}</dd>
</dl>
"""


def drafts(folder: Path, *versions: dict[str, str]) -> list[dict[str, str | None] | None]:
    write(folder, APP)
    for files in versions:
        write(folder, files)
        commit(folder, "pages")
    codebase = Codebase(folder)
    raised = Raised(exception="NoReverseMatch", message="", trace=(CodeLocation(path="app.py", line=5),))
    crash = crash_of(codebase, None, raised)
    assert crash is not None
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=())
    context = Context(codebase, crash, diagnosis, Service(name="s", repository=folder))
    return [overlaid(codebase, draft) for draft in LostCondition().drafts(context)]


PAGES = {"web/templates/desk/board.html": BOARD, "web/templates/desk/list.html": LIST}


def test_a_snippet_gets_the_condition_under_which_the_pages_had_it(tmp_path):
    assert drafts(tmp_path, PAGES, MOVED) == [{"web/templates/desk/_ship.html": WHOLE}]


def test_later_commits_do_not_hide_it(tmp_path):
    later = {"web/templates/desk/board.html": MOVED["web/templates/desk/board.html"].replace("<tr>", "<tr id=a>")}
    assert drafts(tmp_path, PAGES, MOVED, later) == [{"web/templates/desk/_ship.html": WHOLE}]


def test_a_condition_comes_back_where_it_was(tmp_path):
    name = "templates/desk/board.html"
    assert drafts(tmp_path, {name: JINJA.replace("%-", "%")}, {name: BARE}) == [{name: JINJA.replace("%-", "%")}]


@pytest.mark.parametrize(
    "before",
    [
        {**PAGES, "web/templates/desk/list.html": LIST.replace("none yet", "open")},
        {**PAGES, "web/templates/desk/list.html": LIST.replace("if one.ship", "if one.ship.pk")},
        {name: text.replace("{% else %}", "{% elif 1 %}x{% else %}") for name, text in PAGES.items()},
        {name: text.replace("<a ", "<a class='x' ") for name, text in PAGES.items()},
    ],
)
def test_nothing_comes_back_where_it_is_not_certain_what_was_there(tmp_path, before):
    assert drafts(tmp_path, before, MOVED) == []


def test_a_page_that_has_no_condition_to_lose_is_left_alone(tmp_path):
    name = "templates/desk/board.html"
    assert drafts(tmp_path, {name: BARE.replace("dt", "b")}, {name: BARE}) == []
