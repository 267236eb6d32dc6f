"""What the values in the crashed frame say about the cause, by crash class. Pure functions over a crash."""

from __future__ import annotations

import re
from typing import Any

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.noun import Noun

DEPENDENCY_ERRORS = re.compile(
    r"(?:Connect\w*|\w*Connection\w*Error|\w*Timeout\w*|gaierror|URLError|OperationalError|InterfaceError|"
    r"RemoteDisconnected|MaxRetryError|NewConnectionError|SSLError|BrokenPipeError|ClientConnectorError|"
    r"ServiceUnavailable|EndpointConnectionError)\Z"
)


class Cause(Noun):
    """A cause in words. `kind` is machine-readable, `evidence` names the values that show it, empty if none does."""

    kind: str
    statement: str
    evidence: str = ""


def cause_of(crash: CrashSpec) -> Cause:
    """The immediate cause of a crash, as far as the values show it."""
    place = str(crash.location) if crash.location.path else "code outside of the repository"
    variables = {name: value for name, value in crash.variables.items() if isinstance(value, dict)}
    rule = _RULES.get(crash.exception)
    if rule is not None:
        found = rule(crash.message, variables)
        if found is not None:
            return Cause(kind=found[0], statement=f"{found[1]} at {place}", evidence=found[2])
    if DEPENDENCY_ERRORS.match(crash.exception):
        return Cause(kind="dependency", statement=f"a system that the service depends on does not answer at {place}")
    return Cause(kind="unexpected-exception", statement=f"{crash.exception} is raised and not expected at {place}")


Found = tuple[str, str, str] | None
Variables = dict[str, dict[str, Any]]


def _missing_key(message: str, variables: Variables) -> Found:
    key = message.strip("'\"")
    columns = [(name, value["columns"]) for name, value in variables.items() if isinstance(value.get("columns"), list)]
    for name, known in columns:
        if key not in known:
            return (
                "missing-column",
                f"column {_short(key)} is read from a table without it",
                _has(name, "columns", known),
            )
    for name, value in variables.items():
        known = value.get("keys")
        if isinstance(known, list) and key not in [str(one) for one in known] and not name.startswith("<"):
            return "missing-key", f"key {_short(key)} is read from a mapping without it", _has(name, "keys", known)
    return "missing-key", f"key {_short(key)} is read from a mapping without it", ""


def _none(message: str, variables: Variables) -> Found:
    if "NoneType" not in message and "None" not in message:
        return _types(message, variables)
    empty = [name for name, value in variables.items() if value.get("type") == "NoneType" and not name.startswith("<")]
    said = f"{', '.join(empty[:3])} is None at run time" if empty else ""
    return "none-value", "a value that may be None is used as if it never were", said


def _attribute(message: str, variables: Variables) -> Found:
    if "NoneType" in message:
        return _none(message, variables)
    value = variables.get("<object>")
    if value is None:
        return "missing-attribute", "an attribute is read that the object does not have", ""
    said = f"the object is a {value.get('type')}"
    if isinstance(value.get("attributes"), list):
        said += f" with {', '.join(str(one) for one in value['attributes'][:8])}"
    return "missing-attribute", "an attribute is read that the object does not have", said


def _types(message: str, variables: Variables) -> Found:
    del message
    kinds = [f"{name} is a {value.get('type')}" for name, value in list(variables.items())[:4]]
    return "wrong-type", "values of types that do not fit are combined", ", ".join(kinds)


def _index(message: str, variables: Variables) -> Found:
    del message
    sizes = [(name, value["length"]) for name, value in variables.items() if isinstance(value.get("length"), int)]
    empty = [name for name, length in sizes if length == 0]
    if empty:
        return "empty-sequence", "an element of an empty sequence is read", f"{empty[0]} is empty"
    said = ", ".join(f"{name} has {length} elements" for name, length in sizes[:2])
    return "index-range", "an element behind the end of a sequence is read", said


def _zero(message: str, variables: Variables) -> Found:
    del message
    zero = [name for name, value in variables.items() if value.get("repr") in ("0", "0.0", "Decimal('0')", "-0.0")]
    empty = [name for name, value in variables.items() if value.get("length") == 0]
    if zero:
        return "zero-divisor", "the divisor can be zero", f"{zero[0]} is zero"
    said = f"{empty[0]} is empty, so its length or sum is zero" if empty else ""
    return "zero-divisor", "the divisor can be zero", said


def _value(message: str, variables: Variables) -> Found:
    if "empty" in message or "zero-size" in message:
        empty = [name for name, value in variables.items() if value.get("length") == 0]
        return "empty-aggregate", "an aggregate of nothing is taken", f"{empty[0]} is empty" if empty else ""
    texts = [name for name, value in variables.items() if value.get("type") == "str"]
    said = f"{texts[0]} is {variables[texts[0]].get('repr')}"[:200] if texts else ""
    return "bad-value", "a value is parsed or converted that has another form than expected", said


def _name(message: str, variables: Variables) -> Found:
    del variables
    if "before assignment" in message or "not associated with a value" in message:
        return "unbound-local", "a variable is used on a path on which it was never set", ""
    return "undefined-name", "a name is used that is not defined there", ""


def _recursion(message: str, variables: Variables) -> Found:
    del message, variables
    return "recursion", "a function calls itself without end, for example on a cycle in the data", ""


def _has(name: str, what: str, known: list[Any]) -> str:
    shown = ", ".join(str(one)[:40] for one in known[:8])
    return f"{name} has the {what} {shown}{', ...' if len(known) > 8 else ''}" if known else f"{name} has no {what}"


def _short(key: str) -> str:
    return repr(key[:60])


_RULES = {
    "KeyError": _missing_key,
    "AttributeError": _attribute,
    "TypeError": _none,
    "IndexError": _index,
    "ZeroDivisionError": _zero,
    "ValueError": _value,
    "JSONDecodeError": _value,
    "UnicodeDecodeError": _value,
    "StatisticsError": _value,
    "InvalidOperation": _value,
    "UnboundLocalError": _name,
    "NameError": _name,
    "RecursionError": _recursion,
}
