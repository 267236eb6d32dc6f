"""What a revert drops and its restored text says itself: a drawn out function, a remembered value, a figure."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.verify.syntax import Code, is_docstring
from arbase.workspace.tree import Function, dotted

READS = frozenset(("get",))
WRITES = frozenset(("set", "put"))
FIGURES = frozenset(
    ("int", "float", "round", "abs", "min", "max", "divmod", "pow", "math.floor", "math.ceil", "math.trunc")
)
GIVING = (ast.Assign, ast.AnnAssign, ast.Return)


def is_said_again(function: Function, gained: Sequence[ast.stmt]) -> bool:
    """Each statement of the function has one among the restored ones that says all of it, or more.

    A condition, a filter or a step that only the function has is what the commit may have been made for.
    """
    own = _own_names(function)
    said = [one for one in _statements(function) if not (isinstance(one, ast.Return) and _is_plain(one.value))]
    return bool(said) and all(any(_says_all(other, one, own) for other in gained) for one in said)


def remembered(code: Code, gained: Sequence[ast.stmt]) -> set[ast.AST]:
    """The expressions of the keys under which functions keep what the restored text works out each time.

    `x = cache.get(key)`, `x = work()`, `cache.set(key, x)`: the key goes nowhere else, and a restored statement says
    all that `work()` says. What is counted, or marked as done, under a key is no such value.
    """
    found: set[ast.AST] = set()
    for function in code.functions:
        for read, name, key in _reads(function):
            writes = _writes(function, read, name, key)
            worked = [
                node
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and _names(node.targets) == [name] and node.value is not read
            ]
            own = _own_names(function)
            again = bool(worked) and all(any(_says_all(other, one, own) for other in gained) for one in worked)
            if writes and again and _goes_nowhere_else(function, key, [read, *writes]):
                found.update(part for call in (read, *writes) for part in ast.walk(call.args[0]))
                found.update(part for made in _made(function, key) for part in ast.walk(made))
    return found


def is_figured_otherwise(statement: ast.stmt, gained: Sequence[ast.stmt]) -> bool:
    """A restored statement works the same names out of the same values, and both do nothing but figure.

    `rows = 180 // cell` and `rows = math.floor(180 / cell) + 1`: nothing is asked, called or left out by either.
    """
    return isinstance(statement, ast.Assign) and any(
        isinstance(other, ast.Assign)
        and list(map(ast.unparse, other.targets)) == list(map(ast.unparse, statement.targets))
        and _figured_of(statement.value) is not None
        and _figured_of(other.value) == _figured_of(statement.value)
        for other in gained
    )


def _figured_of(value: ast.expr) -> set[str] | None:
    """The variables of an expression that holds numbers and arithmetic only; None for any other, and without one."""
    called = {id(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    modules = {id(node.value) for node in ast.walk(value) if isinstance(node, ast.Attribute)}
    found: set[str] = set()
    for node in ast.walk(value):
        match node:
            case ast.Call(func=func, keywords=[]) if dotted(func) in FIGURES:
                pass
            case ast.Name(id=name):
                found.update({name} if id(node) not in called | modules else ())
            case ast.Attribute() if id(node) in called:
                pass
            case ast.Constant(value=int() | float()):
                pass
            case ast.BinOp() | ast.UnaryOp() | ast.Tuple() | ast.operator() | ast.unaryop() | ast.expr_context():
                pass
            case _:
                return None
    return found or None


def _statements(function: Function) -> Iterator[ast.stmt]:
    """Every statement in the function; of a compound one only what it asks."""
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and node is not function and not is_docstring(node):
            yield node


def _own_names(function: Function) -> set[str]:
    """Parameters and locals: the restored text may call them otherwise."""
    given = {one.arg for one in ast.walk(function) if isinstance(one, ast.arg)}
    return given | {
        node.id for node in ast.walk(function) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }


def _is_plain(value: ast.expr | None) -> bool:
    return value is None or isinstance(value, ast.Name | ast.Constant)


def _says_all(other: ast.stmt, statement: ast.stmt, own: set[str]) -> bool:
    """The other statement is of its kind, or gives back what it assigns, and has all its words in the same order."""
    held = iter(_words(other, own))
    alike = type(other) is type(statement) or (isinstance(other, GIVING) and isinstance(statement, GIVING))
    return alike and all(word in held for word in _words(statement, own))


def _words(statement: ast.stmt, own: set[str]) -> list[str]:
    """Names, attributes, keywords, literals and operators of a statement's own expressions, inner ones first."""
    parts = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    return [word for part in parts for word in _words_of(part, own)]


def _words_of(node: ast.AST, own: set[str]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        yield from _words_of(child, own)
    match node:
        case ast.Name(id=name) if name not in own:
            yield name
        case ast.Attribute(attr=name):
            yield f".{name}"
        case ast.keyword(arg=name):
            yield f"{name}="
        case ast.Constant(value=value):
            yield repr(value)
        case ast.operator() | ast.unaryop() | ast.cmpop() | ast.boolop() | ast.Await() | ast.IfExp() | ast.Subscript():
            yield type(node).__name__


def _reads(function: Function) -> Iterator[tuple[ast.Call, str, str]]:
    """`name = cache.get(key)`: the call, the name and the text of the key."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(attr=method), args=[key], keywords=[]) as call,
            ) if method in READS and dotted(call.func):
                yield call, name, ast.unparse(key)


def _writes(function: Function, read: ast.Call, name: str, key: str) -> list[ast.Call]:
    """`cache.set(key, name)` of the same cache; empty where it is asked for anything else under the key."""
    owner = dotted(read.func).rpartition(".")[0]
    asked = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and node is not read and dotted(node.func).rpartition(".")[0] == owner
    ]
    about = [call for call in asked if call.args and ast.unparse(call.args[0]) == key]
    return about if all(_keeps(call, name) for call in about) else []


def _keeps(call: ast.Call, name: str) -> bool:
    match call:
        case ast.Call(func=ast.Attribute(attr=method), args=[_, ast.Name(id=value), *_]):
            return method in WRITES and value == name
    return False


def _made(function: Function, key: str) -> list[ast.expr]:
    """What the function assigns to the key, where that is a name."""
    return [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _names(node.targets) == [key]]


def _goes_nowhere_else(function: Function, key: str, calls: Sequence[ast.Call]) -> bool:
    """A key that is a local is read by these calls and by nothing else."""
    if not key.isidentifier():
        return True
    read = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == key]
    loads = [node for node in read if isinstance(node.ctx, ast.Load)]
    return len(_made(function, key)) == 1 and {id(node) for node in loads} == {id(call.args[0]) for call in calls}


def _names(targets: Sequence[ast.expr]) -> list[str]:
    return [target.id for target in targets if isinstance(target, ast.Name)]
