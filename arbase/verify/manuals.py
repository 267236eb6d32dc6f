"""Values and skips that a manual asks for (Python's own library, frameworks), where the crash tells that they lack."""

from __future__ import annotations

import ast
import re

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.class_views import HANDLERS, NO_OBJECT, set_first
from arbase.workspace.documents import empty_of, reads_document
from arbase.workspace.listings import asks_for_file, gives_rows, lists_folder, speaks_of_files
from arbase.workspace.promises import blank_lines_tell, told_at, writes_only_some

DECODERS = frozenset(("urlsafe_b64decode", "b64decode", "b32decode"))
POOLS = frozenset(("ThreadPoolExecutor", "ProcessPoolExecutor", "Pool", "ThreadPool"))
NO_WORKER = re.compile(r"max_workers must be greater than 0|[Nn]umber of processes must be at least 1")
NO_REFERENCE = re.compile(r"'%' must be followed by|invalid interpolation syntax")
MILLISECONDS = re.compile(r"milli-?seconds?|\bmillis\b|\bms\b|_ms\b|_millis\b|Date\.now", re.IGNORECASE)
LINES = frozenset(("splitlines", "readlines", "iter_lines", "aiter_lines", "open", "StringIO", "TextIOWrapper"))
FURTHER = "dict contains fields not in fieldnames"
BLANK = re.compile(r"""b?(["'])(?:\s|\\[rnt])*\1""")


