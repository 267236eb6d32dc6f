"""Gate 8, second half: a fix that goes back in history takes back the fault, not what the commit was made for."""

from __future__ import annotations

import ast
import difflib
import re
from collections import Counter
from collections.abc import Sequence

from arbase.domain.errors import WorkspaceError
from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gates.lost_sense import chosen_literal, never_read, unread
from arbase.verify.gates.said_again import is_figured_otherwise, is_said_again, remembered
from arbase.verify.lab import Trial
from arbase.verify.syntax import Code, called_name, last_name, simple_statements
from arbase.workspace.history import hunks_of
from arbase.workspace.tree import own_lines

LIKENESS = 0.6
TEST = re.compile(r"\s*(?:async\s+)?def test|\s*class Test")
FASTER = re.compile(r"fast|slow|speed|perform|cache|once|quer(?:y|ies)|lazy|memor|cheap|cost|time", re.IGNORECASE)


QUERY = re.compile(r"\s*(?:select|with|insert|update|delete)\b", re.IGNORECASE)
SQL_WORDS = frozenset(
    ("select", "from", "where", "and", "or", "not", "in", "is", "null", "as", "on", "by", "order", "group", "having",
     "limit", "offset", "join", "left", "inner", "outer", "distinct", "insert", "into", "values", "update", "set",
     "delete", "sum", "count", "avg", "min", "max", "total", "coalesce", "case", "when", "then", "else", "end", "asc",
     "desc", "between", "like", "exists", "union", "all", "with", "cast", "round")
)  # fmt: skip


