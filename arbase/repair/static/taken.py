"""The parts of an expression whose own value goes on in it, as it is or in another form."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Methods whose result is the object's own content in another form, and functions that make a value of their argument.
_CONVERTING = frozenset(
    """strip lstrip rstrip lower upper casefold title replace split rsplit partition rpartition splitlines removeprefix
    removesuffix decode encode get getlist pop keys values items copy model_dump dict json get_json get_data to_dict
    isoformat date time astimezone group groups read body form""".split()
)
_CONSTRUCTING = frozenset(
    """int float str bool bytes list tuple set dict sorted reversed enumerate sum min max len abs round Decimal loads
    fromisoformat strptime fromtimestamp UUID quote unquote unquote_plus b64decode urlsafe_b64decode b32decode unhexlify
    fromhex timedelta parse_qs parse_qsl urlsplit urlparse zip map filter unescape""".split()
)


def taken_from(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression whose value is in it: of `rows[key]` the rows, of `x.strip()` the x."""
    pending = [node]
    while pending:
        part = pending.pop()
        yield part
        match part:
            case ast.Subscript(value=value) | ast.Attribute(value=value):
                pending.append(value)
            case ast.Call(func=ast.Attribute(attr=name) as function, args=args, keywords=words):
                if name in _CONVERTING:
                    pending.append(function)
                if name in _CONSTRUCTING:
                    pending.extend((*args, *(word.value for word in words)))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=words):
                if name in _CONSTRUCTING or name[:1].isupper():
                    pending.extend((*args, *(word.value for word in words)))
            case ast.Call() | ast.Lambda():
                pass
            case ast.IfExp(body=body, orelse=orelse):
                pending.extend((body, orelse))
            case ast.ListComp(elt=elt, generators=loops) | ast.SetComp(elt=elt, generators=loops):
                pending.extend((elt, *(loop.iter for loop in loops)))
            case ast.GeneratorExp(elt=elt, generators=loops):
                pending.extend((elt, *(loop.iter for loop in loops)))
            case _:
                pending.extend(ast.iter_child_nodes(part))
