"""pandas on the way to an answer: NaN and NumPy's numbers in JSON, the first row of nothing, columns nobody has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from arbase.repair.static.behind import functions_behind
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.refusals import INVALID, LOOKUP, SELECTION, Need
from arbase.repair.static.source import header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, in_brackets, is_simple, refuse_on
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "frame-answers"
_NAN = re.compile(r"not JSON compliant|NaN is not a valid JSON")
_NUMPY = re.compile(r"Object of type (u?int\d+|float\d+|bool_?|bool\d*) is not JSON serializable")
_COUNTS = frozenset(("count", "nunique", "size", "sum", "idxmax", "idxmin", "argmax", "argmin", "max", "min"))
_MEANS = frozenset(("mean", "median", "std", "var", "quantile", "sum", "max", "min"))
_OUTSIDE = re.compile(r"single positional indexer is out-of-bounds")
_EXTREME = re.compile(r"attempt to get arg(?:max|min) of an empty sequence")
_PICKS = frozenset(("idxmax", "idxmin", "argmax", "argmin"))
_LARGER = re.compile(r"larger sample than population|[Ss]ample larger than population")


class FrameAnswers(Template):
    """null for NaN, Python's numbers, a refusal for what the client looks for and is not there."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By the message of the crash."""
        message = context.crash.message
        if _NAN.search(message):
            yield from self._null(context)
            yield from self._kept_as_float(context)
        if (numpy := _NUMPY.search(message)) is not None:
            yield from self._numbers(context, numpy[1])
        if _OUTSIDE.search(message):
            yield from self._nothing_found(context)
        if context.crash.exception == "KeyError":
            yield from self._no_such(context)
        if _LARGER.search(message):
            yield from self._fewer(context)
        if _EXTREME.search(message):
            yield from self._of_nothing(context)

    @staticmethod
    def _of_nothing(context: Context) -> Iterator[Draft]:
        """`table.idxmax() if len(table) else None`: the place of the largest, where there is one."""
        frame = context.frame
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _PICKS or call.args:
                continue
            owner = call.func.value if isinstance(call.func, ast.Attribute) else call
            text = frame.file.segment(owner)
            whole = in_brackets(frame.file, call, f"{frame.file.segment(call)} if len({text}) else None")
            idea = Idea(NAME, 0.78, f"{text} may be empty, and then has no {last_name(call.func)[3:]}imum")
            yield edited(context, idea, frame.file, replace(frame.file, call, whole))

    def _null(self, context: Context) -> Iterator[Draft]:
        """`frame.to_dict("records")` with null where the frame has NaN."""
        for frame in reversed(context.crash.frames[-2:]):
            for call in header_nodes(frame.statement):
                match call:
                    case ast.Call(func=ast.Attribute(attr="to_dict", value=ast.Name() | ast.Subscript() as table)):
                        text = frame.file.segment(table)
                        if "\n" in text:
                            continue
                        idea = Idea(NAME, 0.72, f"{text} has NaN where there is no value, which is null in JSON")
                        whole = f"{text}.astype(object).where({text}.notna(), None)"
                        yield edited(context, idea, frame.file, replace(frame.file, table, whole))

    @staticmethod
    def _kept_as_float(context: Context) -> Iterator[Draft]:
        """`table.where(table.notna(), None)` was to make null of NaN: a column of floats makes NaN of it again."""
        for file, function in functions_behind(context.codebase, context.crash.frames):
            for call in own_nodes(function):
                table = _without_nan(call)
                if table is not None and "astype(object)" not in file.segment(table):
                    why = f"{file.segment(table)} has columns of floats, which hold NaN where None is put"
                    text = f"{bracketed(file, table)}.astype(object)"
                    yield edited(context, Idea(NAME, 0.93, why), file, replace(file, table, text))

    def _numbers(self, context: Context, kind: str) -> Iterator[Draft]:
        """Every figure of a table in the answer as a number of Python's."""
        maker = "float" if kind.startswith("float") else "bool" if kind.startswith("bool") else "int"
        names = _MEANS if maker == "float" else _COUNTS
        frame = context.frame
        edits = []
        for node in ast.walk(frame.statement):
            given = [word.value for word in node.keywords] if isinstance(node, ast.Call) else []
            for value in node.values if isinstance(node, ast.Dict) else given:
                if isinstance(value, ast.Call) and last_name(value.func) in names and not value.args:
                    edits.append(replace(frame.file, value, f"{maker}({frame.file.segment(value)})"))
        if edits:
            idea = Idea(NAME, 0.8, f"JSON does not know NumPy's {kind}")
            yield edited(context, idea, frame.file, *edits)

    def _nothing_found(self, context: Context) -> Iterator[Draft]:
        """`frame[mask].iloc[0]` of what the client looks for."""
        yield from self._refused(context, "IndexError", SELECTION, context.frame.statement)

    def _no_such(self, context: Context) -> Iterator[Draft]:
        """A row or column by a name that the client sent: `frame.loc[code]`, `frame.groupby(by)`."""
        node = context.crash.node
        if isinstance(node, ast.Subscript):
            labelled = isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "at", "xs")
        else:
            labelled = isinstance(node, ast.Call) and last_name(node.func) in ("groupby", "sort_values", "xs", "drop")
        if labelled and not context.crash.innermost_in_repository:
            yield from self._refused(context, "KeyError", INVALID, node)

    @staticmethod
    def _refused(
        context: Context, caught: str, statuses: Mapping[int, float], asked: ast.AST | None
    ) -> Iterator[Draft]:
        frame = context.frame
        parts = [part for part in ast.walk(asked) if isinstance(part, ast.expr)] if asked is not None else []
        sent = [part for part in parts if context.flow.sent(frame.file, frame.function, part)]
        if not sent or not is_simple(frame.statement):
            return
        kinds = frozenset().union(*(context.flow.sent(frame.file, frame.function, part) for part in sent))
        plain = [part for part in sent if isinstance(part, ast.Name | ast.Subscript | ast.Attribute)]
        subject = frame.file.segment(plain[-1] if plain else sent[0])
        fitting = LOOKUP if "path" in kinds else statuses
        need = Need(frame.file, frame.function, frame.line, subject, "failure", fitting, kinds, caught=caught)
        idea = Idea(NAME, 0.8, f"there may be nothing for {subject}")
        yield from refuse_on(context, idea, need, [frame.statement], (caught, ""))

    def _fewer(self, context: Context) -> Iterator[Draft]:
        """As many as there are, where more are asked for."""
        node, file = context.crash.node, context.frame.file
        if not isinstance(node, ast.Call) or last_name(node.func) not in ("sample", "choice"):
            return
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        words = {word.arg: word.value for word in node.keywords}
        module = isinstance(owner, ast.Name) and owner.id in ("random", "rng", "secrets")
        given = [*node.args[1 if module else 0 :], words.get("k"), words.get("n")]
        count = next((item for item in given if item is not None), None)
        population = node.args[0] if module and node.args else owner
        if count is None or population is None or isinstance(population, ast.Call):
            return
        text = f"min({file.segment(count)}, len({file.segment(population)}))"
        idea = Idea(NAME, 0.8, f"{file.segment(population)} may have fewer")
        yield edited(context, idea, file, replace(file, count, text))


def _without_nan(node: ast.AST) -> ast.expr | None:
    """The table of `table.where(table.notna(), None)` or of `table.mask(table.isna(), None)`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="where" | "mask" as way, value=table), args=[condition, *rest]):
            others = [*rest[:1], *(word.value for word in node.keywords if word.arg == "other")]
        case _:
            return None
    asks = ("notna", "notnull") if way == "where" else ("isna", "isnull")
    put = len(others) == 1 and isinstance(others[0], ast.Constant) and others[0].value is None
    if not put or not isinstance(condition, ast.Call) or last_name(condition.func) not in asks:
        return None
    # `pd.notnull(table)` and `table.notna()`: the same table is asked.
    asked = condition.args[0] if condition.args else condition.func
    asked = asked.value if asked is condition.func and isinstance(asked, ast.Attribute) else asked
    return table if ast.dump(asked) == ast.dump(table) else None
