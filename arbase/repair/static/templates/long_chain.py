"""A function that calls itself for the next link of a chain which is only long: a loop has no such end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.dataflow import argument_of, is_method, parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, text_of
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.recursion import own_calls
from arbase.workspace.tree import Function

NAME = "long-chain"
_NEGATED: dict[type[ast.cmpop], str] = {
    ast.Is: "is not", ast.IsNot: "is", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
# What a loop would see later than the function does, or cannot leave in the same way.
_LATER = (ast.Lambda, ast.GeneratorExp, ast.Await, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class _Chain:
    """`while asked: <before>, <step>, <next>`, then the end; `base` is what the function gives there."""

    asked: str
    before: list[ast.stmt]
    last: ast.stmt
    base: ast.expr | None


class LongChain(Template):
    """`while post.parent is not None` in the place of `[post.parent, *above(...)]`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a function of the trace that calls itself at one place and does little with what it gets."""
        if context.crash.exception != "RecursionError":
            return
        frame = next((item for item in reversed(context.crash.frames) if own_calls(item.file, item.function)), None)
        if frame is None or not isinstance(frame.function, ast.FunctionDef):
            return
        file, function = frame.file, frame.function
        calls = own_calls(file, function)
        unique = function.name in context.statuses.functions
        if len(calls) != 1 or not unique or function.decorator_list or function.args.vararg or function.args.kwarg:
            return
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        start, end = file.span(body[0])[0], file.span(body[-1])[1]
        text = file.text[start:end]
        # A comment would get lost, and so would the layout of what takes several lines.
        if "#" in text or not file.starts_line(body[0]) or any(isinstance(node, _LATER) for node in _inner(body)):
            return
        chain, following = _chain(file, body, calls[0]), _following(file, function, calls[0])
        lines = _loop(file, function, chain, calls[0], following) if chain is not None and following else []
        if not lines or any("\n" in line for line in lines):
            return
        indent = file.indent(body[0])
        written = f"{file.newline}{indent}".join(
            file.unit * (len(line) - len(line.lstrip("\t"))) + line.lstrip("\t") for line in lines
        )
        # Behind the drafts for a cycle, which a loop would follow without end.
        idea = Idea(NAME, 0.58, f"{function.name} follows a chain that may be longer than the stack is deep")
        yield edited(context, idea, file, Edit(start, end, written))


def _inner(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _chain(file: SourceFile, body: list[ast.stmt], call: ast.Call) -> _Chain | None:
    """`if end: return base` and the step behind it, or `if goes_on: <step>` and `return base`."""
    match body:
        case [ast.If(test=test, body=[ast.Return(value=base)], orelse=[]), *before, last] if _is_in(call, last):
            chain = _Chain(_negated(file, test), before, last, base)
        case [ast.If(test=test, body=[*before, last], orelse=[]), ast.Return(value=base)] if _is_in(call, last):
            chain = _Chain(file.segment(test), before, last, base)
        case _:
            return None
    return chain if all(map(is_simple, [*chain.before, chain.last])) else None


def _is_in(call: ast.Call, statement: ast.stmt) -> bool:
    return any(node is call for node in ast.walk(statement))


def _negated(file: SourceFile, test: ast.expr) -> str:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return file.segment(inner)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _NEGATED:
            if all(isinstance(item, ast.Constant | ast.Call) or text_of(item) is not None for item in (left, right)):
                return f"{file.segment(left)} {_NEGATED[type(op)]} {file.segment(right)}"
    plain = isinstance(test, ast.Call) or text_of(test) is not None
    return f"not {file.segment(test)}" if plain else f"not ({file.segment(test)})"


def _following(file: SourceFile, function: Function, call: ast.Call) -> str:
    """`post = POSTS[post.parent]`: the parameters that change from call to call; empty where one falls back."""
    bound = is_method(file, function)
    names = [item.arg for item in parameters(function)][1 if bound else 0 :]
    if bound and not (isinstance(call.func, ast.Attribute) and text_of(call.func.value) == function.args.args[0].arg):
        return ""
    given = {name: argument_of(call, function, name, bound=bound) for name in names}
    moving = {name: value for name, value in given.items() if text_of(value or call) != name}
    if not moving or any(value is None or isinstance(value, ast.Starred) for value in moving.values()):
        return ""
    values = ", ".join(file.segment(value) for value in moving.values() if value is not None)
    return f"{', '.join(moving)} = {values}"


def _loop(file: SourceFile, function: Function, chain: _Chain, call: ast.Call, following: str) -> list[str]:
    """The lines of the loop, by what the last statement makes of what the function gives for the next link."""
    before = [f"\t{file.segment(item)}" for item in chain.before]
    head, on = f"while {chain.asked}:", f"\t{following}"
    match chain.last:
        case ast.Return(value=value) if value is call:
            base = file.segment(chain.base) if chain.base is not None else ""
            return [head, *before, on, f"return {base}".rstrip()]
        case ast.Expr(value=ast.YieldFrom(value=value)) if value is call and chain.base is None:
            return [head, *before, on]
        case ast.Return(value=ast.expr() as value) if isinstance(chain.base, ast.List):
            return _gathered(file, chain, (value, call), _free(function, "found"), (head, before, on))
        case ast.Return(value=ast.BinOp(left=left, op=ast.Add(), right=right)) if call in (left, right):
            more = right if left is call else left
            # Of whole numbers the order in which they are added is all the same.
            if _is_whole(more) and _is_whole(chain.base):
                name = _free(function, "count")
                first = file.segment(chain.base) if chain.base is not None else "0"
                step = f"\t{name} += {file.segment(more)}"
                return [f"{name} = {first}", head, *before, step, on, f"return {name}"]
    return []


def _gathered(
    file: SourceFile, chain: _Chain, made: tuple[ast.expr, ast.expr], name: str, loop: tuple[str, list[str], str]
) -> list[str]:
    """`[x, *f(next)]`, `[x] + f(next)`, or with the new one behind, which turns the list round."""
    value, call = made
    items: list[ast.expr] = []
    turned = False
    match value:
        case ast.List(elts=[*items, ast.Starred(value=inner)]) if inner is call:
            pass
        case ast.List(elts=[ast.Starred(value=inner), *items]) if inner is call:
            turned = True
        case ast.BinOp(left=ast.List(elts=items), op=ast.Add(), right=inner) if inner is call:
            pass
        case ast.BinOp(left=inner, op=ast.Add(), right=ast.List(elts=items)) if inner is call:
            turned = True
        case _:
            return []
    if len(items) != 1 or isinstance(items[0], ast.Starred) or not isinstance(chain.base, ast.List):
        return []
    head, before, on = loop
    ends = ", ".join(file.segment(item) for item in chain.base.elts)
    result = f"{name}[::-1]" if turned else name
    if ends:
        result = f"[{ends}, *reversed({name})]" if turned else f"[*{name}, {ends}]"
    return [f"{name} = []", head, *before, f"\t{name}.append({file.segment(items[0])})", on, f"return {result}"]


def _is_whole(node: ast.expr | None) -> bool:
    match node:
        case ast.Constant(value=int()) | ast.Call(func=ast.Name(id="len")):
            return True
    return False


def _free(function: Function, word: str) -> str:
    taken = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    taken |= {item.arg for item in parameters(function)}
    return next(name for name in (word, f"{word}_so_far", f"all_{word}") if name not in taken)
