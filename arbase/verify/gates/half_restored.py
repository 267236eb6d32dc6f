"""Gate 8, third half: what comes back out of history comes back with what the same commit took away of it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from arbase.domain.errors import WorkspaceError
from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gates.said_again import is_said_again
from arbase.verify.syntax import Code, called_name, simple_statements
from arbase.workspace.history import parent_versions

_LEAST = 3
SUSPECTS = 5
CALL = ("python", "-c")


class HalfRestoredGate(Gate):
    """A state that can be read again but never left, a function without its call: a revert that stops half-way."""

    name = "restored whole"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a revert that leaves out what its commit took from another place, or a reader of what comes back."""
        if left := next(_left_behind_anywhere(case), ""):
            return self.refuses(left)
        if not case.restored:
            return self.passes("nothing comes back out of history")
        try:
            before = parent_versions(case.service.repository, case.restored)
        except WorkspaceError:
            return self.passes("git does not tell what else the commit changed")
        if forsaken := next((name for file in case.files for name in _forsaken(case, file, before)), ""):
            return self.refuses(
                f"the revert no longer calls `{forsaken}` here, which commit {case.restored[:10]} made and which other "
                "code goes on calling: half of what the commit was made for"
            )
        if stays := next((name for file in case.files for name in _given_by(case, file, before)), ""):
            return self.refuses(
                f"the crash is known by a call with captured values only, and `{stays}`, which gives what failed there "
                f"and which commit {case.restored[:10]} changed or made, stays as it is"
            )
        names = [name for file in case.files for name in _defined_anew(file)]
        if not names:
            return self.passes("no definition comes back out of history")
        patched = {file.path: file.after for file in case.files}
        for path, text in before.items():
            if text is None or not path.endswith(".py") or path.startswith(f"{case.service.tests.strip('/')}/"):
                continue
            code = case.repository.codes.get(path)
            now = patched.get(path, code.source if code is not None else None)
            for name in names if now is not None else ():
                if _mentions(text, name) > _mentions(now or "", name):
                    return self.refuses(
                        f"the revert brings `{name}` back, but not to {path}, out of which commit "
                        f"{case.restored[:10]} took it as well"
                    )
        return self.passes(f"{', '.join(names[:3])} came back wherever the commit had taken it out")


def _given_by(case: GateCase, file: ChangedFile, before: Mapping[str, str | None]) -> Iterator[str]:
    """Functions of the file that the commit changed or made, that the restored ones call and the patch leaves alone.

    Only where no request leads to the crash: what was captured is spoiled by then, whoever spoiled it.
    """
    once = Code.parse(before.get(file.path) or "")
    if case.lab.trigger.command[:2] != CALL or file.old is None or file.new is None or once is None:
        return
    then, now, old = ({one.name: ast.dump(one) for one in code.functions} for code in (once, file.new, file.old))
    touched = [one for one in file.new.functions if now[one.name] != old.get(one.name)]
    called = {called_name(node) for one in touched for node in ast.walk(one) if isinstance(node, ast.Call)}
    yield from sorted(name for name in called & now.keys() if now[name] == old.get(name) != then.get(name))


def _forsaken(case: GateCase, file: ChangedFile, before: Mapping[str, str | None]) -> Iterator[str]:
    """Functions that the commit made, that the patch takes out of one place, and that stay in others.

    Where the restored statements say all that the function does it was drawn out only, and nothing is lost.
    """
    if file.old is None or file.new is None:
        return
    gone = Counter(_calls(file.old)) - Counter(_calls(file.new))
    parsed = [code for path, text in before.items() if path.endswith(".py") and text and (code := Code.parse(text))]
    known = {one.name for code in parsed for one in code.functions}
    changed = {one.path: one.new for one in case.files if one.new is not None}
    codes = {**case.repository.codes, **changed}
    made = {path: [one for one in codes[path].functions if one.name not in known] for path in before if path in codes}
    gained = file.fresh(lambda code: code.statements)
    for function in (one for functions in made.values() for one in functions):
        stays = any(function.name in _calls(code) for code in codes.values())
        if gone[function.name] and stays and not is_said_again(function, gained):
            yield function.name


def _calls(code: Code) -> list[str]:
    return [called_name(call) for call in code.every(ast.Call)]


def _left_behind_anywhere(case: GateCase) -> Iterator[str]:
    """Of the commit that is taken back; half of one of its changes is no revert by name: suspects are asked as well."""
    commits = [case.restored] if case.restored else [one.sha for one in case.diagnosis.suspects[:SUSPECTS]]
    for file in case.files:
        for commit, once in case.history.earlier(file.path):
            for left in _left_behind(file, once) if commit in commits else ():
                yield f"{file.path}: {left}, which commit {commit[:10]} changed as well"


def _left_behind(file: ChangedFile, once: Code) -> Iterator[str]:
    """A statement that comes back gives a name its value, and what read that beside it stays as the commit made it.

    `rows = sorted(...)` comes back, and `return rows[::-1]` below it does not: the two were written for each other.
    """
    now, then = (_by_function(code) if code is not None else {} for code in (file.new, file.old))
    for key, statements in _by_function(once).items():
        kept, gone = now.get(key, {}), then.get(key, {})
        back = kept.keys() - gone.keys()
        if not kept or not gone or not back <= statements.keys():
            continue  # something else than what once was
        names = {name for text in back for name in _assigned(statements[text])}
        for text, node in statements.items():
            if text not in kept and text not in gone and names & _read(node) and not _assigned(node) & names:
                yield f"the revert brings back what gives `{min(names & _read(node))}` its value, but not `{text[:60]}`"


def _by_function(code: Code) -> dict[str, dict[str, ast.stmt]]:
    """The simple statements of each function by their text."""
    found: dict[str, dict[str, ast.stmt]] = {}
    for node in simple_statements(code):
        function = code.function_of(node)
        if function is not None:
            found.setdefault(code.qualified_name(function), {})[ast.unparse(node)] = node
    return found


def _assigned(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _read(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


def _defined_anew(file: ChangedFile) -> list[str]:
    """Functions, classes and names of modules and classes that the patch defines and the old text does not."""
    before = _definitions(file.old) if file.old is not None else set()
    after = _definitions(file.new) if file.new is not None else set()
    return sorted(name for name in after - before if len(name) >= _LEAST)


def _definitions(code: Code) -> set[str]:
    found: set[str] = set()
    for node in code.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        body = node.body if isinstance(node, ast.Module | ast.ClassDef) else []
        for statement in body:
            if isinstance(statement, ast.Assign):
                found |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
            elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                found.add(statement.target.id)
    return found


def _mentions(text: str, name: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))
