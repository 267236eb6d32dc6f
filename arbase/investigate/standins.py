"""Stand-ins for connections, sessions and clients, as code: they answer what was heard and refuse everything else.

The refusal is no `Exception`, and it is repeated after the call for whoever caught it: a stand-in of which too little
is known ends in "not reproduced", never in the crash that is looked for. None of them raises what the event raised.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from arbase.investigate.answered import Heard, Known
from arbase.investigate.captured import AnyFunction, Values

OPAQUE = re.compile(r"<.*>\Z", re.DOTALL)
RESPONSE = re.compile(r"<(?:\w*Response\b)[^\n]*\[(\d{3})(?: [^\]\n]*)?\]")
GOOD, BAD = range(200, 400), range(400, 600)
# What a service talks to, by the words that name it or where it comes from.
TALKS = re.compile(
    r"conn(?![a-z])|connect|session|client|engine|pool|cursor|redis|mongo|(?<![a-z])db(?![a-z])|database|sql|psycopg|http"
    r"|requests|urllib|socket|boto|(?<![a-z])s3(?![a-z])|kafka|celery|amqp|pika|smtp|ldap|grpc|cache|storage|bucket|elastic",
    re.IGNORECASE,
)
CLASS = '''class NotCaptured(BaseException):
    """A stand-in was asked for something that the event does not tell."""


class StandIn:
    """Answers what the event says that was answered, and refuses everything else."""

    refused = []

    def __init__(self, **known):
        self.__dict__.update(known)

    def __getattr__(self, name):
        StandIn.refused.append(name)
        raise NotCaptured(name)

    def __getitem__(self, key):
        items = self.__dict__.get("_items", {})
        return items[key] if key in items else self.__getattr__(repr(key))

    def __iter__(self):
        return iter(self._rows)

    async def __aiter__(self):
        for row in self._rows:
            yield row

    def __enter__(self):
        return self._entered

    async def __aenter__(self):
        return self._entered

    def __exit__(self, *error):
        return None

    async def __aexit__(self, *error):
        return None

    def _operation(self, *others):
        return self.__getattr__("an operation")

    __call__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _operation
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _operation
    __int__ = __float__ = __setitem__ = _operation
    __hash__ = object.__hash__
'''
RETURNS = '''def returns(*answers):
    """A method that answers so: always the same, or one after the other."""
    left = list(answers)

    def method(*args, **kwargs):
        if len(answers) == 1:
            return answers[0]
        return left.pop(0) if left else StandIn().another_answer

    return method
'''
LATER = '''def later(*answers):
    """The same for a method that is awaited."""
    method = returns(*answers)

    async def awaited(*args, **kwargs):
        return method()

    return awaited
'''
# Behind the call: the refusal comes again for whoever caught it.
CHECKED = """try:
    {call}
