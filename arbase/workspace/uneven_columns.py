"""Columns that a table has only at times: set under a condition, or made of the values that the data have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arbase.workspace.members import member_of_what_is_asked
from arbase.workspace.tree import Function, Tree, dotted

# What scikit-learn says of a table whose columns are not those that a model was fitted with.
OTHER_COLUMNS = re.compile(
    r"feature names should match|Feature names must be in the same order|features, but \w+ is expecting"
)
# A column for each value that occurs; what did not occur counts nothing.
_OF_VALUES = frozenset(("get_dummies", "crosstab"))
_OF_DATA = frozenset(("pivot", "pivot_table", "unstack", "read_csv", "read_json", "read_parquet", "read_excel"))
_OF_QUERIES = frozenset(("read_sql", "read_sql_query", "read_table", "from_records", "json_normalize"))
_TOGETHER = frozenset(("merge", "join", "concat", "merge_asof"))
_FIXED = frozenset(("reindex", "to_frame", "rename_axis", "set_axis"))
_SAME = frozenset(("list", "tuple", "sorted", "copy", "deepcopy", "iter", "dict"))
_TAKES = frozenset(("pop", "drop"))
_MOST = 60


@dataclass(frozen=True)
class AtTimes:
    """A column that may be lacking (empty: any), where it comes from, and whether 0 is what its lack means."""

    column: str
    path: str
    line: int
    zero: str = ""

    @property
    def place(self) -> str:
        """Where it comes from."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class _Part:
    """An expression that a table is made of."""

    path: str
    function: Function | None
    node: ast.expr


