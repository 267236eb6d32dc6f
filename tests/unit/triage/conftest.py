from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.domain.event import Event, Frame, Mechanism, RaisedException
from arbase.domain.incident import Fingerprint, FingerprintPart, Incident
from arbase.domain.outcome import Done
from arbase.domain.progress import Progress
from arbase.domain.service import Service
from arbase.domain.triage import RelatedIncident, TriageReport
from arbase.triage.static import StaticTriage

FILES = {
    "shop/__init__.py": "",
    "shop/prices.py": """\
def area(house):
    return house["area"]


def total(house):
    if house["area"] < 0:
        raise ValueError("an area below zero")
    return area(house) * 2


def quoted(house):
    try:
        return total(house)
    except KeyError as error:
        raise PriceError("no price") from error


class PriceError(Exception):
    pass
""",
    "shop/maps.py": """\
import logging

import httpx

log = logging.getLogger(__name__)


class MapsUnavailable(Exception):
    pass


def position(address):
    try:
        answer = httpx.get("http://maps.internal:8080/find", params={"q": address})
    except httpx.HTTPError:
        raise MapsUnavailable("no answer from the maps service") from None
    if answer.status_code >= 500:
        raise MapsUnavailable(f"it answered {answer.status_code}")
    if not answer.json():
        raise LookupError("no such address")
    log.warning("Position of %s is only approximate", address)
    return answer.json()["position"]
""",
    ".arbase/context.md": """\
# The shop

Sells houses. See `shop/prices.py`.

## Prices

A house without `area` comes from the old import: ask the import team.

## Opening hours

The office is open from nine to five.
""",
    ".arbase/runbooks/maps.md": """\
# The maps service does not answer

Signs: `MapsUnavailable`, `no answer from the maps service`.

Wait for an hour, then call the maps team.
""",
}


@pytest.fixture(scope="session")
def repository(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("triage") / "shop"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "shop/prices.py").write_text(FILES["shop/prices.py"].replace('house["area"]', 'house.get("area")'))
    env = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_NAME": "Ann" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "a@example.org" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_DATE": "2026-01-01T12:00:00Z" for role in ("AUTHOR", "COMMITTER")},
    }
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Start"]):
        subprocess.run(["git", *words], cwd=root, env=env, check=True)
    (root / "shop/prices.py").write_text(FILES["shop/prices.py"])
    subprocess.run(["git", "commit", "-q", "-a", "-m", "Trust the area"], cwd=root, env=env, check=True)
    return root


def frame(path: str, line: int, function: str, **fields: object) -> Frame:
    """A frame of the shop, as deployed under /app."""
    text = FILES[path].split("\n")[line - 1]
    known = {"path": path, "absolute_path": f"/app/{path}", "line": line, "function": function, "source_line": text}
    return Frame.model_validate({**known, **fields})


def foreign(module: str, function: str) -> Frame:
    """A frame of an installed package."""
    path = "/usr/lib/python3.11/site-packages/" + module.replace(".", "/") + ".py"
    return Frame(module=module, absolute_path=path, path=path, line=5, function=function, in_app=False)


def raised(kind: str, message: str, *frames: Frame, module: str | None = None, **mechanism: object) -> RaisedException:
    return RaisedException(
        type=kind,
        message=message,
        module=module,
        frames=frames,
        mechanism=Mechanism.model_validate(mechanism) if mechanism else None,
    )


NOW = datetime(2026, 2, 1, tzinfo=UTC)


def incident(*exceptions: RaisedException, **fields: object) -> Incident:
    event = Event.model_validate(
        {"id": "a" * 32, "service": "shop", "received_at": NOW, "occurred_at": NOW, "exceptions": exceptions, **fields}
    )
    return Incident(
        id="0123456789ab",
        service="shop",
        fingerprint=Fingerprint(version="v1", rule="x", digest="d", parts=(FingerprintPart(kind="type", value="x"),)),
        title="KeyError: 'area'",
        culprit="shop/prices.py in area",
        count=3,
        users=2,
        first_seen=NOW,
        last_seen=NOW,
        first_release="shop@1.0",
        samples=(event,),
    )


Triage = Callable[..., TriageReport]


@pytest.fixture
def triage(repository) -> Triage:
    def run(case: Incident, related: tuple[RelatedIncident, ...] = ()) -> TriageReport:
        seen: list[Progress] = []
        outcome = StaticTriage().triage(case, Service(name="shop", repository=repository), related, seen.append)
        assert isinstance(outcome, Done), outcome
        assert seen
        assert {progress.stage for progress in seen} == {"triage"}
        return outcome.value

    return run
