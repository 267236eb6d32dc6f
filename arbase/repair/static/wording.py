"""Writes a refusal's statement anew for another subject: same call, same arguments, a message that is true there."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from arbase.workspace.parsing import parse

_GENERIC = frozenset(
    """a an the is are was be been no not non must may cannot can could found missing unknown invalid bad wrong required
    valid such does exist exists unsupported expected empty positive negative provided given for in of to with and or
    request value parameter param input resource item error detail message field""".split()
)
# Words that give the reason: they are only kept where the reason is the same.
_PARTICULAR = frozenset("unknown missing required empty positive negative unsupported expected exist exists".split())
# What frameworks call parts of a request, where no name of a field is known.
_PARTS = {"args": "query", "query params": "query", "get json": "body"}
_SUFFIX = re.compile(r"(_id|_ids|_key|_code|_slug|_name|_uuid|_str|_raw|_text|_param)$")


def noun_of(subject: str) -> str:
    """What people call an expression: `house` for `house_id`, `valid until` for `payload["valid_until"]`."""
    words = re.findall(r"[A-Za-z_][A-Za-z0-9_]*", subject)
    word = words[-1].strip("_") if words else "value"
    noun = _SUFFIX.sub("", word).replace("_", " ").lower() or "value"
    return _PARTS.get(noun, noun)


def singular(noun: str) -> str:
    """One of what a list is named after: `copy` of `copies`."""
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


@dataclass(frozen=True)
class Topic:
    """What a refusal speaks of: the subject of the precedent, that of the new place, its noun, and the status.

    `alike` tells that both refuse for the same kind of reason, so that the precedent's words fit; `says` is the message
    where it is known.
    """

    old: str
    new: str
    noun: str
    status: int
    alike: bool = True
    says: str = ""


def adapted(text: str, local: frozenset[str], scope: set[str], topic: Topic) -> str | None:
    """The statement `text` for another subject; None where it uses names that the new place does not have.

    `local` are the names of the statement that belonged to its old function, `scope` those of them that the new place
    has too. Messages that speak of the old subject are changed to the new one, or replaced where that is not possible.
    """
    try:
        tree = parse(text)
    except SyntaxError:
        return None
    old_subject, subject = topic.old, topic.new
    target = topic.noun or noun_of(subject)
    same = old_subject != "" and noun_of(old_subject) == target and local <= scope
    messages = _outermost_texts(tree)
    result = text
    for node in sorted(messages, key=lambda item: (item.lineno, item.col_offset), reverse=True):
        start, end = _span(text, node)
        written = text[start:end] if same else _message(text, node, topic, target)
        result = result[:start] + written + result[end:]
    try:
        again = parse(result)
    except SyntaxError:
        return None
    used = {node.id for node in ast.walk(again) if isinstance(node, ast.Name)}
    stranger = (used & local) - scope - {item for item in used if item in subject}
    if stranger and old_subject in stranger and subject:
        result = _renamed(result, old_subject, subject)
        stranger -= {old_subject}
    if stranger:
        result = _without_keywords(result, stranger)
    return result or None


def _without_keywords(text: str, names: set[str]) -> str:
    """A call without the details that only the precedent's place has: `serial=serial`; empty where more needs them."""
    tree = parse(text)
    cut: list[tuple[int, int]] = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        before: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
        for index, word in enumerate(before):
            used = {node.id for node in ast.walk(word) if isinstance(node, ast.Name)}
            if isinstance(word, ast.keyword) and word.arg and index and used & names:
                cut.append((_span(text, before[index - 1])[1], _span(text, word)[1]))
    for start, end in sorted(cut, reverse=True):
        text = text[:start] + text[end:]
    left = {node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name)}
    return "" if left & names else text


def _outermost_texts(tree: ast.Module) -> list[ast.expr]:
    """String literals and f-strings, those inside f-strings left out, and keys of dictionaries too."""
    found: list[ast.expr] = []
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            found.append(node)
            continue
        if isinstance(node, ast.Dict):
            pending.extend(node.values)
            continue
        pending.extend(ast.iter_child_nodes(node))
    return found


