"""The literal that a docstring tells for what is not there: "the theme, "light" where none was chosen".

Only two shapes count: the literal right in front of the condition, or right behind the verb at the end of a clause.
What else a sentence with a number and a "not" in it may mean, nobody knows: "the first 20 that are not empty".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.workspace.parsing import parse_expression

_LITERAL = (
    r"(?:an? )?(?P<literal>\"[^\"\n]{0,30}\"|(?<!\w)'[^'\n]{0,30}'(?!\w)|(?<![\w.,:/-])-?\d+(?:\.\d+)?(?![\w%/:-]|\.\d)"
    r"|\b(?:None|null|True|False|zero)\b|\[\]|\{\}|\(\)|\bempty (?:list|dict|dictionary|mapping|string|text|set)\b)"
)
_ANY = re.compile(_LITERAL)
_WHEN = r"(?:if|when|where|for|without|unless|before|until|as long as|in case)"
_IN_FRONT = re.compile(rf"{_LITERAL}`?,?\s+(?P<rest>{_WHEN}\b.*)", re.DOTALL)
_VERB = r"(?:is|are|be|gives?|gets?|counts? as|counted as|called|costs?|returns?|has|have|an? \w+ of)"
_BEHIND = re.compile(rf"(?P<rest>.*\b{_VERB}\s+(?:just |only |simply )?`?){_LITERAL}`?\s*(?:,.*)?$", re.DOTALL)
_ABSENT = re.compile(
    r"\b(?:no|none|nobody|nothing|not|never|without|missing|lacks?|empty|blank|unknown|absent|null|until"
    r"|before (?:the|any|there)|zero|cannot|can't|don't|doesn't|isn't|aren't|wasn't|hasn't)\b(?! of\b)"
)
_REFUSED = re.compile(
    r"\b(?:refus\w*|rais\w*|error\w*|reject\w*|fail\w*|skip\w*|left out|leav\w* out|ignor\w*|drop\w*|invalid"
    r"|4\d\d)\b",
    re.IGNORECASE,
)
# `more than 0`, `no "draft"`: the literal is part of the condition, or a bound.
_BOUND = re.compile(
    r"\b(?:no|not|without|than|least|most|first|last|top|over|under|above|below|exactly|to|from|until|equals?|by"
    r"|and|between|every|only|than an?)\s+`?$"
)
_ARTICLE = re.compile(r"\ban? $")
# "Version 2 for clients without a header": a number that goes with a noun is part of a name.
_SET_OFF = re.compile(rf"(?:,|\bor|\belse|\botherwise|\b{_VERB})\s+(?:just |only |simply )?`?$")
_CLAUSES = re.compile(r"[.;](?=\s|$)|:\s|[()]|\n\s*\n")
_WORDS = {
    "null": "None", "zero": "0", "empty list": "[]", "empty set": "set()",
    **{f"empty {noun}": "{}" for noun in ("dict", "dictionary", "mapping")},
    **{f"empty {noun}": '""' for noun in ("string", "text")},
}  # fmt: skip
_BLANK = re.compile(r"\b(?:blank|empty)\b")
_SENTENCE = re.compile(r"[.](?=\s|$)|\n\s*\n")
_SHORT = 3


class Told(NamedTuple):
    """A literal as source text, the sentence that tells it, and the part of it that says for what."""

    text: str
    sentence: str
    condition: str


def told_for_nothing(docstring: str | None) -> Told | None:
    """The one literal that is told for what is not there; None where none or more than one is told."""
    found = list(_told(docstring or ""))
    return found[0] if len({literal_value(one.text) for one in found}) == 1 else None


def _told(docstring: str) -> Iterator[Told]:
    for sentence in _SENTENCE.split(docstring):
        for clause in _CLAUSES.split(sentence):
            several = len({match["literal"] for match in _ANY.finditer(clause)}) > 1
            if not clause or several or _REFUSED.search(clause):
                continue
            for shape in (_IN_FRONT, _BEHIND):
                match = shape.search(clause)
                if match is None or not _ABSENT.search(match["rest"]):
                    continue
                written, before = match["literal"], _ARTICLE.sub("", clause[: match.start("literal")])
                if _BOUND.search(before) or (written[:1].isdigit() and before.strip() and not _SET_OFF.search(before)):
                    continue
                yield Told(_WORDS.get(written, written), sentence, match["rest"])
                break


def is_told(docstring: str | None, literal: str) -> bool:
    """Whether just this literal is told for what is not there."""
    told = told_for_nothing(docstring)
    return told is not None and literal_value(told.text) == literal_value(literal)


def is_of_blanks(told: Told) -> bool:
    """What is blank is told of, and nothing else that is not there: a text that says nothing sensible is no blank."""
    return bool(_BLANK.search(told.condition)) and not _ABSENT.search(_BLANK.sub(" ", told.condition))


def literal_value(text: str) -> str:
    """The syntax of a literal, so that `'a'` and `"a"` are one."""
    try:
        return ast.dump(parse_expression(text).body)
    except SyntaxError:
        return text


def speaks_of(sentence: str, name: str) -> bool:
    """The sentence has a word of an identifier: "the average of the stars" of `stars`, "page" of `page_size`."""
    said = {word.lower().removesuffix("s") for word in re.findall(r"[A-Za-z]+", sentence)}
    words = [word.lower().removesuffix("s") for word in name.split("_") if len(word) >= _SHORT]
    return any(word in said for word in words)


def gives_already(function: ast.AST, text: str) -> bool:
    """Some branch or default of the function has the literal already: the words are about what that one asks."""
    wanted = literal_value(text)
    for node in ast.walk(function):
        given: list[ast.expr | None] = []
        match node:
            case ast.Return(value=value):
                given = [value]
            case ast.IfExp(body=body, orelse=orelse):
                given = [body, orelse]
            case ast.BoolOp(op=ast.Or(), values=[*_, last]):
                given = [last]
            case ast.Call(func=ast.Attribute(attr="get" | "pop" | "setdefault"), args=[_, default]):
                given = [default]
            case ast.Call(func=ast.Name(id="next" | "anext"), args=[_, default]):
                given = [default]
            case ast.Call(func=ast.Name(id="getattr"), args=[_, _, default]):
                given = [default]
            case ast.keyword(arg="default", value=value):
                given = [value]
        if any(one is not None and ast.dump(one) == wanted for one in given):
            return True
    return False
