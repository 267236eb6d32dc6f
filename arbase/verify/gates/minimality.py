"""Gate 8c: every part of the patch is needed."""

from __future__ import annotations

import ast
import difflib
import re
import textwrap

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.change import ChangedFile, Hunk, bare_dump
from arbase.verify.gates.handed_out import sent_back
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code
from arbase.workspace.twins import carried_over, expression_of, may_have_twins, twins

MAX_HUNKS = 12
_HOLDS = re.compile(r"(?:async )?with (.+) as (\w+):")
_CLOSES = re.compile(r"\.(?:a?close|shutdown)\(")
WORD = re.compile(r"\w+|[^\w\s]")


class MinimalityGate(Gate):
    """Without any one hunk the trigger fails again, or is answered in another way, or the code no longer parses.

    A hunk that makes the very same change as a needed one mends the same mistake in another place, and so does one that
    does to an expression what a needed one does to its like in the same function. An import comes with
    what needs it and goes with its last use, as a local does that is made of values alone. What a function is declared
    to return goes with what it returns; what moves is one change; and who makes something holds it where the rest of
    the patch no longer closes it. Within the crashed function a hunk may be needed by what the service hands out: the
    page behind the one that crashed.
    """

    name = "every hunk needed"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch with a hunk that changes nothing about the failure."""
        hunks = [(file, hunk) for file in case.files for hunk in file.hunks if not file.is_silent(hunk)]
        if not hunks:
            return self.refuses("the patch changes nothing but comments and layout")
        if len(hunks) > MAX_HUNKS:
            return self.refuses(f"the patch has {len(hunks)} hunks, more than {MAX_HUNKS}")
        if len(hunks) == 1:
            return self.passes("the patch is one hunk")
        if case.restored:
            return self.passes(f"the hunks take back commit {case.restored[:10]} as a whole")
        tested = [(file, hunk) for file, hunk in hunks if Code.parse(file.without(hunk)) is not None]
        overlays = [{**case.overlay, file.path: file.without(hunk)} for file, hunk in tested]
        whole = case.lab.after(case.overlay)[0]
        rows = case.lab.try_out(overlays, (case.lab.trigger,)) if overlays else ()
        ignore = answers.unstable(case.lab.start.before, case.lab.start.again)
        idle = [
            (file, hunk)
            for (file, hunk), (seen,) in zip(tested, rows, strict=True)
            if not answers.failed(case.lab.trigger, seen) and not answers.same_answer(whole, seen, ignore)
        ]
        useful = [(file, hunk) for file, hunk in hunks if (file, hunk) not in idle]
        needed = {_change(file, hunk) for file, hunk in useful}
        for file, hunk in idle:
            rules = (_unused_import, _unused_local, _used_import, _only_declares, _is_half_of_a_move)
            along = any(rule(file, hunk) for rule in rules) or _holds_instead(case, file, hunk)
            along = along or any(other is file and _is_twin(file, one, hunk) for other, one in useful)
            if _change(file, hunk) not in needed and not along and not _goes_on(case, file, hunk):
                return self.refuses(f"{file.path}: the hunk at line {_line(file, hunk)} is not needed")
        if idle:
            return self.passes(f"{len(hunks) - len(idle)} hunks are needed, the others make the same change elsewhere")
        return self.passes(f"each of the {len(hunks)} hunks is needed")


def _goes_on(case: GateCase, file: ChangedFile, hunk: Hunk) -> bool:
    """Without it other requests of the list, which the service hands out, are answered in another way."""
    place = case.crash.location
    function = file.old.function_at(place.line) if file.old is not None and file.path == place.path else None
    inside = function is not None and function.lineno <= hunk.old_start + 1 <= (function.end_lineno or 0)
    stimuli = sent_back(case) if inside else ()
    if not stimuli:
        return False
    whole, without = case.lab.try_out((case.overlay, {**case.overlay, file.path: file.without(hunk)}), stimuli)
    return any(answers.same_answer(one, two, frozenset()) for one, two in zip(whole, without, strict=True))


def _change(file: ChangedFile, hunk: Hunk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a hunk takes out and puts in, word by word."""
    old, new = (WORD.findall("".join(lines)) for lines in file.texts(hunk))
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    gone = tuple(word for _, start, end, _, _ in changed for word in old[start:end])
    come = tuple(word for _, _, _, start, end in changed for word in new[start:end])
    return gone, come


def _is_twin(file: ChangedFile, needed: Hunk, hunk: Hunk) -> bool:
    """What `needed` makes of an expression, `hunk` makes of another one of the function that does the same."""
    if file.old is None or file.new is None:
        return False
    ours, theirs = (_expressions(file.old, one.old_start, one.old_end) for one in (needed, hunk))
    made, come = (_expressions(file.new, one.new_start, one.new_end) for one in (needed, hunk))
    for node in filter(may_have_twins, ours):
        same = [one for one in theirs if file.old.function_of(one) is file.old.function_of(node)]
        for result in made if (others := twins(node, same)) else ():
            text = ast.get_source_segment(file.after, result) or ""
            pairs = [
                (other, one)
                for other in others
                if (put := expression_of(carried_over(node, text, other, (file.before, file.before)) or "")) is not None
                for one in come
                if ast.dump(one) == ast.dump(put)
            ]
            old, new = [other for other, _ in pairs], [one for _, one in pairs]
            if pairs and _rest(file, hunk, 0, old) == _rest(file, hunk, 1, new):
                return True
    return False


