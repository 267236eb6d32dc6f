"""What a request is about is made first, as the visible tests make it, once and twice."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.made_first import after_making
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Observation, Recorded

APP = """
@app.post("/orders/<int:number>/<any(paid, sent):state>")
def moved(number, state):
    return ""
"""


class Orders(Laboratory):
    """Orders have the numbers behind those that are stored, and only Bo may make one."""

    def __init__(self, tree: Path) -> None:
        (tree / "app.py").write_text(APP, encoding="utf-8")
        self.tree = tree
        self.service = Service(name="shop", repository=tree)

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Each on the stored data alone."""
        seen = []
        for index, one in enumerate(stimuli):
            made = sum(sent.target == "/orders" for sent in (*one.before, one))
            known = dict(one.headers).get("x-token") == "bo"
            body = json.dumps({"order": {"id": 40 + made}}) if known else "{}"
            seen.append(Observation(variant="head", stimulus=index, status=201 if known else 403, body=body))
        return seen


def member(token: str, method: str = "POST") -> Rebuilt:
    headers = (("x-token", token),)
    return Rebuilt(stimulus=Stimulus(method=method, target="/orders/13/paid", headers=headers), secrets=("x-token",))


def made(size: int, status: int = 201) -> Recorded:
    raw = base64.b64encode(json.dumps({"size": size}).encode()).decode()
    headers = (("content-type", "application/json"), ("x-token", "of-a-test"))
    return Recorded(stimulus=Stimulus(method="POST", target="/orders", headers=headers, body=raw), status=status)


def test_each_thing_is_made_by_somebody_who_may_and_the_request_goes_to_its_key(tmp_path: Path) -> None:
    found = list(after_making(Orders(tmp_path), [member("ann"), member("bo")], [made(1), made(2), made(3, 422)]))
    chains = [[*(two.target for two in one.stimulus.before), one.stimulus.target] for one in found]
    once, twice = ["/orders", "/orders/41/paid"], ["/orders", "/orders/41/paid", "/orders", "/orders/42/paid"]
    assert chains == [once, twice, once, twice]
    sent = [dict(two.headers)["x-token"] for one in found for two in (*one.stimulus.before, one.stimulus)]
    assert set(sent) == {"bo"}
    assert "made first" in found[0].notes[-1]


def test_what_only_reads_leaves_nothing_for_a_second_one(tmp_path: Path) -> None:
    found = list(after_making(Orders(tmp_path), [member("bo", "GET")], [made(1)]))
    assert [len(one.stimulus.before) for one in found] == [1]


def test_without_a_parameter_or_anybody_who_may_there_is_nothing_to_make(tmp_path: Path) -> None:
    other = member("bo").model_copy(update={"stimulus": Stimulus(method="POST", target="/people/x")})
    assert list(after_making(Orders(tmp_path), [other], [made(1)])) == []
    assert list(after_making(Orders(tmp_path), [member("ann")], [made(1)])) == []