@dataclass
class Tables:
    """Where tables come from in these files."""

    files: Mapping[str, Tree]
    _named: dict[str, list[tuple[str, Function]]] = field(default_factory=dict)
    _calls: dict[str, list[tuple[str, ast.Call]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, tree in self.files.items():
            for function in tree.functions:
                self._named.setdefault(function.name, []).append((path, function))
            for node in tree.nodes:
                if isinstance(node, ast.Call):
                    self._calls.setdefault(_called(node), []).append((path, node))

    def at_times(self, path: str, node: ast.expr) -> tuple[AtTimes, ...]:
        """The columns that the table may lack, as far as reading tells; one without a name where it does not."""
        tree = self.files.get(path)
        if tree is None:
            return (AtTimes("", path, getattr(node, "lineno", 1)),)
        pending, seen, found = [_Part(path, tree.function_of(node), node)], set[object](), dict[AtTimes, None]()
        while pending:
            part = pending.pop()
            key = (part.path, id(part.function), part.node.id if isinstance(part.node, ast.Name) else id(part.node))
            if key in seen:
                continue
            seen.add(key)
            for one in self._made_of(part) if len(seen) <= _MOST else [self._unknown(part)]:
                if isinstance(one, AtTimes):
                    found[one] = None
                else:
                    pending.append(one)
        return tuple(found)

    def lacking(self, path: str, table: ast.expr, order: ast.expr) -> tuple[AtTimes, ...]:
        """The same, without columns that the order does not ask for, where somebody wrote the order down.

        Such an order says itself what the table must have: that reading does not tell what it has is no matter then.
        """
        asked, found = self._written(order), self.at_times(path, table)
        return tuple(one for one in found if asked is None or one.column in asked or (one.zero and not one.column))

    def _written(self, order: ast.expr) -> frozenset[str] | None:
        if isinstance(order, ast.Call) and _called(order) in _SAME and order.args:
            return self._written(order.args[0])
        name = dotted(order).rpartition(".")[2]
        values = [order]
        if name.isupper():
            nodes = (node for tree in self.files.values() for node in tree.tree.body)
            given = [node for node in nodes if isinstance(node, ast.Assign | ast.AnnAssign) and _gives(node, name)]
            values = [node.value for node in given if node.value is not None]
        if len(values) != 1 or not isinstance(values[0], ast.List | ast.Tuple):
            return None
        texts = [_text(item) for item in values[0].elts]
        return frozenset(texts) if all(texts) else None

    def _unknown(self, part: _Part) -> AtTimes:
        return AtTimes("", part.path, part.node.lineno)

    def _made_of(self, part: _Part) -> Iterator[_Part | AtTimes]:
        node = part.node
        match node:
            case ast.Name():
                yield from self._of_name(part, node.id)
            case ast.Call():
                yield from self._of_call(part, node)
            case _:
                inner = _inner(node)
                yield from [self._unknown(part)] if inner is None else self._parts(part, *inner)

    def _parts(self, part: _Part, *nodes: ast.expr) -> Iterator[_Part]:
        for node in nodes:
            yield _Part(part.path, part.function, node)

    def _of_call(self, part: _Part, call: ast.Call) -> Iterator[_Part | AtTimes]:
        name = _called(call)
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name in _OF_VALUES:
            yield AtTimes("", part.path, call.lineno, "0")
        elif name in _OF_DATA | _OF_QUERIES:
            yield self._unknown(part)
        elif name in self._named and not _is_of_library(owner):
            for path, function in self._named[name]:
                yield from (_Part(path, function, value) for value in _returned(self.files[path], function))
        elif name == "DataFrame":
            fixed = any(word.arg == "columns" for word in call.keywords)
            data = [*call.args, *(word.value for word in call.keywords if word.arg == "data")][:1]
            yield from () if fixed else self._parts(part, *data)
        elif name in _FIXED:
            return
        elif name == "assign" and any(word.arg is None for word in call.keywords):
            yield self._unknown(part)
        elif name in _TOGETHER or name in _SAME:
            owners = [owner] if owner is not None and not _is_of_library(owner) else []
            yield from self._parts(part, *call.args, *owners)
        elif owner is not None and not isinstance(owner, ast.Constant):
            yield from self._parts(part, owner)
        else:
            yield self._unknown(part)

    def _of_name(self, part: _Part, name: str) -> Iterator[_Part | AtTimes]:
        function, tree = part.function, self.files[part.path]
        if function is None:
            yield self._unknown(part)
            return
        own = [node for node in ast.walk(function) if tree.function_of(node) is function]
        values = [node for node in own if isinstance(node, ast.Assign | ast.AnnAssign) and _gives(node, name)]
        yield from self._parts(part, *(node.value for node in values if node.value is not None))
        parameter = name in [item.arg for item in _all_parameters(function)]
        if parameter:
            yield from self._handed(part, function, name)
        elif not values:
            yield self._unknown(part)
        homes = [{id(outer) for outer in tree.ancestors(node)} for node in values] if not parameter else []
        yield from _changed(part.path, tree, own, name, homes)
        for node in own:
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="append" | "extend")) if found == name:
                    yield from self._parts(part, *node.args)

    def _handed(self, part: _Part, function: Function, name: str) -> Iterator[_Part | AtTimes]:
        names = [item.arg for item in [*function.args.posonlyargs, *function.args.args]]
        bound = isinstance(self.files[part.path].parent(function), ast.ClassDef)
        calls = self._calls.get(function.name, [])
        if not calls:
            yield self._unknown(part)
        for path, call in calls:
            given = [word.value for word in call.keywords if word.arg == name]
            place = names.index(name) - bound if name in names else -1
            if not given and 0 <= place < len(call.args) and not isinstance(call.args[place], ast.Starred):
                given = [call.args[place]]
            for value in given:
                yield _Part(path, self.files[path].function_of(call), value)


def _inner(node: ast.expr) -> list[ast.expr] | None:
    """The parts from which an expression has its columns; None if reading does not tell."""
    match node:
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.Subscript():
            # Chosen by names that stand in the code: what comes of it has all of them.
            return [] if _is_fixed(node.slice) else [node.value]
        case ast.Attribute(attr="loc" | "iloc") | ast.Await() | ast.Starred() | ast.NamedExpr():
            return [node.value]
        case ast.List() | ast.Tuple():
            return node.elts
        case ast.ListComp() | ast.GeneratorExp():
            return [node.elt]
        case ast.Dict():
            return [value for key, value in zip(node.keys, node.values, strict=True) if key is None]
        case ast.Constant():
            return []
        case ast.DictComp() if _is_fixed(node.generators[0].iter):
            return []
    return None