class IntentGate(Gate):
    """A commit that dropped a guard may be undone; one that rewrote statements did so on purpose.

    What it was for may show in no test (one statement instead of many, a faster way): taking it back is a choice for
    a human, however green it is. Only where the commit changed no test and said nothing new, and requests that run what
    it wrote are answered alike without it, was it a mere restructuring. The answers are compared by gate 4.
    """

    name = "intent kept"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a revert that drops a statement without a like one, and any fix that works something out in vain."""
        idle = next((f"{file.path}: {name}" for file in case.files for name in _idle(file)), "")
        if idle:
            return self.refuses(f"{idle} is a parameter that nothing reads any more")
        idle = next((f"{file.path}: {name}" for file in case.files for name in unread(file)), "")
        if idle and not case.restored:
            return self.refuses(f"{idle} is worked out and nothing reads it any more")
        idle = next((f"{file.path}: {name}" for file in case.files for name in never_read(file)), "")
        if idle:
            return self.refuses(f"{idle} is worked out by the patch and nothing reads it")
        if not case.restored:
            return self.passes("the patch does not go back in history")
        literal = next((one for file in case.files if (one := chosen_literal(case, file))), "")
        if literal:
            return self.refuses(
                f"the revert takes back {literal}, which {case.restored[:10]} chose and which did not crash"
            )
        commit = case.restored[:10]
        lost = [(file, statement) for file in case.files for statement in _lost(file)]
        undone = next((name for file in case.files for name in _undone(case, file)), "")
        if undone:
            return self.refuses(f"the revert drops `{undone}` around the failing expression, which {commit} brought in")
        alone = next((name for file in case.files for name in _abandoned(case, file)), "")
        if alone:
            return self.refuses(f"after the revert nothing uses `{alone}` any more, which {commit} put to use")
        if not lost:
            return self.passes(f"what commit {commit} rewrote stays; only what it dropped comes back")
        shown = 0
        for file, statement in lost:
            shown = 0 if _says_new(file, statement) or _tests_of(case) else len(_running(case, file, statement))
            if not shown:
                text = ast.unparse(statement)[:80]
                return self.refuses(f"{file.path}: the revert drops `{text}`, which commit {commit} meant to bring in")
        return self.passes(f"commit {commit} only restructured: {shown} requests that run it need none of it")


def _idle(file: ChangedFile) -> list[str]:
    """`name of function` for each parameter that was read before and stays unread: its callers count on it."""
    if file.old is None or file.new is None:
        return []
    before = _parameters(file.old) | _options(file.old)
    after = _parameters(file.new) | _options(file.new)
    return [key for key, read in before.items() if read and after.get(key) is False]


def _options(code: Code) -> dict[str, bool]:
    """Every option of a command line that the file declares, and whether something reads it."""
    declared = [
        str(node.args[0].value)
        for node in code.every(ast.Call)
        if called_name(node) == "add_argument" and node.args and isinstance(node.args[0], ast.Constant)
    ]
    read = {node.attr for node in code.every(ast.Attribute) if isinstance(node.ctx, ast.Load)}
    return {f"`{name}` of the command line": name.lstrip("-").replace("-", "_") in read for name in declared}


def _functions(code: Code) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in code.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _parameters(code: Code) -> dict[str, bool]:
    """Every parameter of the functions of a file, and whether something in its function reads it."""
    found: dict[str, bool] = {}
    for function in _functions(code):
        given = function.args
        names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        read = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        found.update({f"`{name}` of {function.name}": name in read for name in names})
    return found


def _undone(case: GateCase, file: ChangedFile) -> list[str]:
    """What the crashed statement does with the result of the failing expression and the restored file does not."""
    crash = case.crash
    if file.old is None or file.new is None or crash.location.path != file.path or crash.column is None:
        return []
    wanted = (crash.location.line, crash.column, crash.end_line or crash.location.line, crash.end_column)
    failing = [
        node
        for node in file.old.every(ast.expr)
        if (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) == wanted
    ]
    kept = {node.attr for node in file.new.every(ast.Attribute)}
    found: list[str] = []
    child: ast.AST = failing[-1] if failing else ast.Pass()
    for outer in file.old.ancestors(child) if failing else ():
        if isinstance(outer, ast.stmt):
            break
        # `x.strip` that failed is no call of its own: what is called on its result comes further out.
        on_result = isinstance(outer, ast.Attribute) and outer.value is child
        if on_result and isinstance(outer, ast.Attribute) and outer.attr not in kept:
            found.append(f".{outer.attr}()")
        child = outer
    return found


def _abandoned(case: GateCase, file: ChangedFile) -> list[str]:
    """Functions of the repository that the old text used, that nothing uses any more and whose work is left out."""
    if file.old is None or file.new is None:
        return []
    gone = _used(file.old) - _used(file.new)
    if not gone:
        return []
    changed = {one.path: one.new for one in case.files if one.new is not None}
    codes = {**case.repository.codes, **changed}.values()
    gained = [one for other in case.files for one in _gained(other)]
    defined = {one.name for code in codes for one in code.functions if not is_said_again(one, gained)}
    used = set().union(*map(_used, codes))
    return sorted(gone & defined - used)


def _gained(file: ChangedFile) -> list[ast.stmt]:
    """The statements that the new text has and the old one does not, or not as often."""
    if file.old is None or file.new is None:
        return []
    known = Counter(map(ast.unparse, file.old.statements))
    found = []
    for statement in file.new.statements:
        text = ast.unparse(statement)
        if not known[text]:
            found.append(statement)
        known[text] -= known[text] > 0
    return found


def _used(code: Code) -> set[str]:
    """Names and attributes that the code reads."""
    names = {node.id for node in code.every(ast.Name) if isinstance(node.ctx, ast.Load)}
    return names | {node.attr for node in code.every(ast.Attribute) if isinstance(node.ctx, ast.Load)}


def _lost(file: ChangedFile) -> list[ast.stmt]:
    """The simple statements of the old text that neither stay nor have a like one among the new ones."""
    if file.old is None or file.new is None:
        return []
    old, new = simple_statements(file.old), simple_statements(file.new)
    gained = list((Counter(map(ast.unparse, new)) - Counter(map(ast.unparse, old))).elements())
    dropped = Counter(map(ast.unparse, old)) - Counter(map(ast.unparse, new))
    found = []
    for statement in old:
        text = ast.unparse(statement)
        if not dropped[text]:
            continue
        dropped[text] -= 1
        likeness = [difflib.SequenceMatcher(None, text, other, autojunk=False).ratio() for other in gained]
        if likeness and max(likeness) >= LIKENESS:
            gained.pop(likeness.index(max(likeness)))
        elif not _unused_constant(file, statement) and not is_figured_otherwise(statement, new):
            found.append(statement)
    return found


def _unused_constant(file: ChangedFile, statement: ast.stmt) -> bool:
    """`LIMIT = 20` of the module, of which the restored text writes the value itself."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant) or file.new is None:
        return False
    name, value = last_name(statement.targets[0]), statement.value.value
    mentioned = any(isinstance(node, ast.Name) and node.id == name for node in file.new.nodes)
    return not mentioned and any(isinstance(node, ast.Constant) and node.value == value for node in file.new.nodes)