finally:
    if StandIn.refused:
        raise NotCaptured(StandIn.refused)"""
CLASS_OF = '''class {name}({owner}):
    """What the event tells of its {owner}; the rest is refused."""

    __init__, __getattr__ = StandIn.__init__, StandIn.__getattr__
'''


class StandIns:
    """The stand-ins of one call. `lines` make them, `labels` name them for people."""

    def __init__(self, heard: Heard, variables: dict[str, Any], values: Values, parsed: ast.Module) -> None:
        self.lines: list[str] = []
        self.labels: list[str] = []
        self._heard = heard
        self._variables = variables
        self._values = values
        self._parsed = parsed
        # The call's own imports; a local of the same name is no longer that local here.
        self._taken = {"StandIn", "NotCaptured", "returns", "later", "now", "code", "asyncio", *_defined(parsed)}
        self._words = {node.attr for node in ast.walk(parsed) if isinstance(node, ast.Attribute)}
        self._made: dict[str, str] = {}
        self._owner = ""

    @property
    def definitions(self) -> list[str]:
        """The classes and functions that the lines need."""
        text = "\n".join(self.lines)
        found = [CLASS] if self.lines else []
        if "returns(" in text or "later(" in text:
            found.append(RETURNS)
        return [*found, *([LATER] if "later(" in text else []), *([self._owner] if self._owner else [])]

    def parameter(self, name: str) -> str | None:
        """What stands in for an argument that cannot be written down; None for a value that is no opaque object."""
        value = self._variables.get(name)
        opaque = isinstance(value, str) and OPAQUE.match(value)
        if name not in self._variables or not (opaque or self._heard.of(name).told):
            return None
        self.labels.append(name)
        return self._local(name)

    def instance(self, owner: str, name: str) -> str | None:
        """An object of the class `owner` with what the local `name` (self) is known to hold; None for nothing."""
        attributes = {word: known for word, known in self._heard.of(name).attributes.items() if not known.is_function}
        told = {word: known for word, known in attributes.items() if known.told}
        if not told:
            return None
        made = f"Captured{owner.lstrip('_')}"
        self._owner = CLASS_OF.format(name=made, owner=owner)
        words = []
        for word, known in told.items():
            if known.name and self._values.text(self._variables[known.name]) is not None:
                words.append(f"{word}={self._text(known)}")
                continue
            place, text = self._free(word), self._text(known)
            self.lines.append(f"{place} = {text}")
            self.labels.append(f"{name}.{word}")
            words.append(f"{word}={place}")
        place = self._free(name)
        self.lines.append(f"{place} = {made}({', '.join(words)})")
        return place

    def replace_globals(self, function: AnyFunction, module: str) -> None:
        """Put stand-ins in place of the connections among the globals of a module, which is called `module` here."""
        for name, path in _talking(self._parsed, function, self._heard):
            known, target = self._heard.of(name), f"{module}.{name}"
            for word in path or ():
                known, target = known.attributes.get(word, Known()), f"{target}.{word}"
            # Of an imported module only what was called is replaced: the rest of it is code like any other.
            parts = known.attributes if path is not None else {"": known}
            for word, inner in parts.items():
                if inner.told:
                    text = self._text(inner)
                    place = target + ("." + word if word else "")
                    self.lines.append(f"{place} = {text}")
                    self.labels.append(place.partition(".")[2])

    def _local(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = self._free(name)
            text = self._text(self._heard.of(name), self._response(name))
            self.lines.append(f"{self._made[name]} = {text}")
        return self._made[name]

    def _free(self, name: str) -> str:
        """A name for a stand-in that nothing else has; it is taken from now on."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _text(self, known: Known, response: dict[str, str] | None = None) -> str:
        """The expression for what is known."""
        if known.name:
            text = self._values.text(self._variables[known.name])
            return text if text is not None else self._local(known.name)
        if known.names:
            return f"({''.join(self._text(Known(name=name)) + ', ' for name in known.names)})"
        if known.nobody_kept:
            return "None"
        if known.is_function and not response:
            return self._method(known) or "StandIn()"
        words = [f"{word}={text}" for word, text in (response or {}).items() if word not in known.attributes]
        for word, inner in known.attributes.items():
            text = self._method(inner) if inner.is_function else self._text(inner)
            words += [f"{word}={text}"] if text else []
        if known.items:
            words.append(f"_items={{{', '.join(f'{key}: {self._text(one)}' for key, one in known.items.items())}}}")
        if known.rows:
            words.append(f"_rows=[{', '.join(self._text(row) for row in known.rows)}]")
        if known.entered is not None:
            words.append(f"_entered={self._text(known.entered)}")
        return f"StandIn({', '.join(words)})"

    def _method(self, known: Known) -> str:
        """The method with these answers; empty where their order is not known."""
        calls = known.calls()
        made = "later" if any(one.awaited for one in calls) else "returns"
        return f"{made}({', '.join(self._text(one) for one in calls)})" if calls else ""

    def _response(self, name: str) -> dict[str, str]:
        """What the printed form of an HTTP response tells."""
        found = RESPONSE.match(str(self._variables.get(name, "")))
        if not found:
            return {}
        status = int(found.group(1))
        asked = {"status_code", *self._words}
        told = {"status_code": str(status), "status": str(status), "ok": str(status < BAD[0])}
        told |= {"is_success": str(status in range(200, 300)), "is_error": str(status in BAD)}
        # What a failed one raises is the client library's own.
        told |= {"raise_for_status": "returns(None)"} if status in GOOD else {}
        return {word: text for word, text in told.items() if word in asked}


def _defined(parsed: ast.Module) -> set[str]:
    """Classes and functions of a module: what a call of it imports."""
    return {
        node.name for node in parsed.body if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _talking(parsed: ast.Module, function: AnyFunction, heard: Heard) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """The globals that a function asked and that are connections by name or origin; the path within an imported one."""
    spec = function.args
    local = {one.arg for one in [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]}
    local |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    origins = dict(_origins(parsed))
    for name in heard.names:
        if name in local or name not in origins or not heard.of(name).told:
            continue
        origin, path = origins[name]
        if TALKS.search(f"{name} {origin}"):
            yield name, path


def _origins(parsed: ast.Module) -> Iterator[tuple[str, tuple[str, tuple[str, ...] | None]]]:
    """Names of a module with the words that say where they come from, and the path within an imported module."""
    for node in parsed.body:
        match node:
            case ast.Import(names=aliases):
                for alias in aliases:
                    path = () if alias.asname else tuple(alias.name.split(".")[1:])
                    yield alias.asname or alias.name.partition(".")[0], (alias.name, path)
            case ast.ImportFrom(module=origin, names=aliases):
                for alias in aliases:
                    yield alias.asname or alias.name, (f"{origin} {alias.name}", None)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called)):
                yield name, (ast.unparse(called), None)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind):
                yield name, (ast.unparse(kind), None)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, ("", None)
