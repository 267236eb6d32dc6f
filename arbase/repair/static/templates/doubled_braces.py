"""A text with somebody's words in it is filled in as a template once more: braces in those words are doubled.

`text = LETTER.format(name="{name}", notes=event.notes)` and `text.format(name=...)` for each reader;
`"\\n".join([greeting, note, closing]).format(**values)`. So it is with the percent signs of `text % values`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

from arbase.repair.static.crash import quoted
from arbase.repair.static.dataflow import argument_of, definitions, is_method, module_names, parameters, reaching
from arbase.repair.static.edit import Edit, bracketed, insert_before, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "doubled-braces"
HELPER = "doubled"
STEPS = 8
_SAID = ("Single '", "expected '}'", "unmatched '{'", "unexpected '{'", "Replacement index", "Invalid format spec")
_PERCENT = re.compile(
    r"^(?:not enough arguments for format|unsupported format character|incomplete format|format requires a)"
    r"|^%\w format: "
)
_PLAIN = re.compile(r"%[sd]|%\(\w+\)[sd]")


class Fill(NamedTuple):
    """The second filling: the names that it gives values, the sign of a placeholder, and how data have it doubled."""

    names: tuple[str, ...]
    sign: str
    doubled: str
    doc: str


class Text(NamedTuple):
    """The expression that puts a text together; `own`: the crashed function's, so the values in it were seen."""

    file: SourceFile
    function: Function | None
    node: ast.expr
    own: bool


class DoubledBraces(Template):
    """What people wrote goes into the text with its braces doubled, so that it comes out as they wrote it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For `text.format(...)` that met braces which no template of the program has."""
        crash = context.crash
        if crash.exception not in ("KeyError", "IndexError", "ValueError", "TypeError"):
            return
        for text, fill in _fillings(context):
            made = _made(context, text)
            words = list(_words(context, made, fill)) if made is not None else []
            edits = _edits(context, made, words, fill) if made is not None and words else None
            if made is not None and edits and not _has_templates(context, made, text, fill):
                shown = " and ".join(made.file.segment(word) for word in words)
                why = f"{shown} may hold {fill.sign}, and the text that it goes into is filled in once more"
                yield edited(context, Idea(NAME, 0.9, why), made.file, *edits)
                return


def _fillings(context: Context) -> Iterator[tuple[ast.Name, Fill]]:
    """The failing `text.format(...)` or `text % values`."""
    message, missing = context.crash.message, context.crash.exception == "KeyError"
    for node in header_nodes(context.frame.statement):
        match node:
            case ast.Call(func=ast.Attribute(attr="format" | "format_map", value=ast.Name() as text), keywords=words):
                if missing or message.startswith(_SAID):
                    names = tuple(word.arg for word in words if word.arg is not None)
                    yield text, Fill(names, "{", '.replace("{", "{{").replace("}", "}}")', "its braces are")
            case ast.BinOp(left=ast.Name() as text, op=ast.Mod()):
                if missing or _PERCENT.search(message):
                    yield text, Fill((), "%", '.replace("%", "%%")', "its percent signs are")


def _made(context: Context, text: ast.Name) -> Text | None:
    """Where the text comes from, back through names, arguments of the calls on the way, and what functions return."""
    frames, place = context.crash.frames, len(context.crash.frames) - 1
    file, function, line = context.frame.file, context.frame.function, context.frame.line
    node: ast.expr = text
    followed = True
    for _ in range(STEPS):
        if isinstance(node, ast.Name):
            given = reaching(file, function, node.id, line)
            if len(given) == 1 and given[0].value is not None:
                node, line = given[0].value, given[0].statement.lineno
                continue
            if given or function is None or not followed or place == 0:
                return None
            if node.id not in [one.arg for one in parameters(function)]:
                return None
            while place > 1 and frames[place - 1].function is function:
                place -= 1  # a comprehension, which has a frame of its own before Python 3.12
            above, bound = frames[place - 1], is_method(file, function)
            calls = [one for one in header_nodes(above.statement) if isinstance(one, ast.Call)]
            asked = [
                argument_of(one, function, node.id, bound=bound) for one in calls if last_name(one) == function.name
            ]
            if len(asked) != 1 or asked[0] is None:
                return None
            place, node = place - 1, asked[0]
            file, function, line = above.file, above.function, above.line
            continue
        callee = callee_of(context.codebase.sources, node) if isinstance(node, ast.Call) else None
        if callee is None:
            return Text(file, function, node, own=function is context.frame.function)
        returned = [one for one in own_nodes(callee[1]) if isinstance(one, ast.Return)]
        if len(returned) != 1 or returned[0].value is None:
            return None
        (file, function), node, line, followed = callee, returned[0].value, returned[0].lineno, False
    return None