def _says_new(file: ChangedFile, statement: ast.stmt) -> bool:
    """The statement names a text that the restored file does not: a field, a parameter, a label; no key of a cache."""
    known = {node.value for node in file.new.nodes if isinstance(node, ast.Constant)} if file.new else set()
    keys = remembered(file.old, _gained(file)) if file.old is not None else set()
    words = [node.value for node in ast.walk(statement) if isinstance(node, ast.Constant) and node not in keys]
    new = [word for word in words if isinstance(word, str) and word not in known and not _is_alias(word, file.before)]
    return any(not _asks_for_what_is_known(word, file.after) for word in new)


def _is_alias(word: str, text: str) -> bool:
    """A name that a query gives to what it works out, by which the code reads it."""
    return word.isidentifier() and bool(re.search(rf"\)\s+as\s+{word}\b", text, re.IGNORECASE))


def _asks_for_what_is_known(text: str, known: str) -> bool:
    """A query in which no table and no column is named that the restored file does not speak of."""
    words = {word.lower() for word in re.findall(r"[A-Za-z_]\w*", text)} - SQL_WORDS
    return bool(QUERY.match(text)) and all(re.search(rf"\b{re.escape(word)}\b", known, re.IGNORECASE) for word in words)


def _tests_of(case: GateCase) -> bool:
    """The commit brought tests in: they say what it was for. True where git cannot tell.

    Tests that it only changed, took away or put in the place of another pass with the restored text as well, else the
    proof fails; they tell nothing unless it says that it was for speed.
    """
    folder = case.service.tests.strip("/")
    try:
        changed = hunks_of(case.service.repository, case.restored)
    except WorkspaceError:
        return True
    tests = [hunk for path, hunks in changed.items() if path.startswith(f"{folder}/") for hunk in hunks]
    if any(_tests_in(hunk.after) > _tests_in(hunk.before) for hunk in tests):
        return True
    subject = next((one.subject for one in case.diagnosis.suspects if one.sha == case.restored), "")
    return bool(tests) and bool(FASTER.search(subject))


def _tests_in(lines: Sequence[str]) -> int:
    return sum(TEST.match(line) is not None for line in lines)


def _running(case: GateCase, file: ChangedFile, statement: ast.stmt) -> list[Trial]:
    """Requests that were answered by way of the statement; what keeps a value is one with what asks for it."""
    keys = remembered(file.old, _gained(file)) if file.old is not None else set()
    kept = not keys.isdisjoint(ast.walk(statement))
    whole = (
        [one for one in simple_statements(file.old) if not keys.isdisjoint(ast.walk(one))] if kept and file.old else []
    )
    lines = {line for one in (whole or [statement]) for line in own_lines(one)}
    return [trial for trial in case.lab.passing if lines & case.lab.ran(trial, file.path)]
