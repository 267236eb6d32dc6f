"""Requests of whoever the set-up stored, where the event tells session or credential only as redacted."""

from __future__ import annotations

import ast
import base64
import json
import re
from collections.abc import Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.credentials import default_credentials, lost_headers, with_scheme, with_stored_credentials
from arbase.investigate.digested import credentials_behind
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.requests import changed, cookies, parts_of, stimulus_of
from arbase.investigate.signatures import payload_of, settled
from arbase.investigate.signing_in import lost_cookies, of_stored_sessions, wants_a_session
from arbase.investigate.stimulus import Rebuilt
from arbase.investigate.stored import digests_of, keys_by_table, secrets_of, sessions_of, survey
from arbase.replay.interface import Recorded
from arbase.workspace.code import CodeReader
from arbase.workspace.paths import is_test

MOST_SOURCES = 400
MOST_SIGNED = 12
MOST_COOKIES = 3
MOST_PEOPLE = 6
MOST_TOKENS = 3
MOST_VALUES = 80
# How an event tells what it does not tell.
UNTOLD = "[Filtered]"
# Between what is signed and its signature: itsdangerous and tokens have a dot, Django a colon.
SEPARATORS = (".", ":")
# In the place of a signature: no padding and an underscore, so that it is written anew in base64 as URLs have it.
DUMMY = "5ea1ab1e_" * 3
# Seconds since 1970: what is later than the first is a time, and the second is 2100.
EPOCH, FAR = 1_000_000_000, 4_102_444_800
PEOPLE = ("user", "account", "member", "person", "people", "staff", "customer")
_WHO = re.compile(r"sub|(?:user|account|member|person|staff|customer)(?:_?id)?|u?id", re.IGNORECASE)
_ENDS = re.compile(r"exp|until|end|valid", re.IGNORECASE)
_COOKIE = re.compile(r"[\w.-]{1,60}")
_SEGMENT = re.compile(r"[A-Za-z0-9_-]{8,}={0,2}")
# The time at which itsdangerous signed: a test that holds such a one would tell nothing once that is too long ago.
_STAMPED = re.compile(r"\.[A-Za-z0-9_-]{6}\.")


def of_those_stored(
    laboratory: Laboratory, requests: Sequence[Rebuilt], recorded: Sequence[Recorded] = ()
) -> list[Rebuilt]:
    """The requests with sessions and credentials that are stored, plain, behind a digest, or signed by the service."""
    lost = [one for one in requests if lost_cookies(parts_of(one.stimulus))] or _with_cookies(laboratory, requests)
    hidden = [one for one in requests if lost_headers(one)]
    printed = laboratory.at_head([survey()])[0].body if lost or hidden else ""
    found = [two for one in lost for two in of_stored_sessions(one, sessions_of(printed))]
    if hidden:
        behind = credentials_behind(digests_of(printed), CodeReader(laboratory.tree).texts())
        values = [*behind, *default_credentials(_trees(laboratory)), *secrets_of(printed)]
        found += [two for one in hidden[:2] for two in with_stored_credentials(one, values)]
    requests = lost[:1] or hidden[:1]
    people = _people(printed)
    names = list(dict.fromkeys([*sessions_of(printed), *secrets_of(printed), *people]))[:MOST_SIGNED]
    values = [f"{name}{separator}{DUMMY}" for name in names for separator in SEPARATORS]
    values += [two for one in requests for token in tokens_of(one, recorded) for two in renewed(token, people)]
    return [*found, *_signed(laboratory, requests, values[:MOST_VALUES])]


def _trees(laboratory: Laboratory) -> list[ast.Module]:
    sources = [path for path in CodeReader(laboratory.tree).list("*.py") if not is_test(path)]
    return [tree for path in sources[:MOST_SOURCES] if (tree := laboratory.parsed(path)) is not None]


def _with_cookies(laboratory: Laboratory, requests: Sequence[Rebuilt]) -> list[Rebuilt]:
    """Where an event tells no cookie at all and who sends none is sent away: each cookie that the code asks for."""
    bare = [one for one in requests[:1] if all(name.lower() != "cookie" for name, _ in one.stimulus.headers)]
    if not bare or not wants_a_session(laboratory.at_head([bare[0].stimulus])[0]):
        return []
    headers = bare[0].stimulus.headers
    return [
        bare[0].model_copy(
            update={
                "stimulus": bare[0].stimulus.model_copy(
                    update={"headers": (*headers, ("cookie", f"{name}={UNTOLD}"))},
                )
            }
        )
        for name in cookie_names(_trees(laboratory))[:MOST_COOKIES]
    ]


