"""What messages tell in fingerprint version 2. Immutable: a change is a new file, or incidents would split."""

from __future__ import annotations

import re

from arbase.intake.fingerprint.v1_message import normalise

_HTTP_TYPE = re.compile(r"http|status|response|api|client|server|fetch", re.IGNORECASE)
_STATUS_NAMED = re.compile(
    r"\b(?:https?|status(?:[ _-]?code)?|client error|server error|response"
    r"|answer(?:s|ed)?|repl(?:y|ies|ied)|respond(?:s|ed)?(?: with)?)\W{1,4}"
    r"(?:(?:error|code|status|was|is|with)\W{1,4})?"
    r"([45]\d\d)(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_STATUS_BARE = re.compile(
    r"(?:^\W{0,3}|\b(?:error|code|returned|got|failed|with)\W{1,4})([45]\d\d)(?!\w|[.,]\d)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"%(?:\([^)]{0,80}\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%]|\{[^{}]{0,80}\}|<\w+>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LOCATION = re.compile(r"'loc': \(([^()]{1,300})\)")
_NAME = re.compile(r"'([^']{1,100})'")
_KIND = re.compile(r"'type': '([a-z_.]{1,60})'")
_PYDANTIC = re.compile(r"^([A-Za-z_][\w.]{0,100})\n {2}.*\[type=([a-z_.]{1,60})", re.MULTILINE)
_EXCEPTION = re.compile(r"[A-Za-z_.]{0,80}[a-z](?:Error|Exception|Timeout|Refused|Reset|Warning)")
_REQUEST = re.compile(r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) +/?[^\s:]{0,300}")
_SENTENCE = 3
_LOOKED_AT = 2000
_MOST_PLACES = 6


def status_of(kind: str, message: str) -> str:
    """The status that another system answered, as a message tells; all of 5xx is one outage. `kind`: exception type."""
    message = message[:200]
    found = _STATUS_NAMED.search(message) or (_STATUS_BARE.search(message) if _HTTP_TYPE.search(kind) else None)
    if not found:
        return ""
    return found[1] if found[1].startswith("4") else "5xx"


def worded(message: str) -> str:
    """A message with its values replaced by their kind; the request that it begins with, or names, is a value too."""
    return normalise(_REQUEST.sub("<request>", message[:_LOOKED_AT]))


def has_words(text: str, least: int) -> bool:
    """Whether a text has so many words beside placeholders and marks of values."""
    return len(_WORD.findall(_PLACEHOLDER.sub(" ", text))) >= least


def reasons_of(template: str, message: str) -> tuple[str, ...]:
    """The values of a logged message that are no values but reasons: sentences, and names of exceptions."""
    literals = _PLACEHOLDER.split(template[:_LOOKED_AT])[: _MOST_PLACES + 1]
    message = message[:_LOOKED_AT]
    if not message.startswith(literals[0]):
        return ()
    values, at = [], len(literals[0])
    for place, literal in enumerate(literals[1:], 1):
        # In order and by the first occurrence: a pattern with several gaps could take very long on a hostile message.
        end = message.find(literal, at) if literal else len(message) if place == len(literals) - 1 else at
        if end < 0:
            break
        values.append(message[at:end])
        at = end + len(literal)
    told = (value if _EXCEPTION.fullmatch(value) else normalise(value) for value in values)
    return tuple(
        value
        for value in told
        if _EXCEPTION.fullmatch(value) or (value.count(" ") >= _SENTENCE - 1 and has_words(value, _SENTENCE))
    )


def places_of_input(kind: str, message: str) -> str:
    """What a validation error complains of: each place in the input and the rule that it breaks; empty if none."""
    if "Validation" not in kind:
        return ""
    message = message[:_LOOKED_AT]
    places = [".".join(_NAME.findall(found[1])) for found in _LOCATION.finditer(message)]
    rules = _KIND.findall(message)
    if not places:
        pairs = _PYDANTIC.findall(message)
        places, rules = [place for place, _ in pairs], [rule for _, rule in pairs]
    told = [f"{place} {rules[index]}" if index < len(rules) else place for index, place in enumerate(places)]
    return ", ".join(sorted(set(told))[:_MOST_PLACES])
