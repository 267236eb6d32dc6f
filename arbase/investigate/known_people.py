"""Requests of whoever the set-up stored, where the event tells session or credential only as redacted."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.credentials import default_credentials, lost_headers, with_scheme, with_stored_credentials
from arbase.investigate.digested import credentials_behind
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.requests import changed, parts_of, stimulus_of
from arbase.investigate.signatures import settled
from arbase.investigate.signing_in import lost_cookies, of_stored_sessions, wants_a_session
from arbase.investigate.stimulus import Rebuilt
from arbase.investigate.stored import digests_of, keys_by_table, secrets_of, sessions_of, survey
from arbase.workspace.code import CodeReader
from arbase.workspace.paths import is_test

MOST_SOURCES = 400
MOST_SIGNED = 12
MOST_PEOPLE = 4
PEOPLE = ("user", "account", "member", "person", "people", "staff", "customer")
# Between what is signed and its signature: itsdangerous and tokens have a dot, Django a colon.
SEPARATORS = (".", ":")
# In the place of a signature: no padding and an underscore, so that it is written anew in base64 as URLs have it.
DUMMY = "5ea1ab1e_" * 3


def of_those_stored(laboratory: Laboratory, requests: Sequence[Rebuilt]) -> list[Rebuilt]:
    """The requests with sessions and credentials that are stored, plain, behind a digest, or signed by the service."""
    lost = [one for one in requests if lost_cookies(parts_of(one.stimulus))]
    hidden = [one for one in requests if lost_headers(one)]
    printed = laboratory.at_head([survey()])[0].body if lost or hidden else ""
    found = [two for one in lost for two in of_stored_sessions(one, sessions_of(printed))]
    if hidden:
        reader = CodeReader(laboratory.tree)
        sources = [path for path in reader.list("*.py") if not is_test(path)]
        trees = [tree for path in sources[:MOST_SOURCES] if (tree := laboratory.parsed(path)) is not None]
        behind = credentials_behind(digests_of(printed), reader.texts())
        values = [*behind, *default_credentials(trees), *secrets_of(printed)]
        found += [two for one in hidden[:2] for two in with_stored_credentials(one, values)]
    return [*found, *_signed(laboratory, lost[:1] or hidden[:1], _names(printed))]


def _names(printed: str) -> list[str]:
    """What a signed session or credential may name: a stored one, or somebody by number."""
    people = [
        key
        for table, keys in keys_by_table(printed).items()
        if any(word in table.lower() for word in PEOPLE)
        for key in keys[:MOST_PEOPLE]
    ]
    return list(dict.fromkeys([*sessions_of(printed), *secrets_of(printed), *people]))[:MOST_SIGNED]


def _signed(laboratory: Laboratory, requests: Sequence[Rebuilt], names: Sequence[str]) -> list[Rebuilt]:
    """`name.signature`, where the service lets somebody in by a signature of its own that it compared ours with."""
    made = [
        (one, stimulus)
        for one in requests
        for name in names
        for separator in SEPARATORS
        for stimulus in _with(one, f"{name}{separator}{DUMMY}")
    ]
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
