"""Two runs of one occurrence give one event: nothing of the machine, the process or chance stays in it."""

import base64
import json

import pytest

from arbase.evaluation.dataset.canonical import events_of
from arbase.evaluation.seeded.capture import Envelope
from arbase.evaluation.seeded.stage import Played


def _event(variable, frames=()):
    own = {
        "filename": "shop/jobs.py",
        "abs_path": "/srv/x/shop/jobs.py",
        "function": "run",
        "lineno": 3,
        "in_app": True,
    }
    own.update(function="run", vars={"value": variable})
    value = {"type": "ValueError", "value": "no", "stacktrace": {"frames": [own, *frames]}}
    return {"event_id": "0" * 32, "level": "error", "platform": "python", "exception": {"values": [value]}}


def _kept(event, **played):
    body = json.dumps(event).encode()
    header = json.dumps({"type": "event", "length": len(body)}).encode()
    whole = base64.b64encode(b"{}\n" + header + b"\n" + body).decode()
    envelope = Envelope(path="/api/1/envelope/", headers=(), body=whole)
    found = Played(segment="s", occurrence="o", envelopes=(envelope,), **played)
    (kept,) = events_of(found, "shop", 1_800_000_000.0, "shop/1")
    return kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<Pool object at 0x7f12ab34cd56>", "<Pool object at 0x7fffab34cd00>"),
        ("shop-job-2:17082", "shop-job-2:23304"),
        ("version='18eb8c7fceb256f8'", "version='18eb7cd10494ddd6'"),
        ("relay at port 34861", "relay at port 40647"),
    ],
)
def test_what_differs_by_chance_is_the_same(one, other):
    kept = [
        _kept(_event(variable), addresses={f"127.0.0.1:{port}": 0})
        for variable, port in ((one, 34861), (other, 40647), ("another value", 34861))
    ]
    assert kept[0] == kept[1] != kept[2]


def test_frames_of_the_harness_are_left_out():
    inside = "/home/x/arbase/evaluation/seeded/inside/clockwork.py"
    own = {"filename": "clockwork.py", "abs_path": inside, "function": "_no_sleep", "lineno": 30, "in_app": True}
    kept = _kept(_event("1", frames=(own,)))
    assert [frame.function for frame in kept.exceptions[0].frames] == ["run"]