def _words(context: Context, made: Text, fill: Fill) -> Iterator[ast.expr]:
    """The parts of the text that are data; none where it cannot be told which are templates."""
    match made.node:
        case ast.Call(func=ast.Attribute(attr="format", value=template), args=[], keywords=words):
            yield from _filled(made, template, words, fill)
        case ast.JoinedStr(values=parts):
            if any(isinstance(one, ast.Constant) and fill.sign in str(one.value) for one in parts):
                held = [one for one in parts if isinstance(one, ast.FormattedValue)]
                yield from (one.value for one in held if one.format_spec is None and one.conversion == -1)
        case ast.Call(func=ast.Attribute(attr="join"), args=[given], keywords=[]):
            yield from _among(context, made, list(_elements(made, given)), fill)
        case ast.BinOp(op=ast.Add()):
            yield from _among(context, made, list(_operands(made.node)), fill)


def _filled(made: Text, template: ast.expr, words: list[ast.keyword], fill: Fill) -> Iterator[ast.expr]:
    """All that the first filling puts in, where it leaves a placeholder for the second one: `name="{name}"`."""
    text = _constant(made, template)
    kept = [one for one in words if isinstance(one.value, ast.Constant) and fill.sign in str(one.value.value)]
    left = fill.sign == "%" and "%" in (text or "")
    if text is None or not (kept or left) or any(one.arg is None for one in words):
        return
    fields = [(name, spec, turned) for _, name, spec, turned in Formatter().parse(text) if name is not None]
    if any(not name.isidentifier() for name, _, _ in fields):
        return  # `{event.notes}` takes its words out of what is put in
    shaped = {name for name, spec, turned in fields if spec or turned}
    for one in words:
        if one.arg not in shaped and not isinstance(one.value, ast.Constant):
            yield one.value


def _among(context: Context, made: Text, parts: list[ast.expr], fill: Fill) -> Iterator[ast.expr]:
    """The parts in which the braces stood; where they were not seen, those that are not written down as templates."""
    if made.own and any(context.crash.described(one) for one in parts):
        yield from (one for one in parts if _holds(context, one, fill))
        return
    written = [one for one in parts if _constant(made, one) is not None]
    if any(fill.sign in (_constant(made, one) or "") for one in written):
        yield from (one for one in parts if one not in written)


def _holds(context: Context, part: ast.expr, fill: Fill) -> bool:
    """Its value has the signs that were met, and no placeholder that is given a value."""
    shown = str(context.crash.described(part).get("repr", ""))
    if context.crash.type_of(part) != "str" or any(f"{{{name}}}" in shown for name in fill.names):
        return False
    if context.crash.exception == "KeyError":
        key = (quoted(context.crash.message) or [context.crash.message])[0]
        return ("{" if fill.sign == "{" else "%(") + key in shown
    return fill.sign in shown and _PLAIN.search(shown) is None if fill.sign == "%" else "{" in shown or "}" in shown


