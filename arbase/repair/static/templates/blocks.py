"""Bytes that are decoded block by block: a letter of more than one byte may lie across the border of two blocks.

The blocks are put together as bytes first, and decoded then.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "blocks"
_CUT = re.compile(
    r"unexpected end of data|invalid (?:continuation|start) byte|truncated data|incomplete multibyte sequence"
    r"|illegal multibyte sequence|illegal UTF-16 surrogate"
)
_WHY = "a letter may begin in one block and end in the next"


@dataclass(frozen=True)
class _Decoded:
    """`block.decode(codec)`: what is decoded, and the text of the step."""

    block: ast.expr
    step: str


class Blocks(Template):
    """Joined before they are decoded: in one expression, in a list, in a variable that grows."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By how the repository puts the texts together."""
        if context.crash.exception != "UnicodeDecodeError" or not _CUT.search(context.crash.message):
            return
        for frame in dict.fromkeys(reversed(context.crash.frames[-2:])):
            for node in header_nodes(frame.statement):
                text = _joined(frame.file, node)
                if text:
                    yield edited(context, Idea(NAME, 0.88, _WHY), frame.file, replace(frame.file, node, text))
        yield from self._grown(context, context.frame)
        yield from self._listed(context, context.frame)

    @staticmethod
    def _grown(context: Context, frame: Frame) -> Iterator[Draft]:
        """`text += block.decode(codec)` in a loop: the variable holds bytes until the loop is over."""
        file, function, statement = frame.file, frame.function, frame.statement
        loop = _loop(frame)
        match statement:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                decoded = _decoded(file, value)
            case _:
                return
        given = [item for item in definitions(file, function, name) if item.statement is not statement]
        if loop is None or decoded is None or len(given) != 1 or not _is_empty(given[0].value):
            return
        empty, start = given[0].value, given[0].statement
        inside = [part for part in ast.walk(loop) if isinstance(part, ast.Name) and part.id == name]
        block = file.block_of(loop)
        # In a loop around this one it would be text again, and bytes are added to it.
        if len(inside) != 1 or start.lineno > loop.lineno or empty is None or start not in block:
            return
        plain = isinstance(loop, ast.For) and loop.body == [statement] and not loop.orelse
        if plain and isinstance(loop, ast.For) and block.index(loop) - block.index(start) == 1:
            same = isinstance(decoded.block, ast.Name) and ast.unparse(loop.target) == decoded.block.id
            each = f"{file.segment(decoded.block)} for {file.segment(loop.target)} in {file.segment(loop.iter)}"
            text = f'{name} = b"".join({file.segment(loop.iter) if same else each}){decoded.step}'
            first, last = file.span(start)[0], file.span(loop)[1]
            if "#" not in file.text[first:last]:
                yield edited(context, Idea(NAME, 0.88, _WHY), file, Edit(first, last, text))
            return
        after = insert_after(file, loop, (f"{name} = {name}{decoded.step}",))
        if after is not None:
            edits = [replace(file, empty, f"b{file.segment(empty)}"), after]
            edits.append(replace(file, statement.value, file.segment(decoded.block)))
            yield edited(context, Idea(NAME, 0.85, _WHY), file, *edits)

    @staticmethod
    def _listed(context: Context, frame: Frame) -> Iterator[Draft]:
        """`parts.append(block.decode(codec))`, and `"".join(parts)` as all that is done with the list."""
        file, function = frame.file, frame.function
        if function is None or _loop(frame) is None:
            return
        for node in header_nodes(frame.statement):
            match node:
                case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=name)), args=[value], keywords=[]):
                    decoded = _decoded(file, value)
                case _:
                    continue
            uses = [part for part in ast.walk(function) if isinstance(part, ast.Name) and part.id == name]
            read = [part for part in uses if isinstance(part.ctx, ast.Load)]
            joins = [file.parent(part) for part in read if isinstance(file.parent(part), ast.Call)]
            whole = [call for call in joins if _is_join(call)]
            if decoded is None or len(uses) != 3 or len(read) != 2 or len(whole) != 1 or whole[0] is None:
                continue
            join = whole[0]
            edits = [replace(file, value, file.segment(decoded.block))]
            edits.append(replace(file, join, f'b"".join({name}){decoded.step}'))
            yield edited(context, Idea(NAME, 0.87, _WHY), file, *edits)


def _joined(file: SourceFile, node: ast.AST) -> str:
    """`b"".join(blocks).decode(codec)` for a join of decoded blocks; empty where it is none."""
    if not isinstance(node, ast.Call) or not _is_join(node):
        return ""
    match node.args[0]:
        case ast.GeneratorExp(elt=made, generators=[loop]) | ast.ListComp(elt=made, generators=[loop]):
            decoded = _decoded(file, made)
            if decoded is None or loop.is_async:
                return ""
            block, target = file.segment(decoded.block), file.segment(loop.target)
            if block == target and not loop.ifs:
                blocks = file.segment(loop.iter)
            else:
                tests = "".join(f" if {file.segment(test)}" for test in loop.ifs)
                blocks = f"{block} for {target} in {file.segment(loop.iter)}{tests}"
            return f'b"".join({blocks}){decoded.step}'
        case ast.Call(func=ast.Name(id="map"), args=[ast.Attribute(value=ast.Name(id="bytes"), attr="decode"), blocks]):
            return f'b"".join({file.segment(blocks)}).decode()'
    return ""


def _is_join(node: ast.AST | None) -> bool:
    """`"".join(one)`: with anything between them the parts were no blocks of one text."""
    match node:
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="")), args=[_], keywords=[]):
            return True
    return False


def _is_empty(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value == "" and isinstance(node.value, str)


def _decoded(file: SourceFile, node: ast.expr) -> _Decoded | None:
    """The block that an expression decodes, as a method or by `str(block, codec)`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="decode", value=block)):
            return _Decoded(block, file.text[file.span(block)[1] : file.span(node)[1]])
        case ast.Call(func=ast.Name(id="str"), args=[block, *codec]) if codec or node.keywords:
            given = [*codec, *node.keywords]
            return _Decoded(block, f".decode({', '.join(file.segment(item) for item in given)})")
    return None


def _loop(frame: Frame) -> ast.For | ast.While | None:
    """The loop whose body holds the failing statement."""
    if not is_simple(frame.statement):
        return None
    for outer in frame.file.ancestors(frame.statement):
        if outer is frame.function:
            break
        if isinstance(outer, ast.For | ast.While):
            return outer
    return None
