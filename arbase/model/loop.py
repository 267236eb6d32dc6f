"""The one loop of all agents: ask the model, run the tools it calls, until it submits an answer of the right type.

DSPy's ReActV2 carries neither a journal of turns, nor budgets, nor compaction, nor signed thinking; so this is a
program of its own around one `dspy.Predict`, which DSPy's optimizers see like any other.
"""

from __future__ import annotations

import time
from typing import Any

import dspy
from dspy import lm15
from dspy.utils import exceptions as failures

from arbase.domain.errors import ModelError
from arbase.domain.outcome import Declined, Done, Failed
from arbase.model import conversation
from arbase.model.budget import BudgetReached
from arbase.model.compaction import compact, size
from arbase.model.connect import MeteredEngine, explained, tools_refused
from arbase.model.journal import Entry
from arbase.model.settings import ModelSettings
from arbase.model.tools import Tool, cut
from arbase.model.work import SUBMIT, Run, SubmitTool, Work, note_tool

REPEATS = 3
LAST_TURN = "[arbase: this is your last turn; call submit now with what you have]"
NO_CALL = "[arbase: nothing was submitted. Call submit with your answer; text alone ends nothing.]"
AS_TEXT = "[arbase: nothing was run. From now on write your tool calls as text, as the instructions say.]"
MALFORMED = "[arbase: nothing was run: a tool call is one JSON object with name and args, in <tool_call> marks.]"
TRUNCATED = "[arbase: your message was cut off at the limit of max_tokens and nothing of it was run; be shorter.]"