def by_the_manual(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """Why the literal is the one that the library's manual asks for; empty if it is somebody's choice."""
    value = fact.node.value if isinstance(fact.node, ast.Constant) else fact
    calls = [node for node in code.ancestors(fact.node) if isinstance(node, ast.Call)]
    names = [called_name(call) for call in calls]
    word = code.parent(fact.node)
    option = word.arg if isinstance(word, ast.keyword) else ""
    said = crash.message
    if said == "Incorrect padding" and value in ("=", b"=", "==", b"==", 4, 8) and DECODERS & set(names):
        return "what is encoded in base64 is padded with equals signs"
    if NO_WORKER.search(said) and names[:1] == ["max"] and value == 1 and POOLS & set(names[1:2]):
        return "a pool has at least one worker"
    if said == "sleep length must be non-negative" and names[:2] == ["max", "sleep"] and value in (0, 0.0):
        return "there is nothing left to wait for"
    if "cannot pickle" in said and (again := _made_again(code, fact.node)):
        return again
    if isinstance(fact.node, ast.Dict | ast.List) and (empty := _empty_document(code, fact.node, said)):
        return empty
    if crash.exception.endswith("AttributeError") and value is None and (lacks := NO_OBJECT.search(said)):
        return _set_first(code, fact.node, lacks[2])
    if option and calls:
        return _option(code, calls[0], (option, value), crash)
    if "out of range" in said and value in (1000, 1000.0) and {"fromtimestamp", "utcfromtimestamp"} & set(names[:1]):
        return _milliseconds(code, calls[0], fact)
    return ""


def _made_again(code: Code, node: ast.AST) -> str:
    """`self.lock = Lock()` in `__setstate__`, as `__init__` of the class makes it: a lock is not copied."""
    statement = code.statement_of(node)
    owner = next((outer for outer in code.ancestors(node) if isinstance(outer, ast.ClassDef)), None)
    methods = [item for item in owner.body if isinstance(item, ast.FunctionDef)] if owner is not None else []
    # A difference of lines may show either of the two as the new one.
    wanted = ast.dump(statement) if isinstance(statement, ast.Assign) else ""
    makes = {item.name for item in methods if any(ast.dump(one) == wanted for one in item.body)}
    return "the class makes it so in the first place" if makes == {"__init__", "__setstate__"} else ""


def _set_first(code: Code, node: ast.AST, attribute: str) -> str:
    """`self.object = None` in the handler of a view that makes things, as the view that it derives from has it."""
    statement, function = code.statement_of(node), code.function_of(node)
    owner = next((outer for outer in code.ancestors(node) if isinstance(outer, ast.ClassDef)), None)
    if not isinstance(statement, ast.Assign) or statement.value is not node or function is None or owner is None:
        return ""
    if last_name(statement.targets[0]) != attribute or function.name not in HANDLERS:
        return ""
    bases = {last_name(base) for base in owner.bases} & {"CreateView", "UpdateView", "DeleteView", "DetailView"}
    same = len(bases) == 1 and set_first(bases.pop(), attribute) == ast.unparse(node)
    return f"the view of Django in whose place it stands sets {attribute} to it first" if same else ""


def _empty_document(code: Code, node: ast.expr, said: str) -> str:
    """`yaml.safe_load(stream) or {}`: an empty document is null, and the program reads a mapping or a list."""
    choice, function = code.parent(node), code.function_of(node)
    if not isinstance(choice, ast.BoolOp) or not isinstance(choice.op, ast.Or) or not reads_document(choice.values[0]):
        return ""
    if "NoneType" not in said or choice.values[-1] is not node or len(choice.values) != 2:
        return ""
    same = empty_of(function, code.source, said) == ast.unparse(node)
    return "an empty document of YAML is null, and there is nothing in it" if same else ""


def _option(code: Code, call: ast.Call, given: tuple[str | None, object], crash: CrashSpec) -> str:
    """Options by which a reader or writer of files of text takes what it refused."""
    function, name, said = code.function_of(call), called_name(call), crash.message
    if given == ("follow_redirects", True) and said.startswith("Redirect response '30"):
        return "a client of httpx follows no redirect unless it is told to"
    if given == ("interpolation", None) and name.endswith("ConfigParser") and NO_REFERENCE.search(said):
        return "" if re.search(r"%\(\w+\)s", code.source) else "no value refers to another one"
    if given == ("skipinitialspace", True) and name == "DictReader" and crash.exception.endswith("KeyError"):
        held = [seen.get("keys") or () for seen in crash.variables.values() if isinstance(seen, dict)]
        key = crash.message.strip("'\"")
        return (
            "the space behind the comma is no part of a column's name" if any(f" {key}" in one for one in held) else ""
        )
    if given == ("restval", "") and name == "DictReader" and "NoneType" in said:
        return "a cell of a table of texts that is not there is empty"
    if given == ("extrasaction", "ignore") and name == "DictWriter" and FURTHER in said:
        told = ast.get_docstring(function) if function is not None else None
        return "the docstring says that it writes these columns only" if writes_only_some(told) else ""
    return ""


def _milliseconds(code: Code, call: ast.Call, fact: Fact) -> str:
    """`fromtimestamp(x / 1000)`, where the program says that x counts milliseconds."""
    division = code.parent(fact.node)
    if not isinstance(division, ast.BinOp) or not isinstance(division.op, ast.Div) or division.right is not fact.node:
        return ""
    function = code.function_of(call)
    lines = code.source.splitlines()[function.lineno - 1 : function.end_lineno] if function is not None else []
    return "the program counts milliseconds there" if MILLISECONDS.search("\n".join(lines)) else ""


def only_columns(code: Code, node: ast.AST, crash: CrashSpec) -> bool:
    """`DictWriter(..., extrasaction="ignore")`, where the crash was that a record has more than the columns."""
    word = code.parent(node)
    call = code.parent(word) if isinstance(word, ast.keyword) and word.arg == "extrasaction" else None
    return FURTHER in crash.message and isinstance(call, ast.Call) and called_name(call) == "DictWriter"


def passes_blank_lines(code: Code, node: ast.AST, crash: CrashSpec) -> bool:
    """`if not line.strip(): continue` in a loop over lines, where the crash was at a line with nothing in it."""
    asked = node.test if isinstance(node, ast.If) else node
    match asked:
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)) | ast.Name(id=name):
            return _is_blank_row(code, asked, name, crash)
        case (
            ast.UnaryOp(
                op=ast.Not(), operand=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="strip"), args=[])
            )
            | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="strip"), args=[])
        ):
            seen = crash.variables.get(name)
            shown = str(seen.get("repr", "")) if isinstance(seen, dict) else ""
            function = code.function_of(asked)
            told = told_at(code.source, function) if function is not None else ""
            return bool(BLANK.fullmatch(shown)) and _is_line(code, asked, name) and not blank_lines_tell(told)
    return False


