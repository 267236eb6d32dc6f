"""Other routes are visited before a crash counts as not reproduced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.routes import MOST_ROUTES, placeholders, visits
from arbase.investigate.sequences import earlier_requests
from arbase.replay.interface import Observation
from tests.unit.investigate.test_sequences import RAISED, REPORT, SIGNATURE

SOURCE = """
router = APIRouter(prefix="/api")


@router.get("/lists/{code}")
def one(code): ...


@router.post("/lists")
def create(): ...


@router.delete("/lists/{code}")
def drop(code): ...


@app.route("/shelves", methods=["GET", "POST"])
def shelves(): ...


ROUTES = [Route("/rooms/{room}/books/{book}", book)]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(SOURCE)
    return tmp_path


def test_reads_come_first_and_parameters_are_filled_by_what_is_known(tree: Path) -> None:
    found = [(one.method, one.target) for route in visits(tree, (".",), ["A 1", "b"]) for one in route]
    assert found.index(("GET", "/lists/A%201")) < found.index(("DELETE", "/lists/A%201"))
    assert {("GET", "/api/lists/b"), ("GET", "/shelves"), ("DELETE", "/api/lists/b")} <= set(found)
    assert not any(method == "POST" for method, _ in found)
    assert not any("rooms" in target for _, target in found)


def test_without_values_only_routes_without_parameters_are_visited(tree: Path) -> None:
    assert {one.target for route in visits(tree, (".",), []) for one in route} == {"/shelves", "/api/shelves"}


def test_there_is_an_end_to_it(tmp_path: Path) -> None:
    (tmp_path / "many.py").write_text("".join(f'@app.get("/a{number}")\ndef f(): ...\n' for number in range(900)))
    assert len(visits(tmp_path, (".",), [])) == MOST_ROUTES


def test_what_changes_something_is_asked_with_the_keys_of_its_table(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text('@router.put("/lots/{lot}/hold")\ndef hold(lot): ...\n')
    (route,) = visits(tmp_path, (".",), ["7"], {"customers": ["C1"], "mill_lots": ["L-DU01"]})
    assert [(one.method, one.target) for one in route] == [("PUT", "/lots/L-DU01/hold"), ("PUT", "/lots/7/hold")]


def test_routes_of_django_are_found_under_what_includes_them(tmp_path: Path) -> None:
    (tmp_path / "urls.py").write_text(
        'urlpatterns = [path("api/", include("shop.urls")), path("lists/<int:pk>/close/", views.close)]\n'
    )
    found = [(one.method, one.target) for route in visits(tmp_path, (".",), ["7"]) for one in route]
    assert {("GET", "/api/lists/7/close/"), ("POST", "/api/lists/7/close/")} <= set(found)
    assert not any(target.startswith("/api//") or target == "/api" for _, target in found)


class Cached(Laboratory):
    """`/report` crashes where `/lists/A` was asked for before, unless the report itself came first."""

    def __init__(self) -> None:
        self.tree = Path("/nowhere")
        self.service = Service(name="shop", repository=self.tree)

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process."""
        state = ""
        seen = []
        for number, one in enumerate(stimuli):
            for sent in (*one.before, one):
                state = state or {"/report": "well", "/lists/A": "ill"}.get(sent.target, "")
            raised = RAISED if one.target == "/report" and state == "ill" else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if raised else 200, raised=raised))
        return seen


def test_what_keeps_the_request_well_where_it_comes_first_is_found_behind_all_visits():
    visited = [Stimulus(target="/lists/B"), Stimulus(target="/lists/A"), Stimulus(method="DELETE", target="/lists/A")]
    found = earlier_requests(Cached(), REPORT, SIGNATURE, [], [visited])
    assert found == REPORT.model_copy(update={"before": (Stimulus(target="/lists/A"),)})


def test_where_no_visit_helps_nothing_is_claimed():
    assert earlier_requests(Cached(), REPORT, SIGNATURE, [], [[Stimulus(target="/lists/B")]]) is None


def test_what_tests_send_is_no_template(tmp_path):
    (tmp_path / "app.py").write_text('path("api/rooms/<str:label>", room)\n')
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_rooms.py").write_text('client.get("/api/rooms/B-3")\n')
    assert placeholders(tmp_path, (".",), ("api", "rooms", "B-3")) == {2: "label"}
