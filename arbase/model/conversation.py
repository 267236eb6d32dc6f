"""Turns a DSPy signature and a conversation into one canonical request, and keeps the answer as it came.

DSPy's chat adapter renders history as text fields and loses signed thinking and cache marks on the way; a conversation
with native tool use needs both. Instructions, demonstrations and traces stay DSPy's, so its optimizers work on it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import dspy
from dspy import lm15
from dspy._vendor.lm15 import serde

from arbase.model.settings import ModelSettings
from arbase.model.tools import Tool

CALL_MARK = "<tool_call>"
CALL = re.compile(r"<tool_call>\s*(\{.*?\})\s*</tool_call>", re.DOTALL)
TEXT_TOOLS = """
You have no native tools. To use a tool, write exactly this and nothing after it; its result comes next:
<tool_call>{"name": "NAME", "args": {...}}</tool_call>
The tools, each with the JSON schema of its args:
"""


class Act(dspy.Signature):
    """Work on the task with the tools, and submit."""

    messages: Any = dspy.InputField(desc="The conversation so far, as canonical messages.")
    reply: Any = dspy.OutputField(desc="The model's next message.")


class ConversationAdapter(dspy.Adapter):
    """Sends conversations. `text` describes tools in the prompt, for models without tool use."""

    def __init__(self, settings: ModelSettings, tools: tuple[Tool, ...], *, text: bool) -> None:
        super().__init__()
        self._settings = settings
        self._tools = tools
        self._native = tuple(_native(tool) for tool in tools)
        self.text = text

    def __call__(
        self, lm: Any, lm_kwargs: dict[str, Any], signature: Any, demos: list[Any], inputs: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """One call; the only output field is the response."""
        request = self.request(lm.model, instructions(signature.instructions, demos), tuple(inputs["messages"]))
        response = lm(request=request)
        return [{"reply": with_calls(response) if self.text else response}]

    def request(self, model: str, system: str, messages: tuple[Any, ...]) -> Any:
        """The canonical request. Its beginning (tools, system, first messages) is the same in every turn."""
        if self.text:
            system += TEXT_TOOLS + "\n".join(_described(tool) for tool in self._tools)
            messages = tuple(as_text(message) for message in messages)
        return lm15.Request(
            model=model,
            system=system,
            messages=messages,
            tools=() if self.text else self._native,
            config=self._config(),
        )

    def _config(self) -> Any:
        settings = self._settings
        # Marks the end of the instructions, and the end of what was said: the next turn reads both from the cache.
        cache = lm15.CacheConfig(prefix="history") if settings.provider == "anthropic" else None
        thinking = lm15.Reasoning(settings.thinking) if settings.thinking != "off" else None
        return lm15.Config(
            max_tokens=settings.max_tokens,
            temperature=None if thinking else settings.temperature,
            reasoning=thinking,
            cache=cache,
        )


def instructions(text: str, demos: list[Any]) -> str:
    """The system prompt: the program's instructions, then the demonstrations that an optimizer found."""
    shown = [json.dumps(dict(demo), default=str, ensure_ascii=False, sort_keys=True) for demo in demos]
    return text if not shown else text + "\n\nExamples of good work:\n" + "\n".join(shown)


def user(text: str) -> Any:
    """A message of the user."""
    return lm15.Message.user(text)


def results(answers: list[tuple[str, str, str, bool]], note: str = "") -> Any:
    """The results of tools (call id, tool, text, whether it is an error), with a note of arbase's own at the end."""
    parts = [
        lm15.ToolResultPart(call, (lm15.TextPart(text or "(empty)"),), name=name, is_error=failed)
        for call, name, text, failed in answers
    ]
    if note:
        last = parts[-1]
        parts[-1] = lm15.ToolResultPart(
            last.id, (*last.content, lm15.TextPart(note)), name=last.name, is_error=last.is_error
        )
    return lm15.Message.tool(parts)


def as_text(message: Any) -> Any:
    """A message without tool blocks, for a model that knows none."""
    lines = []
    for part in message.parts:
        if isinstance(part, lm15.ToolCallPart):
            lines.append(_call_text(part.name, part.input))
        elif isinstance(part, lm15.ToolResultPart):
            mark = ' error="true"' if part.is_error else ""
            body = "\n".join(item.text for item in part.content)
            lines.append(f'<tool_result name="{part.name}"{mark}>\n{body}\n</tool_result>')
        elif isinstance(part, lm15.TextPart) and part.text:
            lines.append(part.text)
    text = "\n".join(lines) or "(nothing)"
    return lm15.Message.assistant(text) if message.role == "assistant" else lm15.Message.user(text)


def with_calls(response: Any) -> Any:
    """The response with the tool calls that its text asks for; malformed ones stay text."""
    text = response.text or ""
    calls: list[Any] = []
    for found in CALL.finditer(text):
        try:
            asked = json.loads(found[1])
            # Many local models were trained to say `arguments`, whatever they are told.
            given = asked.get("args") or asked.get("arguments") or {}
            calls.append(lm15.ToolCallPart(f"text_{len(calls)}", str(asked["name"]), dict(given)))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    if not calls:
        return response
    said = CALL.sub("", text).strip()
    parts = ([lm15.TextPart(said)] if said else []) + calls
    return lm15.Response(
        id=response.id,
        model=response.model,
        message=lm15.Message(role="assistant", parts=tuple(parts)),
        finish_reason="tool_call",
        usage=response.usage,
    )


def to_json(message: Any) -> dict[str, Any]:
    """A message as JSON, signed thinking included."""
    data: dict[str, Any] = serde.message_to_dict(message)
    return data


def from_json(data: dict[str, Any]) -> Any:
    """The message that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    return serde.message_from_dict(data)


def _call_text(name: str, args: dict[str, Any]) -> str:
    return f"<tool_call>{json.dumps({'name': name, 'args': args}, ensure_ascii=False)}</tool_call>"


def _described(tool: Tool) -> str:
    return f"- {tool.name}: {tool.description}\n  {json.dumps(tool.schema, ensure_ascii=False, sort_keys=True)}"


def _native(tool: Tool) -> Any:
    return lm15.FunctionTool(name=tool.name, description=tool.description, parameters=tool.schema)
