from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from arbase.domain.event import Frame, HttpRequest, RaisedException
from arbase.investigate.credentials import with_cut_credentials, without_secrets
from arbase.investigate.inputfiles import with_input_files
from arbase.investigate.stimulus import Rebuilt, rebuild, rebuild_request
from arbase.replay.interface import Recorded
from tests.fakes import an_event
from tests.small_services import a_command, a_request


def body_of(rebuilt: Rebuilt) -> bytes:
    return base64.b64decode(rebuilt.stimulus.body)


def test_request_keeps_what_the_service_may_read_and_drops_what_the_way_added() -> None:
    headers = {
        "Host": "prod.example.org",
        "User-Agent": "x",
        "X-Tenant": "acme",
        "X-Forwarded-For": "1.2.3.4",
        "Sentry-Trace": "0",
        "Content-Type": "application/json",
        "Content-Length": "999",
        "Accept": "text/csv",
        "Accept-Language": "de-DE",
        "Sec-Fetch-Mode": "cors",
    }
    request = HttpRequest(
        method="put", url="https://prod.example.org/houses/7", query="a=1&b=2", headers=headers, body={"rooms": 3}
    )
    rebuilt = rebuild_request(request)
    assert (rebuilt.stimulus.method, rebuilt.stimulus.target) == ("PUT", "/houses/7?a=1&b=2")
    assert set(rebuilt.stimulus.headers) == {
        ("user-agent", "x"),
        ("x-tenant", "acme"),
        ("x-forwarded-for", "1.2.3.4"),
        ("accept", "text/csv"),
        ("accept-language", "de-DE"),
        ("content-type", "application/json"),
    }
    assert json.loads(body_of(rebuilt)) == {"rooms": 3}
    assert rebuilt.notes == ()


@pytest.mark.parametrize(
    ("url", "query", "target"),
    [
        ("http://h", "", "/"),
        ("http://h/a b/ü", "", "/a%20b/%C3%BC"),
        ("http://h/a%20b", "", "/a%20b"),
        ("http://h/100%", "", "/100%25"),
        ("http://h/x?y=1", "", "/x?y=1"),
        ("http://h/x", "city=São Paulo&z=Europe/Lisbon", "/x?city=S%C3%A3o%20Paulo&z=Europe/Lisbon"),
        ("/relative/path", "", "/relative/path"),
    ],
)
def test_target_is_encoded_as_it_was_sent(url: str, query: str, target: str) -> None:
    assert rebuild_request(HttpRequest(url=url, query=query)).stimulus.target == target


@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        ("application/json", [1, None], b"[1, null]"),
        ("application/json; charset=utf-8", '{"broken', b'{"broken'),
        ("application/x-www-form-urlencoded", {"a": "1 2", "b": ["x", "y"]}, b"a=1+2&b=x&b=y"),
        ("text/csv", "id,name\n1,é\n", "id,name\n1,é\n".encode()),
        ("", {"a": 1}, b'{"a": 1}'),
        ("application/json", None, b""),
    ],
)
def test_body_is_sent_in_its_form(declared: str, body: Any, expected: bytes) -> None:
    headers = {"content-type": declared} if declared else {}
    rebuilt = rebuild_request(HttpRequest(url="http://h/", headers=headers, body=body))
    assert body_of(rebuilt) == expected
    if not declared:
        assert rebuilt.stimulus.headers == (("content-type", "application/json"),)


def test_multipart_fields_are_put_together_again() -> None:
    request = HttpRequest(url="http://h/", headers={"content-type": "multipart/form-data; boundary=old"}, body={"a": 1})
    rebuilt = rebuild_request(request)
    assert dict(rebuilt.stimulus.headers)["content-type"] == "multipart/form-data; boundary=arbase-boundary"
    assert b'name="a"\r\n\r\n1\r\n' in body_of(rebuilt)


def test_line_breaks_cannot_add_headers() -> None:
    rebuilt = rebuild_request(HttpRequest(url="http://h/", headers={"X-A": "1\r\nX-B: 2"}))
    assert rebuilt.stimulus.headers == (("x-a", "1  X-B: 2"),)


def test_what_was_redacted_or_is_missing_is_noted() -> None:
    request = HttpRequest(
        method="POST", url="http://h/", headers={"Authorization": "[Filtered]", "X-Key": "[redacted:key]"}
    )
    assert rebuild_request(request).notes == (
        "the header authorization was redacted",
        "the header x-key was redacted",
        "the event holds no body",
    )


def test_redacted_header_is_replaced_by_values_of_tests_and_environment_or_left_out() -> None:
    rebuilt = Rebuilt(stimulus=a_request("/", authorization="Bearer [redacted:token]", x_tenant="acme"))
    accepted = Recorded(stimulus=a_request("/other", authorization="Bearer good"), status=200)
    refused = Recorded(stimulus=a_request("/other", authorization="Bearer bad"), status=403)
    found = without_secrets(rebuilt, [accepted, refused], {"KEYS": "ops:demo-key, 12", "URL": "http://h/x"})
    values = [dict(one.stimulus.headers).get("authorization") for one in found]
    assert values[0] == "Bearer good"
    assert values[-1] is None
    assert "Bearer demo-key" in values
    assert "Bearer bad" not in values
    assert found[0].secrets == ("authorization",)
    assert all(("x-tenant", "acme") in one.stimulus.headers for one in found)


