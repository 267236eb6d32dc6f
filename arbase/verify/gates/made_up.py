"""Gate 6: no value that nobody gave; only the repository itself may say what stands in for a missing one."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.advised import advised
from arbase.verify.change import ChangedFile
from arbase.verify.clock import begins_again
from arbase.verify.factories import factory_gives
from arbase.verify.fixed_tables import widened
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.literals import Fact, facts, is_literal
from arbase.verify.looked_back import looks_back
from arbase.verify.made_when_used import is_made_when_used
from arbase.verify.manuals import by_the_manual, keeps_line_ends, only_columns
from arbase.verify.marks import stands_for_nothing
from arbase.verify.neutral import FORGOTTEN, adds_nothing, stands_apart
from arbase.verify.noon import half_a_day
from arbase.verify.nulls import none_in_text, told_otherwise
from arbase.verify.numbered import before_the_first, named_in_place, without_the_highest
from arbase.verify.out_of_place import is_out_of_place
from arbase.verify.page_words import said_on_pages
from arbase.verify.quoting import writes_as_text
from arbase.verify.renamed_keys import was_called
from arbase.verify.steps import same_step
from arbase.verify.surplus_cells import missing_cell
from arbase.verify.syntax import Code, called_name, last_name
from arbase.verify.taken_out import taken_out
from arbase.verify.told import told_by_docstring, told_by_tests, told_for_what_is_missing
from arbase.verify.uneven_columns import nothing_in_it
from arbase.verify.unknown_part import refused_as_unknown
from arbase.verify.unread_letters import leave_no_mark
from arbase.verify.waited import is_nothing_waited
from arbase.verify.witnesses import NONE, is_tested, value_precedent
from arbase.verify.zeros import zeros_lost

LOSSY = frozenset(("ignore", "replace", "coerce", "surrogateescape", "backslashreplace", "namereplace"))
MAKES_UP = frozenset(("defaultdict", "Counter", "ChainMap", "SimpleNamespace", "MagicMock", "Mock", "nullcontext"))
WORD = re.compile(r"\w+|[^\w\s]")
FEW = 4
NO_SUCH = re.compile(r"no such (?:column|table)|(?:column|relation) .* does not exist|Unknown column", re.IGNORECASE)
CONTAINERS = FORGOTTEN - {"None"}
NONE_TYPE = re.compile(r"\bNoneType\b")
SQL_DEFAULT = re.compile(r"\b(coalesce|ifnull|nvl|isnull)\s*\(", re.IGNORECASE)


class MadeUpValueGate(Gate):
    """A new literal default, return value or constant needs a precedent that this gate finds by itself."""

    name = "made-up value"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first value without a precedent."""
        found: list[str] = []
        for file in case.files if not case.condition_put_back else ():
            if file.new is None:
                return self.refuses(f"{file.path} is not Python that can be read after the patch")
            if case.restored:
                found.append(f"commit {case.restored[:10]} had it so")
                continue
            if is_made_when_used(file):
                found.append(f"{file.path} makes it where it is used, as it was given before")
                continue
            rules = (
                _values(case, file, file.new, found),
                _lossy(case, file),
                _stand_ins(case, file),
                none_in_text(file),
                _nothing_but_none(case, file),
                told_otherwise(file),
                zeros_lost(case, file),
            )
            for fault in itertools.chain(*rules):
                return self.refuses(f"{file.path}: {fault}")
        return self.passes(f"every new value has a precedent: {found[0]}" if found else "no value was made up")


def _values(case: GateCase, file: ChangedFile, code: Code, found: list[str]) -> Iterator[str]:
    for fact in new_facts(file):
        if fact.use == "return" and isinstance(fact.node, ast.Return):
            continue  # an early answer: judged by the swallow gate
        if fact.use == "key":
            if not _key_exists(case, fact.name) and not named_in_place(code, fact.node):
                yield f"the key {fact.name!r} at line {fact.line} occurs nowhere else, neither in code nor in data"
            continue
        discarded = _is_discarded(code, fact) or is_nothing_waited(code, fact.node)
        if fact.identity == ("number", "by one", fact.value) or discarded or keeps_line_ends(fact):
            continue
        out_of_place = is_out_of_place(code, fact)
        precedent = "" if out_of_place else precedent_of(case, file, code, fact)
        if not precedent:
            name = f" for {fact.name!r}" if fact.name else ""
            yield f"{fact.text}{name} at line {fact.line} is a made-up value: nothing in the repository says so"
        found.append(precedent)
    yield from _silent_none(case, file, code)


