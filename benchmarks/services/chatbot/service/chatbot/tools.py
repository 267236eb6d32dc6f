"""The tools that the model may call. A call that cannot be done is told to the model, not to the user."""

from __future__ import annotations

import ast
import json
import logging
import operator
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chatbot import clock
from chatbot.llm import Answer, ToolCall

logger = logging.getLogger(__name__)
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


class ToolError(ValueError):
    """The model asked for something that cannot be done; it reads the message."""


@dataclass(frozen=True)
class ToolResult:
    """What a call gave."""

    call_id: str
    name: str
    content: str
    ok: bool = True

    def message(self) -> dict[str, str]:
        """The result as a message of the prompt."""
        return {"role": "tool", "tool_call_id": self.call_id, "name": self.name, "content": self.content}


def evaluate(node: ast.AST) -> float:
    """The value of an arithmetic expression."""
    match node:
        case ast.Expression(body=body):
            return evaluate(body)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](evaluate(left), evaluate(right))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](evaluate(operand))
    raise ToolError("only numbers and + - * / % ( ) are possible")


async def calculator(own: Any, user: dict, arguments: dict[str, Any]) -> str:
    """`expression` as a number."""
    expression = str(arguments["expression"])
    if len(expression) > 200:
        raise ToolError("the expression is too long")
    try:
        value = evaluate(ast.parse(expression.strip(), mode="eval"))
    except SyntaxError as error:
        raise ToolError(f"'{expression}' cannot be read") from error
    except ZeroDivisionError as error:
        raise ToolError("division by zero") from error
    return f"{value:.10g}"


async def calendar(own: Any, user: dict, arguments: dict[str, Any]) -> str:
    """The weekday of `date` (`today` is today) plus `add_days`."""
    named = str(arguments.get("date") or "today")
    try:
        day = clock.local_day(own.now(), user["time_zone"]) if named == "today" else date.fromisoformat(named)
        day += timedelta(days=int(arguments.get("add_days") or 0))
    except (ValueError, OverflowError) as error:
        raise ToolError(f"'{named}' is no day, write YYYY-MM-DD") from error
    return f"{day.isoformat()} is a {day:%A}"


async def order_lookup(own: Any, user: dict, arguments: dict[str, Any]) -> str:
    """What is known of the user's order `order_id`."""
    number = str(arguments["order_id"]).strip().upper()
    order = await own.db.one("SELECT * FROM orders WHERE id = ? AND user_id = ?", number, user["id"])
    if order is None:
        raise ToolError(f"there is no order {number}")
    items = ", ".join(f"{item['count']} x {item['name']}" for item in json.loads(order["items"]))
    state = order["status"]
    if order["delivered_at"]:
        state += f" on {clock.local_day(clock.parse(order['delivered_at']), user['time_zone'])}"
    return f"order {number}: {items or 'no items'}; {order['total_cents'] / 100:.2f} {order['currency']}; {state}"


Tool = Callable[[Any, dict, dict[str, Any]], Awaitable[str]]
TOOLS: dict[str, tuple[Tool, tuple[str, ...], tuple[str, ...]]] = {
    "calculator": (calculator, ("expression",), ()),
    "calendar": (calendar, (), ("date", "add_days")),
    "order_lookup": (order_lookup, ("order_id",), ()),
}
SPECIFICATIONS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": (function.__doc__ or "").strip(),
            "parameters": {
                "type": "object",
                "properties": {key: {"type": "string"} for key in (*needed, *optional)},
                "required": list(needed),
            },
        },
    }
    for name, (function, needed, optional) in TOOLS.items()
]


def read_arguments(call: ToolCall) -> dict[str, Any]:
    """The arguments of a call. Raises ToolError."""
    try:
        arguments = json.loads(call.arguments or "{}")
    except ValueError as error:
        raise ToolError("the arguments are not JSON") from error
    if not isinstance(arguments, dict):
        raise ToolError("the arguments are not an object")
    missing = [name for name in TOOLS[call.name][1] if arguments.get(name) in (None, "")]
    if missing:
        raise ToolError(f"missing: {', '.join(missing)}")
    return arguments


async def run(own: Any, user: dict, call: ToolCall) -> ToolResult:
    """Do what the model asks for; what cannot be done is its result."""
    if call.name not in TOOLS:
        return ToolResult(call.id, call.name, f"error: there is no tool '{call.name}'", ok=False)
    try:
        content = await TOOLS[call.name][0](own, user, read_arguments(call))
    except ToolError as error:
        if error.__cause__ is not None:
            logger.error("Tool %s: %s", call.name, error, exc_info=error.__cause__)
        return ToolResult(call.id, call.name, f"error: {error}", ok=False)
    return ToolResult(call.id, call.name, content)


def request(answer: Answer) -> dict[str, Any]:
    """The model's own message that asked for tools, as it must be repeated to it."""
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in answer.tool_calls
    ]
    return {"role": "assistant", "content": answer.content or None, "tool_calls": calls}