def _span(text: str, node: ast.expr | ast.keyword) -> tuple[int, int]:
    lines = text.split("\n")

    def offset(line: int, column: int) -> int:
        before = sum(len(item) + 1 for item in lines[: line - 1])
        return before + len(lines[line - 1].encode()[:column].decode())

    return offset(node.lineno, node.col_offset), offset(node.end_lineno or 1, node.end_col_offset or 0)


def _message(text: str, node: ast.expr, topic: Topic, noun: str) -> str:
    old_subject, subject, status = topic.old, topic.new, topic.status
    start, end = _span(text, node)
    source = text[start:end]
    words = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    spoken = re.findall(r"[A-Za-z]+", " ".join(words))
    if isinstance(node, ast.Constant) and (" " not in str(node.value)):
        mark = next((mark for mark in "_-" if mark in str(node.value)), "")
        coded = bool(topic.says and mark)
        return f'"{topic.says.replace(" ", mark)}"' if coded else _replaced_noun(source, old_subject, noun)
    if isinstance(node, ast.JoinedStr) and " " not in "".join(words):
        # The path of a field, read by programs: `f"pause.{name}"`.
        return f'"{noun.replace(" ", "_")}"'
    values = [part.value for part in ast.walk(node) if isinstance(part, ast.FormattedValue)]
    shown = {ast.unparse(value) for value in values}
    text_only = " ".join(words).lower()
    if len(shown) == 1 and noun_of(next(iter(shown))) in text_only:
        old_subject = next(iter(shown))
    old = noun_of(old_subject) if old_subject else ""
    speaks_of_old = bool(old) and old in text_only
    rest = {word.lower() for word in spoken} - _GENERIC - set(old.split())
    about_old = len(shown) <= 1 and all(noun_of(value) == old for value in shown)
    fits = not topic.says and (topic.alike or status == 404 or not _PARTICULAR & set(text_only.split()))
    if fits and not rest and (speaks_of_old or not old) and about_old:
        changed = _replaced_noun(source, old_subject, noun) if speaks_of_old else source
        return _renamed_in_braces(changed, next(iter(shown), ""), subject)
    quote = '"' if '"' in source else "'"
    capital = bool(words) and words[0][:1].isupper()
    plain = {404: f"{noun} not found", 409: f"{noun} exists already"}.get(status, f"invalid {noun}")
    if topic.says:
        return f"{quote}{topic.says[:1].upper() + topic.says[1:] if capital else topic.says}{quote}"
    if not fits and not rest and len(shown) == 1 and source.startswith("f") and "{" not in subject:
        return f"f{quote}{plain[:1].upper() + plain[1:] if capital else plain} {{{_inside(subject, quote)}}}{quote}"
    return f"{quote}{plain[:1].upper() + plain[1:] if capital else plain}{quote}"


def _replaced_noun(source: str, old_subject: str, noun: str) -> str:
    """The old noun in a text, also as part of a machine-readable word, by the new one in the same case."""
    old = noun_of(old_subject) if old_subject else ""
    if not old:
        return source

    def swap(match: re.Match[str]) -> str:
        found = match[0]
        # What is one word is read by programs.
        new = noun if " " in source else noun.replace(" ", "_")
        if found.isupper():
            return new.upper()
        return new[:1].upper() + new[1:] if found[:1].isupper() else new

    pieces = re.split(r"(\{[^{}]*\})", source)
    shape = re.compile(re.escape(old).replace(r"\ ", "[ _]"), re.IGNORECASE)
    return "".join(piece if piece.startswith("{") else shape.sub(swap, piece) for piece in pieces)


def _renamed_in_braces(source: str, old: str, new: str) -> str:
    if not old:
        return source
    safe = _inside(new, "'" if source.rstrip().endswith("'") else '"')
    return re.sub(r"\{" + re.escape(old) + r"(?=[!:}])", lambda _: "{" + safe, source)


def _inside(text: str, quote: str) -> str:
    """An expression with the other quotes, so that it can stand in an f-string of every version."""
    return text if quote not in text else text.replace(quote, "'" if quote == '"' else '"')


def _renamed(source: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.\"']){re.escape(old)}(?![\w\"'=])", lambda _: new, source)
