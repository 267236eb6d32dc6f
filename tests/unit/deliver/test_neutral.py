"""Hostile text stays text: checked with a Markdown parser, not by eye."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from arbase.deliver.neutral import code, fenced, name, prose

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](http://evil.example)",
    "![x](http://evil.example/pixel.png)",
    "<http://evil.example>",
    "https://evil.example www.evil.example",
    "@everyone please, @org/team fixes #1, closes GH-2, !3 &4 ~5 %6 $7",
    "`code` ``more`` ```",
    "a\n\n# Heading\n\n- item\n\n```\nfence",
    "1. one",
    "- one",
    "    indented",
    "> quote",
    "---",
    "| a | b |\n|---|---|\n| c | d |",
    "**bold** __bold__ *it* _it_ ~~gone~~",
    "&lt;b&gt; &copy; &#60;",
    "\\` \\| \\",
    "\u202egnidaer\u202c \u200b\u2066",
    "\x1b[31mred\x1b[0m \x00 \r\n \x85 \u2028",
    "[skip ci]",
    "[ref]: http://evil.example",
    "`" * 300,
    "",
]
ALPHABET = st.sampled_from([*"`~*_[]()<>#@!|\\&$-+=.1 \n\tab:/", "\u202e", "\x1b", "```", "http://x", "<b>", "](x)"])


def tokens(markdown: str) -> list[Token]:
    found = []
    for token in PARSER.parse(markdown):
        found += [token, *(token.children or [])]
    return found


def kinds(markdown: str) -> set[str]:
    return {token.type for token in tokens(markdown)}


def words(markdown: str) -> str:
    return "".join(token.content for token in tokens(markdown) if token.type in ("text", "code_inline", "text_special"))


def assert_plain_words(text: str) -> None:
    paragraph = f"- {prose(text)}"
    allowed = {"bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "text_special"}
    closing = {"bullet_list_close", "list_item_close", "paragraph_close"}
    assert kinds(paragraph) <= allowed | closing
    assert not re.search(r"[@#]\w|://|www\.", prose(text), re.IGNORECASE)
    assert prose(text).isprintable() or "\u2060" in prose(text)


def assert_code_span(text: str) -> None:
    row = f"| head | two |\n|---|---|\n| {code(text)} | end |"
    spans = [token.content for token in tokens(row) if token.type == "code_inline"]
    assert len(spans) == (1 if code(text) != "(empty)" else 0)
    assert [token.type for token in tokens(row)].count("td_open") == 2
    assert words(row).endswith("end")
    assert [token.type for token in tokens(f"x {code(text)} y") if token.type != "text"] == [
        "paragraph_open", "inline", *(["code_inline"] if spans else []), "paragraph_close",
    ]  # fmt: skip
    assert code(text).isprintable()


def assert_fenced(text: str) -> None:
    found = PARSER.parse(f"before\n\n{fenced(text, 1000, 'diff')}\n\nafter")
    assert [token.type for token in found if token.type != "inline"] == [
        "paragraph_open", "paragraph_close", "fence", "paragraph_open", "paragraph_close",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_nothing_but_words(text: str) -> None:
    assert_plain_words(text)
    assert_code_span(text)
    assert_fenced(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_no_mixture_of_markup_comes_through(text: str) -> None:
    assert_plain_words(text)
    assert_code_span(text)
    assert_fenced(text)


def test_prose_reads_as_it_was_written() -> None:
    text = "house_id is None in app/price.py:12, so `house['rooms']` raises KeyError (2 of 3)"
    assert words(prose(text)) == text
    assert "house_id" in prose(text)


def test_unprintable_characters_are_shown_as_escapes() -> None:
    assert code("a\u202eb\x1bc") == "`a\\u202eb\\x1bc`"


def test_text_is_cut_at_its_limit() -> None:
    assert len(code("x" * 1000, 50)) == 52
    assert len(prose("x" * 1000, 50)) == 50
    assert "[cut here: 900 more characters]" in fenced("y" * 1000, 100)
    assert fenced("a\nb\nc" * 100, 10).startswith("```\na\nb\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_name_holds_nothing_that_a_commit_message_reacts_to(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.<>/?-]{0,80}", name(text))
