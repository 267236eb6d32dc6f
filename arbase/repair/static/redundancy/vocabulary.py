"""What a repository can say: its own functions with who calls them how, options, methods, types of its own."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from arbase.repair.static.imports import import_of
from arbase.repair.static.source import COMPREHENSIONS, Codebase, SourceFile, last_name
from arbase.workspace.tree import FUNCTIONS, Function

MOST_SITES = 30


@dataclass(frozen=True)
class Site:
    """One call in the repository's own code, tests left out."""

    file: SourceFile
    function: Function | None
    call: ast.Call


@dataclass
class Own:
    """A function of the repository; `owner` is its class if it is a method."""

    file: SourceFile
    function: Function
    owner: ast.ClassDef | None
    sites: list[Site] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name."""
        return self.function.name

    @property
    def awaited(self) -> bool:
        """It is a coroutine function."""
        return isinstance(self.function, ast.AsyncFunctionDef)

    @cached_property
    def takes(self) -> tuple[str, ...]:
        """The positional parameters that a caller gives."""
        spec = self.function.args
        names = [one.arg for one in (*spec.posonlyargs, *spec.args)]
        return tuple(names[1:] if self.owner is not None else names)

    @cached_property
    def required(self) -> int:
        """How many of them have no default; very many where keywords are required."""
        spec = self.function.args
        lacking = [name for name, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value is None]
        return max(0, len(self.takes) - len(spec.defaults)) if not lacking else len(self.takes) + 9

    def fits(self, count: int) -> bool:
        """A call with so many positional arguments can be right."""
        return self.required <= count <= len(self.takes)

    @cached_property
    def calls(self) -> frozenset[str]:
        """The names of all that it calls."""
        return frozenset(last_name(node.func) for node in ast.walk(self.function) if isinstance(node, ast.Call))

    @cached_property
    def given(self) -> frozenset[str]:
        """What people call its first argument: the parameter, and the last names of what it is given."""
        names = {last_name(site.call.args[0]) for site in self.sites if site.call.args}
        return frozenset({*self.takes[:1], *names} - {""})


class Vocabulary:
    """All of it, read once from the files that are no tests."""

    def __init__(self, codebase: Codebase, roots: tuple[str, ...] = (".",)) -> None:
        self._codebase = codebase
        self._roots = roots
        self._spelled: dict[tuple[int, str], tuple[str, tuple[str, ...]] | None] = {}

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """Functions of modules and methods of classes, each with its calls (found by name)."""
        found = [
            Own(file, node, parent if isinstance(parent, ast.ClassDef) else None)
            for file in self._codebase.sources
            for node in file.nodes
            if isinstance(node, FUNCTIONS) and isinstance(parent := file.parent(node), ast.Module | ast.ClassDef)
        ]
        sites = self.calls
        for one in found:
            one.sites.extend(sites.get(one.name, ())[:MOST_SITES])
        return tuple(found)

    @cached_property
    def calls(self) -> dict[str, list[Site]]:
        """Every call by the last name of what is called."""
        found: dict[str, list[Site]] = {}
        for file in self._codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.Call) and (name := last_name(node.func)):
                    found.setdefault(name, []).append(Site(file, file.function_of(node), node))
        return found

    @cached_property
    def types(self) -> tuple[tuple[str, SourceFile, frozenset[str]], ...]:
        """Types of the repository's own that stand for others: `Stamp = Annotated[datetime, ...]`, `class Stamp(T)`.

        Name, file, and the names of what each is made of.
        """
        found = []
        for file in self._codebase.sources:
            for node in file.tree.body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() as value):
                        found.append((name, file, _names(value)))
                    case ast.AnnAssign(target=ast.Name(id=name), value=ast.Subscript() as value):
                        found.append((name, file, _names(value)))
                    case ast.ClassDef(name=name, bases=[_, *_]):
                        impl = [item.value for item in node.body if isinstance(item, ast.Assign) and _is_impl(item)]
                        found.append((name, file, frozenset().union(*map(_names, (*node.bases, *impl)))))
        return tuple(found)

    def spelled(self, own: Own, file: SourceFile, owner: ast.ClassDef | None) -> tuple[str, tuple[str, ...]] | None:
        """How `file` would write the function, and the import for that; None where it cannot be told.

        `owner` is the class in which it is to be written: methods are only called within their own.
        """
        if own.owner is not None:
            return (f"self.{own.name}", ()) if owner is own.owner else None
        if own.file.path == file.path:
            return own.name, ()
        key = (id(own), file.path)
        if key not in self._spelled:
            self._spelled[key] = self._of_another(own, file)
        return self._spelled[key]

    def _of_another(self, own: Own, file: SourceFile) -> tuple[str, tuple[str, ...]] | None:
        ways = Counter(ast.unparse(site.call.func) for site in own.sites if _is_plain(site.call.func))
        for way, _ in ways.most_common():
            site = next(site for site in own.sites if ast.unparse(site.call.func) == way)
            root = way.partition(".")[0]
            if import_of(way, own.file, file, self._roots) is None and "." not in way:
                continue
            needed = import_of(root, site.file, file, self._roots)
            if needed is not None and (root == own.name or _names_module(root, site.file, own.file)):
                return way, ((needed,) if needed else ())
        needed = import_of(own.name, own.file, file, self._roots)
        return None if needed is None else (own.name, (needed,) if needed else ())

    def named(self, name: str, source: SourceFile, target: SourceFile) -> tuple[str, ...] | None:
        """The import by which `target` says a name of `source`, if it needs one; None where it cannot."""
        needed = import_of(name, source, target, self._roots)
        return None if needed is None else (needed,) if needed else ()

    def carried(self, node: ast.expr, source: SourceFile, target: SourceFile) -> tuple[str, tuple[str, ...]] | None:
        """An expression of constants and module names as `target` would write it, with its imports; else None."""
        needed: list[str] = []
        for part in ast.walk(node):
            if isinstance(part, (*COMPREHENSIONS, ast.Lambda, ast.JoinedStr, ast.Await, ast.Yield)):
                return None
            if isinstance(part, ast.Name):
                way = import_of(part.id, source, target, self._roots)
                if way is None:
                    return None
                needed.extend([way] if way else [])
        return source.segment(node), tuple(dict.fromkeys(needed))


def _is_impl(node: ast.Assign) -> bool:
    """`impl = DateTime` of a type decorator of SQLAlchemy's."""
    return last_name(node.targets[0]) == "impl"


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(last_name(one) for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute)) - {""}


def _is_plain(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id not in ("self", "cls")


def _names_module(root: str, where: SourceFile, own: SourceFile) -> bool:
    """`root` is imported in `where` as the module that is `own`, by its last name."""
    stem = own.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    for node in ast.walk(where.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == root:
                    return alias.name.rpartition(".")[2] == stem
    return False
