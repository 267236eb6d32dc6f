"""Requests of the tests are aimed at what the event's request is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.investigate.aimed import aimed
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.sameness import Signature
from arbase.investigate.sequences import earlier_requests
from arbase.replay.interface import Observation, Raised, Recorded

TOLD = ["/sites/{code}/outlook", "/sites/{code}/outlook.csv", "/users/{name}", "words/<int:pk>"]


def recorded(target: str, method: str = "GET", status: int = 200, body: str = "") -> Recorded:
    return Recorded(stimulus=Stimulus(method=method, target=target, body=body), status=status)


def targets(found: Sequence[Stimulus]) -> list[str]:
    return [one.target for one in found]


def test_inputs_of_the_same_names_get_the_values_of_the_event():
    event = Stimulus(target="/sites/TAV/outlook?hours=36")
    found = aimed(
        event, [recorded("/sites/ANG/outlook.csv?hours=3&bands=no"), recorded("/sites/ANG/outlook?hours=3")], TOLD
    )
    assert targets(found)[0] == "/sites/TAV/outlook.csv?hours=36&bands=no"
    assert event not in found


def test_what_the_event_does_not_name_has_its_default():
    found = aimed(Stimulus(target="/sites/TAV/outlook"), [recorded("/sites/TAV/outlook.csv?hours=3&bands=no")], TOLD)
    assert "/sites/TAV/outlook.csv?bands=no" in targets(found)


def test_what_the_tests_leave_out_is_asked_as_the_event_does():
    event = Stimulus(target="/sites/TAV/outlook?hours=36")
    found = aimed(event, [recorded("/sites/TAV/outlook.csv?bands=no")], TOLD)
    assert "/sites/TAV/outlook.csv?bands=no&hours=36" in targets(found)


def test_requests_about_other_kinds_of_things_and_refused_ones_are_left_out():
    some = [recorded("/users/ada"), recorded("/sites/ANG/outlook.csv", status=404), recorded("/words/3", "DELETE")]
    assert aimed(Stimulus(target="/sites/TAV/outlook"), some, TOLD) == []


def test_changes_go_to_the_thing_of_the_event():
    change = recorded("/api/words/7", "PATCH", body="e30=")
    found = aimed(Stimulus(target="/api/words/3"), [change, recorded("/api/words/7")], TOLD, writes=True)
    assert found == [Stimulus(method="PATCH", target="/api/words/3", body="e30=")]


PLACE = (CodeLocation(path="app.py", line=1, function="listed"),)
RAISED = Raised(exception="KeyError", message="low", trace=PLACE)
SIGNATURE = Signature(exception="KeyError", function="listed", path="app.py", message="low")


class Kept(Laboratory):
    """What is kept of `?hours=36` is spoilt by an export of it; one change spoils a word where no other came before."""

    def __init__(self, tree: Path) -> None:
        (tree / "app.py").write_text(f"ROUTES = {TOLD!r}\n", encoding="utf-8")
        self.tree = tree
        self.service = Service(name="app", repository=tree)

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process, in a fresh copy of what is stored."""
        kept: dict[str, bool] = {}
        words: list[str] = []
        seen = []
        for number, stimulus in enumerate(stimuli):
            for sent in (*stimulus.before, stimulus):
                crashes = self._sent(sent, kept, words)
            raised = RAISED if crashes else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if crashes else 200, raised=raised))
        return seen

    @staticmethod
    def _sent(sent: Stimulus, kept: dict[str, bool], words: list[str]) -> bool:
        path, _, query = sent.target.partition("?")
        if sent.method == "PATCH":
            words.append(sent.body)
        hours = next((one for one in query.split("&") if one.startswith("hours=")), "")
        key = f"{path.split('.')[0]} {hours}"
        if "bands=no" in query and key in kept:
            kept[key] = True
        listed = sent.method == "GET" and not path.endswith(".csv")
        return listed and (kept.setdefault(key, False) or words == ["Yg=="])


def test_what_is_kept_by_the_values_of_the_event_is_spoilt(tmp_path):
    event = Stimulus(target="/sites/TAV/outlook?hours=36")
    some = [recorded("/sites/TAV/outlook?hours=3"), recorded("/sites/ANG/outlook.csv?hours=3&bands=no")]
    found = earlier_requests(Kept(tmp_path), event, SIGNATURE, some)
    assert found is not None
    assert found.target == event.target
    assert "/sites/TAV/outlook.csv?hours=36&bands=no" in targets(found.before)


def test_one_change_of_the_thing_itself_comes_before_it(tmp_path):
    event = Stimulus(target="/words/3")
    some = [recorded("/words/7", "PATCH", body=body) for body in ("YQ==", "Yg==")]
    found = earlier_requests(Kept(tmp_path), event, SIGNATURE, some)
    assert found == event.model_copy(
        update={"before": (Stimulus(method="PATCH", target="/words/3", body="Yg=="),)},
    )