def test_credentials_that_were_accepted_for_the_same_thing_come_first() -> None:
    rebuilt = Rebuilt(stimulus=a_request("/lists/1/export?form=csv", authorization="[redacted:token]"))
    visits = (("/lists/3", "Bearer marco"), ("/notices", "Bearer rhein"), ("/lists/1", "Bearer lena"))
    recorded = [Recorded(stimulus=a_request(path, authorization=token), status=200) for path, token in visits]
    found = without_secrets(rebuilt, recorded, {})
    values = [dict(one.stimulus.headers).get("authorization") for one in found]
    assert values == ["Bearer lena", "Bearer marco", "Bearer rhein", None]


def test_redacted_token_may_be_one_that_the_client_cut() -> None:
    found = with_cut_credentials(Rebuilt(stimulus=a_request("/", authorization="[redacted:token]", x_tenant="acme")))
    assert {"Bearer ", "", "x"} <= {dict(one.stimulus.headers)["authorization"] for one in found}
    assert all(("x-tenant", "acme") in one.stimulus.headers for one in found)
    assert with_cut_credentials(Rebuilt(stimulus=a_request("/", authorization="Bearer good"))) == []


def test_redacted_credentials_may_be_ones_that_cannot_be_read() -> None:
    found = with_cut_credentials(Rebuilt(stimulus=a_request("/", authorization="[Filtered]")))
    values = [dict(one.stimulus.headers)["authorization"] for one in found]
    basic = [value.partition(" ")[2] for value in values if value.startswith("Basic ")]
    decoded = [base64.b64decode(text) for text in basic if len(text) % 4 == 0]
    assert len(decoded) < len(basic)
    assert any(b":" not in one and one.isascii() for one in decoded)
    assert any(_is_no_utf_8(one) for one in decoded)
    assert any(value.startswith("Bearer ") and not value.isascii() for value in values)


def _is_no_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False


def write(tree: Path, *names: str) -> Path:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("")
    return tree


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["/srv/app/jobs/nightly.py", "--day", "1"], ("python", "-m", "jobs.nightly", "--day", "1")),
        (["/srv/app/run.py"], ("python", "run.py")),
        (["/srv/app/jobs/__main__.py"], ("python", "-m", "jobs")),
        (["/venv/bin/rescore", "-v"], ("rescore", "-v")),
        (["/venv/bin/uvicorn", "app:app"], None),
        (["-c"], None),
        (["/nowhere/else.py"], None),
        (["/../../etc/passwd.py"], None),
        (["celery"], None),
        ([1, 2], None),
        ([], None),
    ],
)
def test_command_is_rebuilt_from_the_arguments(tmp_path: Path, words: list[Any], expected: tuple[str, ...]) -> None:
    tree = write(tmp_path, "jobs/__init__.py", "jobs/nightly.py", "jobs/__main__.py", "run.py")
    rebuilt = rebuild(an_event(request=None, extra={"sys.argv": words}), tree)
    assert (rebuilt.stimulus.command if rebuilt else None) == expected


def test_command_without_arguments_is_rebuilt_from_the_main_frame(tmp_path: Path) -> None:
    tree = write(tmp_path, "jobs/__init__.py", "jobs/nightly.py")
    frames = (Frame(function="<module>", module="__main__", path="jobs/nightly.py"), Frame(function="f", path="x.py"))
    rebuilt = rebuild(an_event(exceptions=(RaisedException(type="KeyError", frames=frames),)), tree)
    assert rebuilt is not None
    assert rebuilt.stimulus.command == ("python", "-m", "jobs.nightly")
    assert "does not say with which arguments" in rebuilt.notes[0]


def test_event_without_request_and_command_gives_nothing(tmp_path: Path) -> None:
    assert rebuild(an_event(), tmp_path) is None


TABLE = str(
    pandas.DataFrame({"id": [51, 52], "name": ["ann b", None], "built_year": [1990, "around 1900"], "extras": [[], []]})
)


