"""What a redacted header may have held: values of the visible tests or the service's own environment, or a cut one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.requests import addresses, parts_of, shared_steps, stimulus_of, value_at, without
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.replay.interface import Recorded

MOST = 8
MOST_OTHERS = 6
CREDENTIALS = ("authorization", "x-api-key", "x-auth-token", "api-key")
# Cut ones, and ones that cannot be read: no base64, no UTF-8 in it, no colon, a sign that is no ASCII.
CUT = ("Bearer ", "Bearer", "", "x", "Basic x", "Basic /zp4", "Basic eA==", "Bearer x", "Bearer \xe4")
_SCHEME = re.compile(r"(Bearer|Token|Basic|ApiKey) ", re.IGNORECASE)
_CREDENTIAL = re.compile(r"token|secret|api_?key|credential", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_.~+-]{4,200}\Z")


def without_secrets(rebuilt: Rebuilt, recorded: Sequence[Recorded], env: Mapping[str, str]) -> list[Rebuilt]:
    """The request with its redacted headers replaced or left out, the likeliest first."""
    if rebuilt.stimulus.kind != "request":
        return []
    parts = parts_of(rebuilt.stimulus)
    hidden = [one for one in addresses(parts) if one[0] in ("header", "cookie") and _is_hidden(value_at(parts, one))]
    if not hidden:
        return []
    names = tuple(str(one[1]) for one in hidden if one[0] == "header")
    found = []
    for values, source in (
        (_of_tests(names, _nearest(rebuilt.stimulus, recorded)), "the visible tests"),
        (_of_environment(rebuilt.stimulus, names, env), "the environment in service.yaml"),
    ):
        for value in values:
            note = f"redacted headers have values of {source}"
            changed = replaced(rebuilt.stimulus, value)
            found.append(Rebuilt(stimulus=changed, notes=(*rebuilt.notes, note), secrets=tuple(value)))
    bare = stimulus_of(without(parts, hidden))
    return [*found, Rebuilt(stimulus=bare, notes=(*rebuilt.notes, "redacted headers were left out"))]


def with_stored_credentials(rebuilt: Rebuilt, values: Sequence[str]) -> list[Rebuilt]:
    """The request with each value in the place of a redacted header."""
    hidden = lost_headers(rebuilt)
    note = "redacted headers have values that the set-up stored, the code has by default or a stored digest is of"
    return [
        Rebuilt(
            stimulus=replaced(rebuilt.stimulus, {name: with_scheme(name, old, value) for name, old in hidden.items()}),
            notes=(*rebuilt.notes, note),
            secrets=tuple(hidden),
        )
        for value in (values if hidden else ())
    ]


def lost_headers(rebuilt: Rebuilt) -> dict[str, str]:
    """The headers, cookies aside, whose values the event tells only as redacted."""
    return {name: value for name, value in rebuilt.stimulus.headers if name != "cookie" and _is_hidden(value)}


def by_somebody(visits: Sequence[Stimulus], rebuilt: Rebuilt, recorded: Sequence[Recorded]) -> list[Stimulus]:
    """Each visit by whoever sends the request; what changes something also by others that the visible tests know."""
    names = rebuilt.secrets or CREDENTIALS
    own = {name: value for name, value in rebuilt.stimulus.headers if name in names}
    others = [one for one in values_of_tests(names, recorded) if one != own][:MOST_OTHERS]
    found: dict[Stimulus, None] = {}
    for visit in visits:
        for headers in (own, *(others if visit.method != "GET" or not own else ())):
            found.setdefault(visit.model_copy(update={"headers": (*visit.headers, *headers.items())}))
    return list(found)


def default_credentials(trees: Iterable[ast.Module]) -> list[str]:
    """Texts that the code takes for a credential where nobody configures one: `getenv("API_TOKEN", "dev")`."""
    found: dict[str, None] = {}
    for tree in trees:
        for node in ast.walk(tree):
            match node:
                case (
                    ast.Call(args=[ast.Constant(value=str(name)), ast.Constant(value=str(text)), *_])
                    | ast.Assign(
                        targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=ast.Constant(value=str(text))
                    )
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
                    | ast.keyword(arg=str(name), value=ast.Constant(value=str(text)))
                ) if _is_default(name, text):
                    found[text] = None
    return list(found)[:MOST]


def _is_default(name: str, text: str) -> bool:
    return bool(_CREDENTIAL.search(name) and _TOKEN.match(text)) and text != name


def with_cut_credentials(rebuilt: Rebuilt) -> list[Rebuilt]:
    """The request of a client whose credentials are cut or malformed: the scheme alone, another one, other bytes."""
    if not any(name == "authorization" and _is_hidden(value) for name, value in rebuilt.stimulus.headers):
        return []
    note = "the redacted header authorization is one that a client cut or encoded otherwise"
    changed = [replaced(rebuilt.stimulus, {"authorization": form}) for form in CUT]
    return [Rebuilt(stimulus=one, notes=(*rebuilt.notes, note), secrets=("authorization",)) for one in changed]


def replaced(stimulus: Stimulus, values: Mapping[str, str]) -> Stimulus:
    """`stimulus` with other values of some of its headers."""
    headers = tuple((name, values.get(name, value)) for name, value in stimulus.headers)
    return stimulus.model_copy(update={"headers": headers})


def values_of_tests(names: Sequence[str], recorded: Sequence[Recorded]) -> list[dict[str, str]]:
    """The sets of values that accepted requests of the tests have for these headers, each once."""
    return list(_of_tests(names, recorded))


def _of_tests(names: Sequence[str], recorded: Sequence[Recorded]) -> Iterator[dict[str, str]]:
    seen: list[dict[str, str]] = []
    for one in recorded:
        known = {name: value for name, value in one.stimulus.headers if name in names}
        if one.status < 400 and known and known not in seen and len(seen) < MOST:
            seen.append(known)
            yield known


def _nearest(stimulus: Stimulus, recorded: Sequence[Recorded]) -> list[Recorded]:
    """The recorded requests, those first that begin with the path of this one: whose list it is may not read another's.

    With another's credentials it may crash alike, and be refused once it is mended; then nothing behind that is seen.
    """
    return sorted(recorded, key=lambda one: -shared_steps(stimulus, one.stimulus))


def _of_environment(stimulus: Stimulus, names: Sequence[str], env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    hidden = {name: value for name, value in stimulus.headers if name in names}
    words = [word for value in env.values() for word in re.split(r"[\s,;:=|]+", value)]
    tokens = [word for word in dict.fromkeys(words) if _TOKEN.match(word) and not word.replace(".", "").isdigit()]
    for token in tokens[:MOST]:
        yield {name: with_scheme(name, value, token) for name, value in hidden.items()}


def with_scheme(name: str, hidden: str, token: str) -> str:
    """A credential in the place of a redacted one, behind the scheme that this still tells, or the usual one."""
    scheme = _SCHEME.match(hidden)
    if scheme:
        return scheme.group() + token
    return f"Bearer {token}" if name == "authorization" else token


def _is_hidden(value: object) -> bool:
    return bool(REDACTED.search(str(value)))