class AgentLoop(dspy.Module):
    """An agent: instructions (DSPy's, tuned and versioned) and the loop."""

    def __init__(self, lm: Any, meter: MeteredEngine, settings: ModelSettings, instructions: str) -> None:
        super().__init__()
        self.act = dspy.Predict(conversation.Act.with_instructions(instructions))
        self._lm, self._meter, self._settings = lm, meter, settings
        self._text = settings.tool_use == "text"
        self.traced = False

    def forward(self, work: Work) -> dspy.Prediction:
        """Do the work. `outcome` of the prediction is Done(answer), Declined or Failed; a model's errors end in it."""
        if work.journal.outcome is not None:
            return dspy.Prediction(outcome=_remembered(work))
        run = self._resumed(work)
        tools: tuple[Tool, ...] = (*work.tools, note_tool(run), SubmitTool(run, work))
        adapter = conversation.ConversationAdapter(self._settings, tools, text=self._text)
        self._meter.charge(work.budget)
        work.budget.begin()
        # DSPy keeps the last 10,000 predictions with their messages for optimizers; a worker has no use for them.
        kept = {} if self.traced else {"trace": None}
        try:
            with dspy.context(lm=self._lm, adapter=adapter, disable_history=True, **kept):
                while run.outcome is None:
                    self._turn(run, work, adapter, {tool.name: tool for tool in tools})
        except BudgetReached as reached:
            run.declined(str(reached))
        except ModelError as error:
            run.outcome = Failed(error=str(error), details=tuple(run.findings))
        finally:
            work.budget.end()
            self._meter.charge(None)
        return dspy.Prediction(outcome=run.outcome)

    def _turn(self, run: Run, work: Work, adapter: Any, tools: dict[str, Tool]) -> None:
        work.budget.check()
        if run.turn >= run.until:
            raise BudgetReached(f"budget: {self._settings.loop.turns} turns of one agent are used up")
        began = time.monotonic()
        response = self._asked(run, work, adapter)
        run.turn += 1
        message, answers = response.message, None
        if response.finish_reason == "content_filter":
            run.declined(f"the model refused: {(response.text or 'without a word')[:300]}")
        elif response.finish_reason == "length":
            message, answers = lm15.Message.assistant(response.text or "(cut off)"), conversation.user(TRUNCATED)
            run.idled("the model's answers are cut off at max_tokens again and again")
        elif not response.tool_calls:
            message = message if response.text else lm15.Message.assistant("(nothing)")
            answers = self._without_call(run, work, adapter, response.text or "")
        else:
            run.idle = 0
            answers = self._results(run, work, response.tool_calls, tools)
        used = self._meter.last.model_copy(update={"seconds": time.monotonic() - began})
        self._keep(run, work, (message, answers), used)

    def _asked(self, run: Run, work: Work, adapter: Any) -> Any:
        """The response. What is over the window is compacted, tools become text for a model that has none."""
        loop = self._settings.loop
        if size(run.messages) > loop.window_characters:
            compact(run, loop.keep_turns)
        for _ in range(3):
            try:
                return self.act(messages=list(run.messages)).reply
            except failures.ContextWindowExceededError as error:
                if not compact(run, 1):
                    text = f"context: {size(run.messages):,} characters do not fit the model's window"
                    raise BudgetReached(text) from error
                work.tell("context", "the conversation is over the model's window; old results are taken out")
            except failures.LMError as error:
                if isinstance(error.__cause__, ModelError):
                    raise error.__cause__ from error
                if adapter.text or not tools_refused(error):
                    raise explained(error, self._settings) from error
                adapter.text = self._text = True
                work.tell("tools", f"{self._settings.name} has no native tool use; its tools go on as text")
        raise BudgetReached("context: the conversation does not fit the model's window, also without old results")

    def _without_call(self, run: Run, work: Work, adapter: Any, text: str) -> Any:
        """What a model is told that called nothing. One that never did may have a server that drops its tools."""
        tried = conversation.CALL_MARK in text
        never = run.idle and all(message.role != "tool" for message in run.messages)
        if not adapter.text and (tried or never):
            adapter.text = True
            work.tell("tools", f"{self._settings.name} called no tool natively; its tools go on as text")
            return conversation.user(AS_TEXT)
        run.idled("the model stopped without submitting an answer")
        return conversation.user(MALFORMED if tried else NO_CALL)

    def _results(self, run: Run, work: Work, calls: Any, tools: dict[str, Tool]) -> Any:
        answers = []
        for call in calls:
            tool = tools.get(call.name)
            key = f"{call.name} {call.input}"
            run.seen[key] += 1
            if tool is None:
                text, failed = f"there is no tool {call.name[:80]!r}; there are {', '.join(tools)}", True
            elif run.outcome is not None:
                text, failed = "not run: the work has ended", True
            elif run.seen[key] > REPEATS and call.name != SUBMIT:
                text, failed = f"not run: the same call was made {REPEATS} times before; do something else", True
            else:
                work.tell("tool", f"{call.name} {str(call.input)[:200]}")
                text, failed = tool(call.input)
            answers.append((call.id, call.name, cut(work.redact(text), self._settings.loop.result_characters), failed))
        left = run.until - run.turn
        allowed = work.budget.turns_left()
        last = min(left, left if allowed is None else allowed) == 1
        return conversation.results(answers, LAST_TURN if last else "")

    @staticmethod
    def _keep(run: Run, work: Work, said: tuple[Any, Any], used: Any) -> None:
        run.messages += [message for message in said if message is not None]
        work.journal.add(
            Entry(
                turn=run.turn,
                reply=conversation.to_json(said[0]),
                results=None if said[1] is None else conversation.to_json(said[1]),
                used=used,
                findings=tuple(run.findings),
                state=work.state(),
            )
        )
        if run.outcome is not None:
            work.journal.end(run.outcome.model_dump(mode="json"))

    def _resumed(self, work: Work) -> Run:
        turns = self._settings.loop.turns
        run = Run(messages=[conversation.user(work.redact(work.task))], until=turns)
        for entry in work.journal.entries:
            run.messages += [conversation.from_json(part) for part in (entry.reply, entry.results) if part is not None]
            run.turn, run.findings = entry.turn, list(entry.findings)
            if entry.told:
                run.messages.append(conversation.user(work.redact(entry.told)))
                run.until = entry.turn + turns
        if work.journal.entries:
            work.restore(work.journal.entries[-1].state)
            work.tell("resumed", f"goes on after turn {run.turn}")
        return run


def _remembered(work: Work) -> Any:
    """What the journal says that this work ended with."""
    ended = work.journal.outcome or {}
    if ended.get("kind") == "done":
        return Done[Any](value=work.answer.model_validate(ended["value"]))
    return Declined.model_validate(ended)