def cookie_names(trees: Sequence[ast.Module]) -> list[str]:
    """The cookies that code reads or sets: `cookies.get(SESSION)`, `cookies["session"]`, `set_cookie("s", ...)`."""
    words = {
        node.targets[0].id: node.value.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    found: dict[str, None] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        named: ast.expr | None = None
        match node:
            case ast.Call(func=ast.Attribute(value=held, attr="get"), args=[first, *_]) if _is_jar(held):
                named = first
            case ast.Subscript(value=held, slice=first) if _is_jar(held):
                named = first
            case ast.Call(func=ast.Attribute(attr="set_cookie"), args=[first, *_]):
                named = first
        text = named.value if isinstance(named, ast.Constant) else words.get(_last(named))
        if isinstance(text, str) and _COOKIE.fullmatch(text):
            found[text] = None
    return list(found)


def _is_jar(node: ast.expr) -> bool:
    return _last(node) in ("cookies", "COOKIES")


def _last(node: ast.expr | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _people(printed: str) -> list[str]:
    """Keys of whoever is stored."""
    return [
        key
        for table, keys in keys_by_table(printed).items()
        if any(word in table.lower() for word in PEOPLE)
        for key in keys[:MOST_PEOPLE]
    ]


def tokens_of(rebuilt: Rebuilt, recorded: Sequence[Recorded]) -> list[str]:
    """What the visible tests send where the request has a redacted cookie, or else a redacted header; a few."""
    crumbs = {str(crumb[1]) for crumb in lost_cookies(parts_of(rebuilt.stimulus))}
    hidden = lost_headers(rebuilt)
    found: dict[str, None] = {}
    for one in recorded:
        held = dict(cookies(parts_of(one.stimulus)))
        values = [held.get(name, "") for name in crumbs] if crumbs else []
        values += [value.rpartition(" ")[2] for name, value in one.stimulus.headers if name in hidden and not crumbs]
        found.update(dict.fromkeys(value for value in values if value))
    return list(found)[:MOST_TOKENS]


def renewed(token: str, people: Sequence[str]) -> list[str]:
    """A token as it would be of each of `people` and of whoever it is of, not to expire in our time; not signed yet.

    Its payload is a mapping in base64, as tokens of the web have it; whatever has another form, or the time at which it
    was signed beside its payload, is left alone.
    """
    found: list[str] = []
    for segment in _SEGMENT.findall(token) if not _STAMPED.search(token) else ():
        claims = payload_of(segment)
        for person in ("", *people) if claims else ():
            told = {name: _claim(name, value, person) for name, value in claims.items()}
            raw = base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode("ascii")
            found.append(token.replace(segment, raw if segment.endswith("=") or "=" not in raw else raw.rstrip("=")))
    return list(dict.fromkeys(found))


def _claim(name: str, value: object, person: str) -> object:
    if _ENDS.search(name) and isinstance(value, int | float) and value > EPOCH:
        return FAR
    if _WHO.fullmatch(name) and person:
        if isinstance(value, int) and not isinstance(value, bool):
            return int(person) if person.isdigit() else value
        return person if isinstance(value, str) else value
    return value


def _signed(laboratory: Laboratory, requests: Sequence[Rebuilt], values: Sequence[str]) -> list[Rebuilt]:
    """The requests with each value, if the service lets it in with the signature that it compared ours with."""
    made = [(one, stimulus) for one in requests for value in values for stimulus in _with(one, value)]
    seen = laboratory.at_head([stimulus for _, stimulus in made]) if made else ()
    note = "the session is one that the set-up stored, signed as the service itself signs it"
    found: dict[Stimulus, Rebuilt] = {}
    for (one, stimulus), observation in zip(made, seen, strict=True):
        if observation.signed and not wants_a_session(observation):
            # The signature is of a name alone, so it stays as it is.
            right = settled(stimulus, [observation]).model_copy(update={"signed": ()})
            rebuilt = Rebuilt(stimulus=right, notes=(*one.notes, note), secrets=tuple(lost_headers(one)))
            found.setdefault(right, rebuilt)
    return list(found.values())


def _with(rebuilt: Rebuilt, value: str) -> list[Stimulus]:
    """The request with `value` in each redacted cookie or, where there is none, in the redacted headers."""
    parts = parts_of(rebuilt.stimulus)
    crumbs = lost_cookies(parts)
    if crumbs:
        found = [(stimulus_of(changed(parts, crumb, value)), {"cookie"}) for crumb in crumbs]
    else:
        hidden = lost_headers(rebuilt)
        headers = tuple(
            (name, with_scheme(name, hidden[name], value) if name in hidden else old)
            for name, old in rebuilt.stimulus.headers
        )
        found = [(rebuilt.stimulus.model_copy(update={"headers": headers}), set(hidden))]
    return [
        stimulus.model_copy(
            update={"signed": tuple(pair for pair in stimulus.headers if pair[0].lower() in names)},
        )
        for stimulus, names in found
    ]