def _rest(file: ChangedFile, hunk: Hunk, side: int, nodes: list[ast.expr]) -> list[str]:
    """The words of a hunk before (0) or after (1) the patch without those of expressions; layout does not count."""
    text = "".join(file.texts(hunk)[side])
    for node in nodes:
        text = text.replace(ast.get_source_segment((file.before, file.after)[side], node) or "", " ", 1)
    return [word for word in WORD.findall(text) if word not in {",", "(", ")"}]


def _expressions(code: Code, first: int, end: int) -> list[ast.expr]:
    """The expressions that begin and end within lines, 0-based and half open."""
    return [
        node
        for node in code.nodes
        if isinstance(node, ast.expr) and first < node.lineno and (node.end_lineno or 0) <= end
    ]


def _unused_import(file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk only takes names out of imports that nothing uses any more: they go with the use."""
    old, new = (Code.parse("".join(lines).strip()) for lines in file.texts(hunk))
    if old is None or new is None or file.new is None:
        return False
    imports = all(isinstance(node, ast.Import | ast.ImportFrom) for node in (*old.tree.body, *new.tree.body))
    gone = _bound(old) - _bound(new)
    return bool(gone) and imports and not _bound(new) - _bound(old) and not _used(file.new) & gone


def _used(code: Code) -> set[str]:
    return {node.id for node in code.every(ast.Name)}


def _unused_local(file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk only takes a local out that the rest of the patch no longer reads, and that is made, not done.

    A condition, a record of a class or a container is made; what any other call does on its way is not for a patch to
    leave out.
    """
    old, new = file.texts(hunk)
    gone = Code.parse(textwrap.dedent("".join(old)).strip())
    if any(line.strip() for line in new) or gone is None or file.new is None:
        return False
    names: set[str] = set()
    for one in gone.tree.body:
        match one:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_made(value):
                names.add(name)
            case _:
                return False
    read = {node.id for node in file.old.every(ast.Name) if isinstance(node.ctx, ast.Load)} if file.old else set()
    return bool(names) and names <= read and not any(node.id in names for node in file.new.every(ast.Name))


def _is_made(value: ast.expr) -> bool:
    match value:
        case ast.BinOp(left=left, right=right):
            return _is_made(left) and _is_made(right)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys"), args=args, keywords=[]):
            return all(map(_is_made, args))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name[:1].isupper()
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return all(map(_is_made, parts))
    return isinstance(value, ast.Constant | ast.Name | ast.Attribute | ast.Compare)


def _used_import(file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk only brings in a name that the rest of the patch uses.

    Without it an earlier request may fail that way, and so leave nothing behind for the trigger to fail of.
    """
    old, new = (Code.parse("".join(lines).strip()) for lines in file.texts(hunk))
    if old is None or new is None or file.new is None:
        return False
    imports = (ast.Import, ast.ImportFrom)
    if not all(isinstance(node, imports) for node in (*old.tree.body, *new.tree.body)):
        return False
    names = _bound(new) - _bound(old)
    here = range(hunk.new_start + 1, hunk.new_end + 1)
    nodes = [node for node in file.new.every(ast.Name) if node.lineno in file.added and node.lineno not in here]
    return bool(names) and not _bound(old) - _bound(new) and names <= {node.id for node in nodes}


def _bound(code: Code) -> set[str]:
    """The names that imports bind."""
    return {(alias.asname or alias.name).partition(".")[0] for alias in code.every(ast.alias)}


def _only_declares(file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk only says what a function may return, or a value of a function be, also in words: it goes with that.

    What a class declares for its instances stays: models and dataclasses read it; and what a function takes, where it
    is no method of a plain class: frameworks fill in arguments by it.
    """
    texts = (file.after, file.without(hunk))
    bare = []
    for code in map(Code.parse, texts):
        for node in code.nodes if code is not None else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                node.returns = None
                if code is not None and _is_plain_method(code, node):
                    for one in ast.walk(node.args):
                        if isinstance(one, ast.arg):
                            one.annotation = None
            elif isinstance(node, ast.AnnAssign) and code is not None and code.function_of(node) is not None:
                node.annotation = ast.Constant(None)
            elif isinstance(node, ast.AnnAssign) and code is not None and code.parent(node) is code.tree and node.value:
                node.annotation = ast.Constant(None)  # a module's own value is what it is given
        bare.append(bare_dump(code.tree) if code is not None else "")
    return bool(bare[0]) and bare[0] == bare[1]


def _is_plain_method(code: Code, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    owner = code.parent(function)
    plain = isinstance(owner, ast.ClassDef) and not owner.bases and not owner.decorator_list
    return plain and not function.decorator_list


def _is_half_of_a_move(file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk takes out, or puts in, just what another one of the file puts in or takes out."""
    old, new = file.texts(hunk)
    if bool(old) == bool(new):
        return False
    return any(file.texts(other) == (new, old) for other in file.hunks)


def _holds_instead(case: GateCase, file: ChangedFile, hunk: Hunk) -> bool:
    """The hunk holds in a `with` what it made without one before, and the rest of the patch closes it no longer."""
    old, new = ("".join(lines) for lines in file.texts(hunk))
    held = [found for line in new.splitlines() if (found := _HOLDS.fullmatch(line.strip())) is not None]
    if len(held) != 1 or held[0][0] in old:
        return False
    made, name = held[0][1], held[0][2]
    inside = new.replace(held[0][0], "", 1)
    same = "".join(inside.split()) == "".join(re.sub(re.escape(made), name, old).split())
    before, after = (sum(len(_CLOSES.findall(text)) for text in texts) for texts in _texts(case))
    return same and before > after


def _texts(case: GateCase) -> tuple[list[str], list[str]]:
    return [file.before for file in case.files], [file.after for file in case.files]


def _line(file: ChangedFile, hunk: Hunk) -> int:
    return min(hunk.new_start, len(file.after.splitlines())) + 1
