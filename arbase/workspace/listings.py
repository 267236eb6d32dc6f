"""What gives the entries of a folder or the rows of a table of text, and whether a function is about files only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

_LISTS = frozenset(("iterdir", "glob", "rglob", "scandir", "listdir"))
_ORDERS = frozenset(("sorted", "list", "tuple", "reversed"))
_FILES = re.compile(r"\bfiles?\b", re.IGNORECASE)
# Where folders have a meaning of their own, or must not be there, nothing is passed over in silence.
_FOLDERS = re.compile(
    r"\bsub-?(?:folder|director)|\b(?:folders|directories)\b|\bfiles? (?:and|or) (?:folder|director)"
    r"|\brecurs|\bnested\b|\btree\b|\b(?:below|under|underneath)\b"
    r"|\b(?:folder|directory)\b[^.]*\b(?:refus|rais|error|reject)",
    re.IGNORECASE,
)


def lists_folder(node: ast.AST) -> bool:
    """`folder.iterdir()`, `folder.glob("*")`, in whatever order."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _ORDERS:
            return lists_folder(inner)
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _LISTS
    return False


def speaks_of_files(told: str, name: str) -> bool:
    """The docstring, a comment or the name of the function says that it is about files."""
    return bool(_FILES.search(f"{told} {name.replace('_', ' ')}")) and not _FOLDERS.search(told)


def asks_for_file(test: ast.AST) -> frozenset[str]:
    """The names of which `x.is_file()`, `os.path.isfile(join(folder, x))` or `not` such a test asks."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return asks_for_file(inner)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="is_file"), args=[]):
            return frozenset((name,))
        case ast.Call(func=ast.Attribute(attr="isfile"), args=[path]):
            return frozenset(part.id for part in ast.walk(path) if isinstance(part, ast.Name))
    return frozenset()


def gives_rows(node: ast.AST, made: Iterable[ast.AST] = ()) -> bool:
    """`csv.reader(...)`, or a name that is given nothing but that (`made`); numbered or not."""
    match node:
        case ast.Call(func=ast.Attribute(attr="reader", value=ast.Name(id="csv"))):
            return True
        case ast.Call(func=ast.Name(id="enumerate"), args=[rows, *_]):
            return gives_rows(rows, made)
        case ast.Name():
            given = list(made)
            return bool(given) and all(not isinstance(one, ast.Name) and gives_rows(one) for one in given)
    return False