@pytest.mark.parametrize(
    ("variables", "word", "expected"),
    [
        ({"frame": TABLE}, "in.csv", "id,name,built_year,extras\n51,ann b,1990,\n52,,around 1900,\n"),
        ({"row": {"id": "51", "name": "'ann'", "x": "None"}}, "in.csv", "id,name,x\n51,ann,\n"),
        ({"rows": [{"a": "1", "b": "'x'"}]}, "in.jsonl", '{"a": 1, "b": "x"}\n'),
        ({"row": {"a": "1", "b": ["'x'", "2"]}}, "/data/in.csv", "a,b\n1,x;2\n"),
    ],
)
def test_missing_input_file_is_made_from_the_variables(
    tmp_path: Path, variables: dict[str, Any], word: str, expected: str
) -> None:
    frame = Frame(function="score", path="job.py", variables=variables)
    event = an_event(exceptions=(RaisedException(type="KeyError", frames=(frame,)),))
    (found, *_) = with_input_files(Rebuilt(stimulus=a_command("python", "job.py", word)), event, tmp_path)
    name = Path(word).name
    assert found.stimulus.files == ((name, expected),)
    assert found.stimulus.command == ("python", "job.py", name)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ('csv.DictReader(file, delimiter=";")', ["id;name\n51;ann\n", "id,name\n51,ann\n"]),
        ("pandas.read_csv(path, sep='|')", ["id|name\n51|ann\n", "id,name\n51,ann\n"]),
        ('csv.reader(file, delimiter = "\\t")', ["id\tname\n51\tann\n", "id,name\n51,ann\n"]),
        ("csv.DictReader(file)", ["id,name\n51,ann\n"]),
        ('print(*row, sep="and")', ["id,name\n51,ann\n"]),
    ],
)
def test_cells_are_parted_as_the_code_of_the_frames_says_and_then_as_usual(
    tmp_path: Path, reader: str, expected: list[str]
) -> None:
    (tmp_path / "job.py").write_text(f"import csv\n\n\ndef score(path):\n    return {reader}\n")
    frame = Frame(function="score", path="job.py", line=5, variables={"row": {"id": "'51'", "name": "'ann'"}})
    event = an_event(exceptions=(RaisedException(type="KeyError", frames=(frame,)),))
    found = with_input_files(Rebuilt(stimulus=a_command("python", "job.py", "in.csv")), event, tmp_path)
    assert [one.stimulus.files for one in found] == [(("in.csv", text),) for text in expected]


def test_a_text_of_lines_that_a_frame_holds_whole_is_what_the_file_held(tmp_path: Path) -> None:
    held = {"raw": "b'# kit\\nid;name\\n0051;ann\\n'", "cut": "'id\\n51...'", "row": {"id": "'0051'", "name": "'ann'"}}
    event = an_event(exceptions=(RaisedException(type="KeyError", frames=(Frame(path="job.py", variables=held),)),))
    found = with_input_files(Rebuilt(stimulus=a_command("python", "job.py", "in.csv")), event, tmp_path)
    texts = [text for one in found for _, text in one.stimulus.files]
    assert texts == ["# kit\nid;name\n0051;ann\n", "id,name\n0051,ann\n"]


@pytest.mark.parametrize(
    ("raised", "lines"),
    [
        (RaisedException(type="TransactionManagementError"), [1, 3]),
        (RaisedException(type="InternalError", message="current transaction is aborted, commands ignored"), [1, 3]),
        (RaisedException(type="IntegrityError", message="UNIQUE constraint failed"), [1]),
    ],
)
def test_a_row_comes_several_times_where_something_failed_before_it_in_the_transaction(
    tmp_path: Path, raised: RaisedException, lines: list[int]
) -> None:
    frame = Frame(path="job.py", variables={"row": {"id": "'51'", "name": "'ann'"}})
    event = an_event(exceptions=(raised.model_copy(update={"frames": (frame,)}),))
    found = with_input_files(Rebuilt(stimulus=a_command("python", "job.py", "in.csv")), event, tmp_path)
    texts = [text for one in found for _, text in one.stimulus.files]
    assert texts == ["id,name\n" + "51,ann\n" * count for count in lines]


def test_file_that_exists_is_not_made(tmp_path: Path) -> None:
    write(tmp_path, "in.csv")
    event = an_event(exceptions=(RaisedException(type="E", frames=(Frame(variables={"r": {"a": 1, "b": 2}}),)),))
    assert with_input_files(Rebuilt(stimulus=a_command("python", "job.py", "in.csv")), event, tmp_path) == []


TABLES = """import csv


def read(lines):
    return [row["note"].strip() for row in csv.DictReader(lines, {sign})]
"""


@pytest.mark.parametrize(
    ("sign", "row", "expected"),
    [
        ("delimiter=';'", {"a": "'1,5'", "note": "'x'"}, ["a;note\n1,5;x\n"]),
        ("delimiter='\\t'", {"a": "'1'", "note": "None"}, ["a\tnote\n1\t\n", "a\tnote\n1\n"]),
        ("restkey='rest'", {"a": "'1'", "b": "None", "note": "None"}, ["a,b,note\n1,,\n", "a,b,note\n1\n"]),
    ],
)
def test_tables_are_written_as_the_code_reads_them_and_lines_may_be_short(
    tmp_path: Path, sign: str, row: dict[str, Any], expected: list[str]
) -> None:
    (tmp_path / "job.py").write_text(TABLES.format(sign=sign))
    frame = Frame(function="read", path="/srv/job.py", line=5, variables={"row": row})
    event = an_event(exceptions=(RaisedException(type="AttributeError", frames=(frame,)),))
    found = with_input_files(Rebuilt(stimulus=a_command("python", "job.py", "in.csv")), event, tmp_path)
    assert [one.stimulus.files for one in found[: len(expected)]] == [(("in.csv", text),) for text in expected]
    usual = [sign for one in found for _, text in one.stimulus.files if (sign := text.split("\n")[0]).startswith("a,")]
    assert usual, "what the code says may be said of something else"