def precedent_of(case: GateCase, file: ChangedFile, code: Code, fact: Fact) -> str:
    """Why the literal is not made up: a habit, the history, or what stands around it; empty if nothing says so."""
    return (
        value_precedent(case, file, code, fact)
        or taken_out(case, file, fact)
        or adds_nothing(code, fact, case.crash)
        or begins_again(code, fact.node, case.crash)
        or before_the_first(code, fact, case.crash)
        or writes_as_text(file, code, fact)
        or by_the_manual(code, fact, case.crash)
        or missing_cell(code, fact, case.crash)
        or refused_as_unknown(code, fact, case.crash)
        or _renamed(case, file, fact)
        or _qualified(case, file, fact)
        or _stayed(file, fact)
        or _beside(file, fact)
        or factory_gives(case, file, fact.node)
        or same_step(file, fact.node)
        or advised(case, file, fact)
        or was_called(case, fact)
        or half_a_day(case, code, fact)
        or nothing_in_it(case, file, fact)
        or (leave_no_mark(case) if getattr(fact.node, "value", None) == "replace" else "")
        or told_by_docstring(file, fact)
        or said_on_pages(case, file, fact.node)
        or ("the function says which one it means" if looks_back(case) else "")
        or told_for_what_is_missing(case, file, fact)
        or stands_for_nothing(case, code, fact.node)
        or told_by_tests(case, file, fact.node)
    )


def _beside(file: ChangedFile, fact: Fact) -> str:
    """The same step, with its literal, is done to another entry of the same thing there: `x["b"].fillna(0)`."""
    call = file.new.parent(fact.node) if file.new else None
    function = file.new.function_of(call) if file.new and call is not None else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or function is None:
        return ""
    own = call.func.value
    for other in ast.walk(function):
        if not isinstance(other, ast.Call) or not isinstance(other.func, ast.Attribute) or file.touches(other):
            continue
        same = other.func.attr == call.func.attr and list(map(ast.dump, other.args)) == list(map(ast.dump, call.args))
        entry = other.func.value
        if not isinstance(own, ast.Subscript) or not isinstance(entry, ast.Subscript):
            continue
        if same and ast.dump(own.value) == ast.dump(entry.value):
            return f"line {other.lineno} does the same to another entry"
    return ""


def _stayed(file: ChangedFile, fact: Fact) -> str:
    """The function had the literal already: as a value for another name, as the key that a function is told now, or
    with the same content in another kind (`""` and `b""`, `[]` and `set()`).
    """
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    for known in new_facts(ChangedFile(file.path, file.after, file.before)):
        key = known.use == "key" and isinstance(text, str) and text == known.name
        same = known.value == fact.value or (known.name == fact.name and _same_content(known.node, fact.node))
        value = known.use == fact.use and same
        if known.function == fact.function and (key or value):
            return f"the old code of {fact.function or file.path} had it"
    return ""


def _same_content(one: ast.AST, other: ast.AST) -> bool:
    """A text and its bytes; two collections or texts with nothing in them. None is no such thing."""
    match one, other:
        case ast.Constant(value=str() as text), ast.Constant(value=bytes() as raw):
            return text.encode() == raw
        case ast.Constant(value=bytes() as raw), ast.Constant(value=str() as text):
            return text.encode() == raw
    return ast.unparse(one) in CONTAINERS and ast.unparse(other) in CONTAINERS