def _is_blank_row(code: Code, asked: ast.AST, name: str, crash: CrashSpec) -> bool:
    """A row of `csv.reader` without cells, at which the crash was: a blank line of the text."""
    seen, function = crash.variables.get(name), code.function_of(asked)
    if not isinstance(seen, dict) or seen.get("repr") != "[]" or function is None:
        return False
    if blank_lines_tell(told_at(code.source, function)):
        return False
    return any(
        name in _bound_by(outer.target) and gives_rows(outer.iter, _given(function, last_name(outer.iter)))
        for outer in code.ancestors(asked)
        if isinstance(outer, ast.For | ast.comprehension)
    )


def passes_folders(code: Code, node: ast.AST, crash: CrashSpec) -> bool:
    """`if not path.is_file(): continue` where the crash was that a folder lies among the files of a folder."""
    asked = node.test if isinstance(node, ast.If) else node
    names, function = asks_for_file(asked), code.function_of(asked)
    if not names or function is None or crash.exception.rpartition(".")[2] != "IsADirectoryError":
        return False
    if not speaks_of_files(told_at(code.source, function), function.name):
        return False
    return any(
        last_name(outer.target) in names
        and any(lists_folder(one) for one in (outer.iter, *_given(function, last_name(outer.iter))))
        for outer in code.ancestors(asked)
        if isinstance(outer, ast.For | ast.comprehension)
    )


def _bound_by(target: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}


def _given(function: ast.AST, name: str) -> list[ast.expr]:
    """What a name is given in a function."""
    return [value for node in ast.walk(function) if name and (value := _bound(node, name)) is not None]


def _is_line(code: Code, node: ast.AST, name: str) -> bool:
    """A loop around it, or the comprehension it filters, runs over lines."""
    function = code.function_of(node)
    names = {name}
    for item in ast.walk(function) if function is not None else ():
        # `text = line.strip()` is that line.
        if isinstance(item, ast.Assign) and last_name(item.targets[0]) == name and isinstance(item.value, ast.Call):
            names |= {part.id for part in ast.walk(item.value.func) if isinstance(part, ast.Name)}
    for outer in code.ancestors(node):
        if isinstance(outer, ast.For | ast.AsyncFor | ast.comprehension):
            bound = {part.id for part in ast.walk(outer.target) if isinstance(part, ast.Name)}
            if bound & names:
                return _gives_lines(function, outer.iter)
    return False


def _gives_lines(function: ast.AST | None, source: ast.expr, depth: int = 2) -> bool:
    match source:
        case ast.Call(func=ast.Attribute(attr="split"), args=[ast.Constant(value="\n" | "\r\n" | b"\n")]):
            return True
        case ast.Call(func=ast.Name(id="enumerate"), args=[lines, *_]) | ast.Subscript(value=lines, slice=ast.Slice()):
            return _gives_lines(function, lines, depth)
        case ast.Call():
            return called_name(source) in LINES
        case ast.Name(id=name) if function is not None and depth:
            made = [_bound(node, name) for node in ast.walk(function)]
            given = [value for value in made if value is not None]
            return bool(given) and all(_gives_lines(function, value, depth - 1) for value in given)
    return False


def _bound(node: ast.AST, name: str) -> ast.expr | None:
    """What an assignment or a `with` gives the name."""
    if isinstance(node, ast.Assign) and last_name(node.targets[0]) == name and isinstance(node.targets[0], ast.Name):
        return node.value
    if isinstance(node, ast.withitem) and node.optional_vars is not None and last_name(node.optional_vars) == name:
        return node.context_expr
    return None


def keeps_line_ends(fact: Fact) -> bool:
    """`newline=""` is what the manual of the csv module asks of whoever opens a stream for it."""
    empty = isinstance(fact.node, ast.Constant) and fact.node.value == ""
    return empty and (fact.use, fact.name) == ("argument", "newline")