def _changed(path: str, tree: Tree, own: list[ast.AST], name: str, homes: list[set[int]]) -> Iterator[AtTimes]:
    """Columns of a name that are set, or taken out, in only one of several ways through the function."""
    changes = [(column, node) for node in own for column in _columns_changed(node, name)]
    for column, node in changes:
        around = _conditions(tree, node, homes)
        if not around or _is_back(tree, node, name, column):
            continue
        others = [one for key, one in changes if key == column and one is not node and not _takes(one)]
        if column and not _takes(node) and any(not _conditions(tree, one, homes) for one in others):
            continue
        outer = around[0]
        if column and isinstance(outer, ast.If) and not _takes(node) and _in_both(tree, outer, node, others):
            continue
        if not column and isinstance(outer, ast.For) and len(around) == 1 and _is_fixed(outer.iter):
            continue
        value = node.value if isinstance(node, ast.Assign) and len(around) == 1 and column else None
        zero = member_of_what_is_asked(tree, outer, value) if value is not None and isinstance(outer, ast.If) else ""
        yield AtTimes(column, path, getattr(node, "lineno", 1), zero)


def _columns_changed(node: ast.AST, name: str) -> Iterator[str]:
    """The columns that a statement or call sets or takes out of `name`; an empty text where that is worked out."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            for target in targets:
                match target:
                    case ast.Subscript(value=ast.Name(id=found), slice=key) if found == name:
                        yield _text(key)
                    case ast.Subscript(
                        value=ast.Attribute(value=ast.Name(id=found), attr="loc"), slice=ast.Tuple(elts=[_, key])
                    ) if found == name:
                        yield _text(key)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="pop"), args=[key, *_]) if found == name:
            yield _text(key)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="insert"), args=[_, key, *_]) if found == name:
            yield _text(key)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="update")) if found == name:
            yield ""


def _conditions(tree: Tree, node: ast.AST, homes: list[set[int]]) -> list[ast.AST]:
    """What decides whether the node runs once its table is there, innermost first."""
    found: list[ast.AST] = []
    for outer in tree.ancestors(node):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            break
        if isinstance(outer, ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.Match) and not (
            homes and all(id(outer) in home for home in homes)
        ):
            found.append(outer)
    return found


def _in_both(tree: Tree, outer: ast.If, node: ast.AST, others: list[ast.AST]) -> bool:
    """Each branch of the condition sets the column."""

    def inside(block: list[ast.stmt], one: ast.AST) -> bool:
        return tree.statement_of(one) in block

    return any(
        inside(outer.body, one) and inside(outer.orelse, other)
        for one, other in [pair for rest in others for pair in ((node, rest), (rest, node))]
    )


def _is_back(tree: Tree, node: ast.AST, name: str, column: str) -> bool:
    """The block takes the column out and puts it in again, or reads it first: it was there."""
    statement = tree.statement_of(node)
    parent = tree.parent(statement) if statement is not None else None
    block = next((one for one in (getattr(parent, "body", []), getattr(parent, "orelse", [])) if statement in one), [])
    reads = [
        part
        for one in block
        for part in ast.walk(one)
        if (
            isinstance(part, ast.Subscript)
            and isinstance(part.ctx, ast.Load)
            and dotted(part.value) == name
            and _text(part.slice) == column
        )
        or (part is not node and isinstance(part, ast.Call) and _takes(part) and column in _columns_changed(part, name))
    ]
    puts = any(isinstance(one, ast.Assign) and column in _columns_changed(one, name) for one in block)
    return bool(column) and puts and (_takes(node) or bool(reads))


def _takes(node: ast.AST) -> bool:
    return isinstance(node, ast.Delete) or (isinstance(node, ast.Call) and _called(node) in _TAKES)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)


def _is_of_library(owner: ast.expr | None) -> bool:
    return dotted(owner) in ("pd", "pandas", "np", "numpy", "pl", "polars")


def _returned(tree: Tree, function: Function) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None and tree.function_of(node) is function:
            yield node.value


def _gives(node: ast.Assign | ast.AnnAssign, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
        for target in targets
        for part in ast.walk(target)
    )


def _all_parameters(function: Function) -> list[ast.arg]:
    spec = function.args
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]


def _text(key: ast.expr) -> str:
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _is_fixed(node: ast.expr) -> bool:
    """A collection that somebody wrote down: a literal, or a constant by its name."""
    if isinstance(node, ast.Call) and _called(node) in _SAME and node.args:
        return _is_fixed(node.args[0])
    if isinstance(node, ast.List | ast.Tuple):
        return all(isinstance(item, ast.Constant) for item in node.elts)
    return dotted(node).rpartition(".")[2].isupper()
