"""What a job read is looked for in the likes of the repository's own samples."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event, Frame, RaisedException
from arbase.investigate.inputfiles import missing_files
from arbase.investigate.regression import write_test
from arbase.investigate.samples import MOST, with_other_files, with_samples
from arbase.investigate.stimulus import Rebuilt
from arbase.workspace.code import CodeReader
from tests.fakes import an_event
from tests.small_services import described, write

TEST = """
def test_people_are_read(tmp_path):
    (tmp_path / "a.csv").write_text("Name;Mail\\nann;ann@example.org\\nbob;bob@example.org\\n")
    (tmp_path / "b.json").write_text(json.dumps({"people": [{"name": "ann", "age": 3}]}))
"""


def event(message: str = "", **variables: Any) -> Event:
    frame = Frame(function="read", path="job.py", variables=variables)
    return an_event(exceptions=(RaisedException(type="ValueError", message=message, frames=(frame,)),))


def a_command(*words: str) -> Rebuilt:
    return Rebuilt(stimulus=Stimulus(kind="command", command=("python", "job.py", *words)))


@pytest.fixture
def reader(tmp_path: Path) -> CodeReader:
    write(tmp_path, "", **{"tests/test_job": TEST, "job": "OPEN = 'var/sold.csv'\nKEY = 'mail'\n"})
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "sold.csv").write_text("day,count\n2024-01-01,3\n2024-01-02,4\n")
    (tmp_path / "var" / "unnamed.csv").write_text("a,b\n1,2\n")
    return CodeReader(tmp_path)


def texts(found: list[Rebuilt]) -> list[str]:
    return [text for one in found for _, text in one.stimulus.files]


def test_what_the_event_tells_of_the_file_is_put_into_the_sample(reader: CodeReader) -> None:
    made = texts(with_samples(a_command("in.csv"), event(row={"mail": "'x@y'", "more": "1"}), reader))
    assert made[0] == "Name;Mail\nann;x@y\nbob;bob@example.org\n"
    made = texts(with_samples(a_command("in.csv"), event(line="'carl;;'"), reader))
    assert made[0] == "Name;Mail\nann;ann@example.org\nbob;bob@example.org\ncarl;;\n"
    made = texts(with_samples(a_command("in.csv"), event(message="bad name: 'x9'"), reader))
    assert "Name;Mail\nx9;ann@example.org\nbob;bob@example.org\n" in made[:12]


def test_places_are_emptied_left_out_and_cut(reader: CodeReader) -> None:
    made = texts(with_samples(a_command("in.csv"), event(), reader))
    rest = "bob;bob@example.org\n"
    assert {
        "Name;Mail\n", "", f"Name;Mail\n;ann@example.org\n{rest}", f"Name;Mail\nann\n{rest}", "Name\nann\nbob\n",
    } <= set(made)  # fmt: skip
    assert len(made) == len(set(made)) <= MOST


@pytest.mark.parametrize(
    ("word", "told", "given", "files"),
    [
        ("data/in", {"files": ["PosixPath('data/in/a.csv')", "PosixPath('data/in/b.csv')"]}, "data/in", "ab"),
        ("--from=data/in/", {"path": "'data/in/b.csv'"}, "--from=data/in", "b"),
        ("/srv/in", {"path": "/srv/in/a.csv", "next": "/srv/in/c.json"}, "in", "a"),
        ("data/in", {"path": "'other/in/a.csv'"}, "data/in", ""),
        ("--verbose", {"path": "'data/in/a.csv'"}, "--verbose", ""),
    ],
)
def test_the_files_of_a_folder_are_those_that_the_event_tells(
    reader: CodeReader, word: str, told: dict[str, Any], given: str, files: str
) -> None:
    made = with_samples(a_command(word), event(**told), reader)
    assert bool(made) is bool(files)
    for one in made[:1]:
        folder = given.rpartition("=")[2]
        assert [path for path, _ in one.stimulus.files] == [f"{folder}/{name}.csv" for name in files]
        assert one.stimulus.command == ("python", "job.py", given)


def test_files_of_a_folder_that_are_there_are_not_made(reader: CodeReader) -> None:
    assert with_samples(a_command("var"), event(path="'var/sold.csv'"), reader) == []


def test_documents_are_changed_in_their_members(reader: CodeReader) -> None:
    found = with_samples(a_command("--input=in.json"), event(person={"name": "'ann'", "age": "None"}), reader)
    made = [json.loads(text) for text in texts(found)]
    assert made[0] == {"people": [{"name": "ann", "age": None}]}
    assert {"people": []} in made
    assert {"people": [{"age": 3}]} in made
    assert found[0].stimulus.command == ("python", "job.py", "--input=in.json")
    assert found[0].stimulus.files[0][0] == "in.json"


def test_data_that_the_source_names_is_changed_too(reader: CodeReader) -> None:
    found = with_other_files(a_command(), event(), reader)
    assert {path for one in found for path, _ in one.stimulus.files} == {"var/sold.csv"}
    assert "day,count\n" in texts(found)


@pytest.mark.parametrize("text", ["", "no table", "a,b\nc", '{"a": ', "\x00", '"' * 3 + "\n,"])
def test_what_is_no_sample_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "a.json").write_text(text)
    for word in ("in.csv", "in.json"):
        assert with_samples(a_command(word), event(row={"a": "1"}), CodeReader(tmp_path)) == []


def test_a_file_that_is_there_is_not_missing(reader: CodeReader) -> None:
    words = ("x", "var/sold.csv", "var/new.csv", "/data/in.csv", "--out=a.json", "-v", "abc")
    assert [one.path for one in missing_files(words, reader.root)] == ["var/new.csv", "in.csv", "a.json"]


def test_the_regression_test_changes_the_data_and_puts_it_back(tmp_path: Path) -> None:
    files = (("var/sold.csv", "day,count\n"), ("in.csv", "a\n"))
    stimulus = Stimulus(kind="command", command=("python", "job.py", "--input=in.csv"), files=files)
    source = write_test(stimulus, described(tmp_path), None, incident_id="i", seen="seen")
    fixture, test = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    assert [one.arg for one in test.args.args] == ["tmp_path", "stored"]
    body = ast.unparse(fixture)
    assert (
        body.index("read_bytes()") < body.index("write_text") < body.index("yield") < body.index("write_bytes(was_0)")
    )
    assert "'--input=' + str(input_2)" in ast.unparse(test)


def test_the_regression_test_makes_the_folder_that_the_command_names(tmp_path: Path) -> None:
    files = (("data/in/a.csv", "a\n1\n"), ("data/in/b.csv", "a\n2\n"))
    stimulus = Stimulus(kind="command", command=("python", "job.py", "--from=data/in"), files=files)
    source = write_test(stimulus, described(tmp_path), None, incident_id="i", seen="seen")
    (test,) = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    assert [one.arg for one in test.args.args] == ["tmp_path"]
    body = ast.unparse(test)
    assert "input_2 = tmp_path / 'in' / 'b.csv'\ninput_2.parent.mkdir(exist_ok=True)" in body.replace("    ", "")
    assert "'--from=' + str(input_2.parent)" in body


def test_the_regression_test_does_not_leave_out_the_other_files_of_a_folder_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    stimulus = Stimulus(kind="command", command=("python", "job.py", "var"), files=(("var/sold.csv", "day\n"),))
    source = write_test(stimulus, described(tmp_path), None, incident_id="i", seen="seen")
    assert "tmp_path" not in source
    assert "Path('var/sold.csv')" in source or 'Path("var/sold.csv")' in source
