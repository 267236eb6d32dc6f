"""Reports of tests: evidence that they ran, read with suspicion."""

from __future__ import annotations

from pathlib import Path

from arbase.verify.junit import expected_tests, read_report, read_verbose, results_of

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_one" time="0.1"/>
<testcase classname="tests.test_a.TestB" name="test_two[1]"><failure message="KeyError: 'x'">trace</failure></testcase>
<testcase classname="tests.test_a.TestB" name="test_two[2]"><skipped/></testcase>
<testcase classname="" name="tests.test_c"><error message="collection">ImportError</error></testcase>
</testsuite></testsuites>"""


def test_endings_are_read(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(REPORT)
    report = read_report(tmp_path / "r.xml")
    assert report is not None
    assert [result.ending for result in report.values()] == ["passed", "failed", "skipped", "error"]
    assert [r.ending for r in results_of("tests.test_a.TestB::test_two", report)] == ["failed", "skipped"]
    assert results_of("tests.test_a::test_missing", report) == []


def test_missing_broken_linked_or_hostile_report_is_no_evidence(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuites>&b;</testsuites>'
    (tmp_path / "bomb.xml").write_text(bomb)
    (tmp_path / "broken.xml").write_text(REPORT[:200])
    (tmp_path / "real.xml").write_text(REPORT)
    (tmp_path / "link.xml").symlink_to(tmp_path / "real.xml")
    for name in ("bomb.xml", "broken.xml", "link.xml", "missing.xml"):
        assert read_report(tmp_path / name) is None


def test_expected_tests_of_a_file() -> None:
    source = "def test_a(): ...\nclass TestB:\n    def test_c(self): ...\ndef helper():\n    def test_inner(): ...\n"
    assert expected_tests("tests/test_x.py", source) == ("tests.test_x::test_a", "tests.test_x.TestB::test_c")


SAID = """\
test_a (tests.test_x.Case.test_a)
What it is about. ... FAIL
test_b (tests.test_x.Case) ... ok
test_c (tests.test_x.Case.test_c) ... skipped 'no server'

======================================================================
FAIL: test_a (tests.test_x.Case.test_a)
"""


def test_words_of_unittest_tell_how_tests_ended() -> None:
    found = read_verbose(SAID)
    assert {key: one.ending for key, one in found.items()} == {
        "tests.test_x.Case::test_a": "failed",
        "tests.test_x.Case::test_b": "passed",
        "tests.test_x.Case::test_c": "skipped",
    }
    assert read_verbose("No module named pytest") == {}
