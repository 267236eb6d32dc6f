from __future__ import annotations

from arbase.triage.knowledge import RECORD, Clue, Section, best_matches, matching_sections, sections
from arbase.triage.plain import plain
from arbase.workspace.code import CodeReader

SECTIONS = [
    Section(
        "a.md", "The queue is full", "Signs: `QueueFull: too many jobs`. Restart the consumer of the invoice queue."
    ),
    Section(
        "b.md", "Scores are missing", "The nightly job `rescore_all` did not run. `KeyError` in it means old data."
    ),
    Section("c.md", "Who we are", "The team sits in Lisbon and drinks coffee with the invoice people."),
]


def titles(*clues: Clue) -> list[str]:
    return [match.title for match in best_matches(SECTIONS, clues)]


def test_quoted_phrase_finds_its_section():
    assert titles(Clue("worker died: QueueFull: too many  jobs (17)")) == ["The queue is full"]


def test_rare_identifier_finds_its_section():
    assert titles(Clue("shop/jobs.py rescore_all", 2.0), Clue("nightly")) == ["Scores are missing"]


def test_everyday_exceptions_and_words_find_nothing():
    assert titles(Clue("KeyError", 2.0), Clue("'area'", 2.0)) == []
    assert titles(Clue("The error was in the function for the value")) == []
    assert best_matches([], (Clue("x"),)) == ()


def test_score_grows_with_evidence_and_stays_below_one():
    few = best_matches(SECTIONS, (Clue("QueueFull: too many jobs"),))[0].score
    many = best_matches(SECTIONS, (Clue("QueueFull: too many jobs, consumer of the invoice queue, restart"),))[0].score
    assert 0 < few < many < 1


def test_pages_are_split_at_headings_but_not_in_code(tmp_path):
    (tmp_path / ".arbase" / "runbooks").mkdir(parents=True)
    page = "intro\n\n# One\n\ntext\n\n```sh\n# not a heading\n```\n\n## Two ##\n\nmore\n\n# Empty\n"
    (tmp_path / ".arbase" / "runbooks" / "r.md").write_text(page)
    (tmp_path / ".arbase" / "context.md").write_text("# Context\nwords\n")
    found = sections(CodeReader(tmp_path))
    assert [(item.path, item.title) for item in found] == [
        (".arbase/runbooks/r.md", "r.md"),
        (".arbase/runbooks/r.md", "One"),
        (".arbase/runbooks/r.md", "Two"),
        (".arbase/context.md", "Context"),
    ]
    assert "# not a heading" in found[1].body


def test_the_record_of_the_service_is_searched_beside_its_files(tmp_path):
    record = "# Invoices\n\n`QueueFull: too many jobs` means that the consumer of invoices hangs; call Rita.\n"
    reader = CodeReader(tmp_path)
    assert sections(reader) == []
    (match,) = matching_sections(reader, [Clue("QueueFull: too many jobs (17), invoices")], record)
    assert (match.path, match.title) == (RECORD, "Invoices")
    assert "call Rita" in match.excerpt


def test_plain_text_is_one_printable_bounded_line():
    assert plain("\x1b[31mred\x1b[0m\n\ttwo\x00\u202e three") == "red two three"
    assert plain("a" * 500, 10) == "aaaaaaaaa…"
    assert plain("\x1b]8;;http://evil\x07link\x1b]8;;\x07") == "link"
    assert plain("déjà 中文 🙂") == "déjà 中文 🙂"