def _elements(made: Text, given: ast.expr) -> Iterator[ast.expr]:
    """What is joined: the elements of a list, by name perhaps, and some of them left out."""
    match given:
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            yield from parts
        case (
            ast.GeneratorExp(elt=ast.Name(id=name), generators=[loop])
            | ast.ListComp(elt=ast.Name(id=name), generators=[loop])
        ):
            if isinstance(loop.target, ast.Name) and loop.target.id == name:
                yield from _elements(made, loop.iter)
        case ast.Name(id=name):
            listed = definitions(made.file, made.function, name)
            if len(listed) == 1 and isinstance(listed[0].value, ast.List | ast.Tuple) and made.function is not None:
                yield from listed[0].value.elts
                for node in own_nodes(made.function):
                    match node:
                        case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=owner)), args=[part]):
                            if owner == name:
                                yield part


def _operands(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _operands(node.left)
        yield from _operands(node.right)
    else:
        yield node


def _constant(made: Text, node: ast.expr) -> str | None:
    """A text that is written down, here or at the top of the module."""
    if isinstance(node, ast.Name) and not reaching(made.file, made.function, node.id, node.lineno):
        given = definitions(made.file, None, node.id)
        node = given[0].value if len(given) == 1 and given[0].value is not None else node
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _has_templates(context: Context, made: Text, text: ast.Name, fill: Fill) -> bool:
    """The text has more placeholders than are written down where it is put together: what goes in has its own."""
    shown = str(context.crash.described(text).get("repr", ""))
    nodes = list(ast.walk(made.node))
    for name in [node for node in nodes if isinstance(node, ast.Name)]:
        nodes += [part for item in definitions(made.file, made.function, name.id) for part in ast.walk(item.statement)]
    written = [found for node in nodes if isinstance(node, ast.expr) and (found := _constant(made, node)) is not None]
    marks = [f"{{{name}}}" for name in fill.names] if fill.sign == "{" else ["%s", "%d", "%("]
    return any(shown.count(mark) > sum(one.count(mark) for one in written) for mark in marks) and not any(
        context.crash.described(node) and _holds(context, node, fill) for node in nodes if isinstance(node, ast.expr)
    )


def _edits(context: Context, made: Text, words: list[ast.expr], fill: Fill) -> list[Edit] | None:
    """Each of them with its braces doubled, by a function where there are several or one may be no text."""
    file = made.file
    plain = not isinstance(made.node, ast.JoinedStr)  # where quotes and braces would be in each other's way
    if len(words) == 1 and plain and made.own and context.crash.type_of(words[0]) == "str":
        text = f'({file.segment(words[0])} or "")' if _may_be_none(made, words[0]) else bracketed(file, words[0])
        return [replace(file, words[0], f"{text}{fill.doubled}")]
    taken = module_names(file) | {node.id for node in file.nodes if isinstance(node, ast.Name)}
    outer = [made.function, *file.ancestors(made.function)] if made.function is not None else []
    tops = [one for one in outer if isinstance(one, ast.stmt)]
    if HELPER in taken or not tops:
        return None
    lines = (
        f"def {HELPER}(text):",
        f'\t"""What stands in a text that is filled in once more: {fill.doc} no placeholders."""',
        f"\treturn str(text){fill.doubled}",
        "",
        "",
    )
    helper = insert_before(file, tops[-1], lines)
    calls = [replace(file, word, f"{HELPER}({file.segment(word)})") for word in words]
    return [helper, *calls] if helper is not None else None


def _may_be_none(made: Text, word: ast.expr) -> bool:
    """A parameter that is None unless somebody gives it."""
    function = made.function
    if function is None or not isinstance(word, ast.Name):
        return False
    spec = function.args
    named = [*spec.posonlyargs, *spec.args]
    behind = zip(reversed(named), reversed(spec.defaults), strict=False)
    given = [*behind, *zip(spec.kwonlyargs, spec.kw_defaults, strict=True)]
    held = [value for one, value in given if one.arg == word.id]
    said = [ast.unparse(one.annotation) for one in parameters(function) if one.arg == word.id and one.annotation]
    return any(isinstance(value, ast.Constant) and value.value is None for value in held) or any(
        "None" in one or "Optional" in one for one in said
    )