def _renamed(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """A text of the old code in which one name stands in the place of another: no value, if the name is known."""
    text = getattr(fact.node, "value", None)
    if not isinstance(text, str):
        return ""
    words = WORD.findall(text)
    for known in file.gone(lambda code: code.every(ast.Constant)):
        before = WORD.findall(known.value) if isinstance(known.value, str) else []
        said = any(word in case.crash.message and len(word) > FEW for word in set(before) - set(words))
        if len(before) != len(words) or (len(words) < FEW and not (said and NO_SUCH.search(case.crash.message))):
            continue
        changed = {(one, other) for one, other in zip(before, words, strict=True) if one != other}
        if len(changed) == 1 and all(new.isidentifier() and case.repository.says(new) for _, new in changed):
            return f"the text is the same but for a name that the repository knows ({next(iter(changed))[1]})"
    return ""


def _qualified(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """A text of SQL in which only the table of a column was added, where the column alone was ambiguous."""
    text = getattr(fact.node, "value", None)
    if not isinstance(text, str) or "ambiguous" not in case.crash.message:
        return ""
    column = case.crash.message.rpartition(":")[2].strip()
    bare = re.sub(rf"\b\w+\.(?={re.escape(column)}\b)", "", text)
    same = any(re.sub(rf"\b\w+\.(?={re.escape(column)}\b)", "", str(known.value)) == bare
               for known in file.gone(lambda code: code.every(ast.Constant)))  # fmt: skip
    return f"the text is the same but for the table of {column}" if same else ""


def _had(case: GateCase, file: ChangedFile, node: ast.expr) -> bool:
    """An earlier version of the file has the very expression, with what went with it: `x.get(key) or default`."""
    wanted = ast.dump(_with_default(file.new, node))
    known = ((code, one) for _, code in case.history.earlier(file.path) for one in code.every(type(node)))
    return any(ast.dump(_with_default(code, one)) == wanted for code, one in known)


def _with_default(code: Code | None, node: ast.expr) -> ast.AST:
    outer = code.parent(node) if code else None
    return outer if isinstance(outer, ast.BoolOp | ast.IfExp) else node


def _is_discarded(code: Code, fact: Fact) -> bool:
    """`d.pop(key, None)` as a statement: nobody gets the value."""
    call = code.parent(fact.node)
    return fact.value == NONE and isinstance(call, ast.Call) and isinstance(code.parent(call), ast.Expr)


def new_facts(file: ChangedFile) -> list[Fact]:
    """The literals that the patch brings in as values."""
    old = {fact.node: fact for fact in facts(file.old)} if file.old else {}
    new = {fact.node: fact for fact in facts(file.new)} if file.new else {}
    known = {**old, **new}

    def select(code: Code) -> list[ast.AST]:
        return [node for node, fact in (new if code is file.new else old).items()]

    return [new[node] for node in file.fresh(select, lambda node: known[node].identity)]


def _key_exists(case: GateCase, key: str) -> bool:
    if case.repository.says(key):
        return True
    described = case.crash.variables.values()
    return any(key in (item.get("keys") or ()) for item in described if isinstance(item, dict))


def _silent_none(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """`d[k]` became `d.get(k)`: None stands in for what is missing."""

    def lookups(source: Code) -> list[ast.Subscript]:
        return [node for node in source.nodes if isinstance(node, ast.Subscript)]

    def gets(source: Code) -> list[ast.Call]:
        return [node for node in source.nodes if isinstance(node, ast.Call) and called_name(node) == "get"]

    gone = {ast.dump(node.slice) for node in file.gone(lookups)}
    for call in file.fresh(gets):
        if len(call.args) != 1 or call.keywords or ast.dump(call.args[0]) not in gone:
            continue
        name = str(getattr(call.args[0], "value", "")) or ast.unparse(call.args[0])
        fact = Fact(call, "default", name, NONE, "")
        known = is_tested(code, call) or _is_condition(code, call) or case.repository.occurs(call)
        known = known or stands_apart(code, call)
        if not known and not _had(case, file, call) and not value_precedent(case, file, code, fact):
            yield f"`{ast.unparse(call)}` at line {call.lineno} lets None stand in for a missing value"


def _is_condition(code: Code, node: ast.AST) -> bool:
    child = node
    for outer in code.ancestors(node):
        if isinstance(outer, ast.If | ast.IfExp | ast.While):
            return child is outer.test
        if isinstance(outer, ast.stmt):
            return False
        child = outer
    return False


def _parts_marks(code: Code | None, errors: ast.Constant) -> bool:
    """`normalize("NFKD", text).encode("ascii", "ignore")`: the letters stay, as whoever parted them wanted."""
    call = code.parent(errors) if code else None
    owner = call.func.value if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Call) and called_name(owner) == "normalize" and "NFKD" in ast.unparse(owner)


def _lossy(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """Options by which a conversion drops what it cannot read, and defaults inside SQL."""

    def texts(source: Code) -> list[ast.Constant]:
        return [node for node in source.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]

    old = {str(node.value) for code in case.repository.codes.values() for node in texts(code)}
    for node in file.fresh(texts):
        text = str(node.value)
        wanted = file.new is not None and only_columns(file.new, node, case.crash)
        if text not in LOSSY or text in old or wanted or _parts_marks(file.new, node):
            pass
        elif text != "replace" or not leave_no_mark(case):
            yield f"{text!r} at line {node.lineno} drops data that cannot be read"
        if SQL_DEFAULT.search(without_the_highest(text, case.crash)) and not any(
            SQL_DEFAULT.search(known) for known in old
        ):
            yield f"the SQL at line {node.lineno} makes up a value for NULL"


def _stand_ins(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """What answers for anything that is missing: containers that do, and a fixed entry of the service's own data."""
    if more := widened(file):
        yield more
    for call in file.fresh(lambda code: code.every(ast.Call)):
        if called_name(call) in MAKES_UP and not case.repository.occurs(call) and not _only_gathers(file.new, call):
            yield f"`{ast.unparse(call)[:60]}` at line {call.lineno} answers for whatever is missing"
        default = call.args[1] if called_name(call) == "get" and len(call.args) > 1 else None
        known = case.repository.occurs(call) or _by_default(case, call)
        if default is not None and _is_fixed(file.new, default) and not known:
            yield f"`{ast.unparse(default)[:60]}` at line {call.lineno} stands in for whatever is missing"
    for node in file.fresh(lambda code: code.every(ast.IfExp)):
        if any(_is_fixed(file.new, part) for part in (node.body, node.orelse)):
            yield f"`{ast.unparse(node)[:60]}` at line {node.lineno} puts a fixed entry in place of what is missing"
    for choice in file.fresh(lambda code: code.every(ast.BoolOp)):
        if isinstance(choice.op, ast.Or) and any(_is_fixed(file.new, part) for part in choice.values[1:]):
            yield f"`{ast.unparse(choice)[:60]}` at line {choice.lineno} puts a fixed entry in place of what is missing"


def _falls_back(node: ast.AST, name: str, key: str) -> bool:
    """A column that has the key by default, or another table from which it is taken for what is not there."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=field), value=ast.Call(keywords=words)) if field == name:
            return any(word.arg in {"default", "server_default"} and ast.dump(word.value) == key for word in words)
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, ast.Subscript(slice=ast.Constant() as other)]):
            return ast.dump(other) == key
    return False


def _by_default(case: GateCase, call: ast.Call) -> bool:
    """`TABLE.get(language, TABLE["en"])`: the repository has this very key for the name by default; the last rank."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=table), args=[asked, ast.Subscript(value=same, slice=ast.Constant() as key)]
        ) if ast.dump(table) == ast.dump(same):
            name, wanted = last_name(asked), ast.dump(key)
            nodes = (node for code in case.repository.codes.values() for node in code.nodes)
            return bool(case.repository.default_of(name, wanted)) or any(
                _falls_back(node, name, wanted) for node in nodes
            )
        case ast.Call(func=ast.Attribute(value=table), args=[_, ast.Call(func=ast.Name(id="len"), args=[same])]):
            # The place behind the last one of a table of ranks.
            return ast.dump(table) == ast.dump(same)
    return False


def _nothing_but_none(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """One answer in which None stands in for several values of a record that is None: a human decides what that says.

    The parts of the latest of an empty list are another matter: there is nothing that could be told of it.
    """
    if not NONE_TYPE.search(case.crash.message):
        return
    counted: dict[ast.AST, int] = {}
    for fact in new_facts(file):
        owners = file.new.ancestors(fact.node) if file.new else ()
        answer = next((node for node in owners if isinstance(node, ast.Dict | ast.Call | ast.Tuple)), None)
        if answer is not None and fact.value == NONE and isinstance(fact.node, ast.Constant):
            counted[answer] = counted.get(answer, 0) + 1
    for node, count in counted.items():
        if count > 1:
            yield f"None stands in for {count} values of one answer at line {getattr(node, 'lineno', 0)}"


def _is_fixed(code: Code | None, node: ast.expr) -> bool:
    """A look-up or call in which no local variable takes part: the same for every request."""
    function = code.function_of(node) if code else None
    if function is None or not isinstance(node, ast.Subscript | ast.Call) or is_literal(node):
        return False
    local = {item.arg for item in ast.walk(function) if isinstance(item, ast.arg)}
    local |= {item.id for item in ast.walk(function) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    return not any(isinstance(item, ast.Name) and item.id in local for item in ast.walk(node))


def _only_gathers(code: Code | None, call: ast.Call) -> bool:
    """The container is only added to: `counts[key] += 1`, `groups[key].append(x)`."""
    parent = code.parent(call) if code else None
    function = code.function_of(call) if code else None
    if function is None or not isinstance(parent, ast.Assign) or not isinstance(parent.targets[0], ast.Name):
        return False
    name = parent.targets[0].id
    uses = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name
    ]
    return bool(uses) and code is not None and all(_adds(code, node) for node in uses)


def _adds(code: Code, node: ast.Subscript) -> bool:
    parent = code.parent(node)
    if isinstance(parent, ast.AugAssign):
        return parent.target is node
    return isinstance(parent, ast.Attribute) and parent.attr in {"append", "add", "extend", "update"}
