"""What bug.yaml may hold, and what its mistakes are answered with."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from arbase.domain.errors import UserError
from arbase.evaluation.seeded.catalogue import Bug, CommandTrigger, CommitInfo, RequestTrigger, read_service
from tests.unit.evaluation.seeded.small_benchmark import BUG_YAML, write_toy


def bug(**changes: Any) -> Bug:
    return Bug.model_validate({**yaml.safe_load(BUG_YAML), **changes})


def test_service_folder_is_read(tmp_path: Path) -> None:
    service = read_service(write_toy(tmp_path / "toy", tmp_path / "scratch"))
    assert len(service.patches) == 3
    case = service.case("unknown-name")
    assert service.case("toy-unknown-name") == case
    assert case.bug.commit.date is not None
    assert case.bug.commit.date.isoformat() == "2026-02-02T09:00:00+01:00"
    assert case.fix_patch is None


def test_unknown_bug_names_the_nearest_one(tmp_path: Path) -> None:
    service = read_service(write_toy(tmp_path / "toy", tmp_path / "scratch"))
    with pytest.raises(UserError, match="did you mean 'unknown-name'"):
        service.case("unknown-nome")


def test_unknown_key_is_refused_with_its_file(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch", bug_yaml=BUG_YAML + "dificulty: easy\n")
    with pytest.raises(
        UserError, match=r"bugs/unknown-name/bug\.yaml: unknown key 'dificulty'; did you mean 'difficulty'"
    ):
        read_service(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("after: 2", "after: 9", "patches 1 to 3"),
        ("id: toy-unknown-name", "id: toy-other", "folder's name"),
        ("family: none", "family: bad_luck", "family"),
        ("  after: 2", "  after: 2\n  amends: 2", "exactly one of"),
        ("date: 2026-02-02T09:00:00+01:00", "date: 2026-02-02 09:00:00", "offset"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch", bug_yaml=BUG_YAML.replace(old, new))
    with pytest.raises(UserError, match=message):
        read_service(folder)


def test_missing_patch_number_is_named(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch")
    next((folder / "history").glob("0002-*")).unlink()
    with pytest.raises(UserError, match="starts with 0002-"):
        read_service(folder)


def test_folder_without_a_service_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a seeded service"):
        read_service(tmp_path)


def test_commit_of_its_own_needs_an_author() -> None:
    with pytest.raises(ValidationError, match="needs message, author"):
        CommitInfo(after=2, message="Change")
    assert CommitInfo(amends=2).message == ""


def test_json_body_is_sent_as_json() -> None:
    trigger = RequestTrigger.model_validate({"kind": "request", "method": "POST", "path": "/x?y=1", "json": {"a": [1]}})
    sent = trigger.stimulus
    assert json.loads(base64.b64decode(sent.body)) == {"a": [1]}
    assert dict(sent.headers)["content-type"] == "application/json"
    assert sent.target == "/x?y=1"


def test_given_content_type_stays() -> None:
    headers = {"Content-Type": "application/vnd.api+json"}
    trigger = RequestTrigger.model_validate({"kind": "request", "path": "/", "json": {}, "headers": headers})
    assert trigger.stimulus.headers == (("content-type", "application/vnd.api+json"),)


def test_raw_bodies() -> None:
    text = RequestTrigger(kind="request", path="/", text="größe")
    raw = RequestTrigger(kind="request", path="/", base64="/w==")
    assert base64.b64decode(text.stimulus.body).decode() == "größe"
    assert base64.b64decode(raw.stimulus.body) == b"\xff"


def test_two_bodies_are_refused() -> None:
    with pytest.raises(ValidationError, match="at most one of"):
        RequestTrigger(kind="request", path="/", text="a", base64="YQ==")


def test_requests_before_the_trigger() -> None:
    trigger = RequestTrigger.model_validate(
        {"kind": "request", "path": "/b", "before": [{"kind": "request", "method": "PUT", "path": "/a", "json": 1}]}
    )
    assert [(step.method, step.target) for step in trigger.before] == [("PUT", "/a")]


def test_command_trigger() -> None:
    trigger = bug(trigger={"kind": "command", "argv": ["python", "-m", "toy"], "files": {"in.csv": "a"}}).trigger
    assert isinstance(trigger, CommandTrigger)
    assert trigger.stimulus.command == ("python", "-m", "toy")


def test_request_is_read_again_as_it_was_written() -> None:
    step = {"kind": "request", "path": "/login", "method": "POST", "json": {"user": "ada"}}
    request = RequestTrigger.model_validate({**step, "before": [step, {"kind": "request", "path": "/"}]})
    for written in (
        request.model_dump_json(by_alias=True),
        request.model_dump_json(by_alias=True, exclude_defaults=True),
    ):
        assert RequestTrigger.model_validate_json(written) == request
    assert RequestTrigger.model_validate(request.model_dump(by_alias=True)) == request
